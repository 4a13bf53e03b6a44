import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Asks before a consent is withdrawn.
Sheet {
    id: sheet

    required property FaceCheck check
    required property string letter

    title: qsTr("Withdraw the consent for face %1?").arg(letter)
    implicitWidth: 420
    onOpened: keep.forceActiveFocus(Qt.TabFocusReason)

    PlainText {
        Layout.fillWidth: true
        text: qsTr("It counts for everything that is made of this photograph from now on. That it was withdrawn stands in the history for good.")
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        lineHeight: 1.2
        wrapMode: Text.WordWrap
    }
    buttons: [
        PushButton {
            objectName: "withdrawGo"
            text: qsTr("Withdraw")
            onClicked: {
                sheet.close();
                sheet.check.withdrawConsent();
            }
        },
        Item { implicitWidth: Theme.huge },
        PushButton {
            id: keep

            objectName: "withdrawKeep"
            text: qsTr("Keep")
            primary: true
            onClicked: sheet.close()
        }
    ]
}
