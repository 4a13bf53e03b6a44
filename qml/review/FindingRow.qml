import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// One rule that spoke: what it says, by which score, and what can be done.
RowLayout {
    id: row

    required property var finding
    readonly property color ink: finding.action === 2 ? Theme.danger : finding.action === 1 ? Theme.accent : Theme.textDim
    readonly property string leadsTo: finding.action === 2 ? qsTr("blocks") : finding.action === 1 ? qsTr("needs review") : qsTr("noted")

    /// The film's frame on which it spoke hardest.
    signal frameRequested(int frame)

    spacing: Theme.small
    Accessible.role: Accessible.StaticText
    Accessible.name: [finding.name, leadsTo, finding.words, finding.score, finding.appeal].filter(part => part.length > 0).join(". ")

    Rectangle {
        Layout.fillHeight: true
        implicitWidth: 2
        radius: 1
        color: row.ink
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 2
        RowLayout {
            Layout.fillWidth: true
            PlainText {
                Layout.fillWidth: true
                text: row.finding.name
                color: Theme.text
                font.pixelSize: Theme.fontNormal
                font.weight: Font.DemiBold
                elide: Text.ElideRight
            }
            PlainText {
                text: row.leadsTo
                color: row.ink
                font.pixelSize: Theme.fontSmall
            }
        }
        PlainText {
            Layout.fillWidth: true
            text: row.finding.words
            color: Theme.text
            font.pixelSize: Theme.fontNormal
            wrapMode: Text.WordWrap
        }
        PlainText {
            Layout.fillWidth: true
            visible: text.length > 0
            text: row.finding.score
            color: Theme.textFaint
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.WordWrap
        }
        PlainText {
            Layout.fillWidth: true
            visible: text.length > 0
            text: row.finding.appeal
            color: Theme.textDim
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.WordWrap
        }
        PushButton {
            objectName: "showFrame"
            visible: row.finding.frame >= 0
            text: qsTr("Show frame %1").arg(row.finding.frame)
            onClicked: row.frameRequested(row.finding.frame)
        }
    }
}
