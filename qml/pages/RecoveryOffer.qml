import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Offers what a window that ended unexpectedly left behind. It stays until it is answered.
Rectangle {
    id: offer

    required property Recovery recovery

    height: row.implicitHeight + 2 * Theme.small
    radius: 4
    color: Theme.panel
    border.color: Theme.accent
    Accessible.role: Accessible.AlertMessage
    Accessible.name: recovery.question

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.small
        spacing: Theme.small
        IconItem {
            name: "clock"
            colour: Theme.accent
        }
        PlainText {
            objectName: "recoveryQuestion"
            Layout.fillWidth: true
            text: offer.recovery.question
            color: Theme.text
            wrapMode: Text.Wrap
            font.pixelSize: Theme.fontTitle
        }
        PushButton {
            property bool asked: false

            objectName: "recoveryDiscard"
            text: asked ? qsTr("Discard for good") : qsTr("Discard…")
            onClicked: {
                if (asked)
                    offer.recovery.discard();
                asked = !asked;
            }
            onActiveFocusChanged: if (!activeFocus) asked = false
        }
        PushButton {
            objectName: "recoveryRestore"
            text: qsTr("Restore")
            primary: true
            onClicked: offer.recovery.restore()
        }
    }
}
