import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Asks before a save replaces what another program wrote into the file. Closing it any other way saves nothing.
Sheet {
    id: sheet

    required property ProjectFile project
    property bool answered: false
    signal anotherNameRequested

    function ask() {
        answered = false;
        open();
    }
    function answer(goOn: var) {
        answered = true;
        close();
        goOn();
    }

    title: qsTr("Replace %1?").arg(project.name)
    implicitWidth: 480
    onOpened: another.forceActiveFocus(Qt.TabFocusReason)
    onClosed: if (!answered) project.leaveFile()

    PlainText {
        objectName: "fileChangedWhy"
        Layout.fillWidth: true
        text: qsTr("It was changed by another program since it was opened. Replaced, it loses those changes.")
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    buttons: [
        PushButton {
            objectName: "fileChangedReplace"
            text: qsTr("Replace")
            onClicked: sheet.answer(() => sheet.project.replaceFile())
        },
        Item { implicitWidth: Theme.huge },
        PushButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        },
        PushButton {
            id: another

            objectName: "fileChangedAnother"
            text: qsTr("Save under another name…")
            primary: true
            onClicked: sheet.answer(() => sheet.anotherNameRequested())
        }
    ]
}
