import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Asks before somebody is protected no longer.
Sheet {
    id: sheet

    required property ProtectionModel protection
    /// A reviewer must sign for it.
    required property bool signs
    signal agreed

    title: qsTr("Protect %1 no longer?").arg(protection.chosenName)
    implicitWidth: 440
    onOpened: keep.forceActiveFocus(Qt.TabFocusReason)

    PlainText {
        objectName: "endProtectionWhat"
        Layout.fillWidth: true
        text: qsTr("Outputs may be like them from now on. What was kept of them is deleted: to protect them again, photographs are needed. That it ended stands in the history for good.")
              + (sheet.signs ? " " + qsTr("A reviewer signs for it.") : "")
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        lineHeight: 1.2
        wrapMode: Text.WordWrap
    }
    buttons: [
        PushButton {
            objectName: "endProtectionGo"
            text: qsTr("Protect no longer")
            onClicked: {
                sheet.close();
                sheet.agreed();
            }
        },
        Item { implicitWidth: Theme.huge },
        PushButton {
            id: keep

            objectName: "endProtectionKeep"
            text: qsTr("Keep")
            primary: true
            onClicked: sheet.close()
        }
    ]
}
