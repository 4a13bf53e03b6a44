import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Asks before changes would be lost. Closing it any other way stays with the document.
Sheet {
    id: sheet

    required property ProjectFile project
    property bool answered: false

    function ask() {
        answered = false;
        open();
    }
    function answer(goOn: var) {
        answered = true;
        close();
        goOn();
    }

    title: qsTr("Save the changes to %1?").arg(project.untitled ? qsTr("this mix") : project.name)
    implicitWidth: 420
    onOpened: save.forceActiveFocus(Qt.TabFocusReason)
    onClosed: if (!answered) project.stay()

    PlainText {
        Layout.fillWidth: true
        text: qsTr("Otherwise they are lost.")
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    buttons: [
        PushButton {
            objectName: "unsavedDiscard"
            text: qsTr("Don't save")
            onClicked: sheet.answer(() => sheet.project.discardAndGoOn())
        },
        Item { implicitWidth: Theme.huge },
        PushButton {
            objectName: "unsavedCancel"
            text: qsTr("Cancel")
            onClicked: sheet.close()
        },
        PushButton {
            id: save

            objectName: "unsavedSave"
            text: sheet.project.untitled ? qsTr("Save…") : qsTr("Save")
            primary: true
            onClicked: sheet.answer(() => sheet.project.saveAndGoOn())
        }
    ]
}
