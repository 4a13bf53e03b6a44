pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// One rule of the policy.
Rectangle {
    id: row

    required property PolicyModel policy
    required property int index
    required property string rule
    required property string name
    required property string words
    required property string comment
    required property string unit
    required property string note
    required property string review
    required property string block
    required property int who
    required property bool input
    required property string effectOfRule

    height: column.implicitHeight + 2 * Theme.small
    color: Theme.raised
    radius: Theme.radius

    component Threshold: TextLine {
        id: field

        required property string value
        required property int action
        required property string means

        objectName: row.rule + means
        Layout.preferredWidth: 70
        horizontalAlignment: TextInput.AlignHCenter
        text: value
        placeholderText: "–"
        placeholderTextColor: Theme.textFaint
        Accessible.name: qsTr("%1: %2 from").arg(row.name).arg(means)
        onEditingFinished: {
            if (text !== value)
                row.policy.setThreshold(row.index, action, text);
            field.text = Qt.binding(() => field.value);
        }
    }

    RowLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.small
        anchors.rightMargin: Theme.small
        spacing: Theme.small

        ColumnLayout {
            id: column

            Layout.fillWidth: true
            spacing: 2
            PlainText {
                Layout.fillWidth: true
                text: row.input ? qsTr("%1 (what goes in)").arg(row.name) : row.name
                color: Theme.text
                font.pixelSize: Theme.fontNormal
                font.weight: Font.DemiBold
                elide: Text.ElideRight
            }
            PlainText {
                Layout.fillWidth: true
                text: row.words
                color: Theme.textDim
                font.pixelSize: Theme.fontSmall
                wrapMode: Text.WordWrap
            }
            PlainText {
                Layout.fillWidth: true
                visible: text.length > 0
                text: row.comment
                color: Theme.textFaint
                font.pixelSize: Theme.fontSmall
                wrapMode: Text.WordWrap
            }
        }
        Threshold { value: row.note; action: 0; means: "Note" }
        Threshold { value: row.review; action: 1; means: "Review" }
        Threshold { value: row.block; action: 2; means: "Block" }
        DropDown {
            Layout.preferredWidth: 120
            name: qsTr("Who may override %1").arg(row.name)
            options: [qsTr("Nobody"), qsTr("A reviewer"), qsTr("Two reviewers")]
            current: row.who
            onRequested: index => row.policy.setOverride(row.index, index)
        }
        PlainText {
            Layout.preferredWidth: 150
            text: row.effectOfRule
            color: Theme.textDim
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.WordWrap
        }
    }
}
