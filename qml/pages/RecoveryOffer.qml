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
            /// For a while; the second click of a double click is no answer.
            readonly property bool asked: patience.running && !soon.running

            objectName: "recoveryDiscard"
            text: patience.running ? qsTr("Discard for good") : qsTr("Discard…")
            onClicked: {
                if (asked)
                    return offer.recovery.discard();
                if (!patience.running)
                    soon.start();
                patience.restart();
            }
            Timer {
                id: soon

                interval: 600
            }
            Timer {
                id: patience

                interval: 8000
            }
        }
        PushButton {
            objectName: "recoveryRestore"
            text: qsTr("Restore")
            primary: true
            onClicked: offer.recovery.restore()
        }
    }
}
