import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The way back, how many outputs are found, and the large view.
Rectangle {
    id: header

    required property ReviewDesk desk
    property bool comparing: false
    signal backRequested
    signal compareRequested
    signal protectedRequested

    implicitHeight: 40
    color: Theme.panel

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.medium
        spacing: Theme.small

        PushButton {
            objectName: "reviewBack"
            glyph: "previous"
            text: header.comparing ? qsTr("All outputs") : qsTr("Back to the mix")
            tip: text
            keys: "Esc"
            onClicked: header.backRequested()
        }
        PlainText {
            Layout.leftMargin: Theme.small
            text: qsTr("Review")
            color: Theme.text
            font.pixelSize: 16
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        PlainText {
            objectName: "reviewCount"
            Layout.fillWidth: true
            text: !header.desk.outputs.ready ? ""
                : header.desk.outputs.total === 1 ? qsTr("1 output") : qsTr("%1 outputs").arg(header.desk.outputs.total)
            color: Theme.textDim
            font.pixelSize: Theme.fontNormal
        }
        PushButton {
            objectName: "reviewWaiting"
            visible: header.desk.waiting > 0
            glyph: "flag"
            text: header.desk.waiting === 1 ? qsTr("1 waits for a decision") : qsTr("%1 wait for a decision").arg(header.desk.waiting)
            tip: qsTr("Show what is flagged")
            onClicked: {
                header.desk.search.clear();
                header.desk.search.state = ReviewModel.Flagged + 1;
            }
        }
        PushButton {
            objectName: "protectedPeople"
            visible: !header.comparing
            glyph: "face"
            text: qsTr("Protected people…")
            tip: qsTr("Whose likeness no output may have")
            onClicked: header.protectedRequested()
        }
        PushButton {
            objectName: "checkHistory"
            visible: !header.comparing
            glyph: "shield"
            text: qsTr("Check the history")
            tip: qsTr("Look whether every entry, signature and row is as it was written")
            enabled: !header.desk.history.running
            onClicked: header.desk.history.check()
        }
        PushButton {
            visible: !header.comparing
            glyph: "image"
            text: qsTr("Compare")
            tip: qsTr("Large, beside its parents")
            keys: "Enter"
            enabled: header.desk.entry.number > 0
            onClicked: header.compareRequested()
        }
    }
}
