import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Asks what to do with a document of a model that is not here. Closing it any other way leaves it.
Sheet {
    id: sheet

    required property ProjectFile project
    property string why
    property bool answered: false

    function ask(reason: string) {
        why = reason;
        answered = false;
        open();
    }

    title: qsTr("Bring it over to the model in use?")
    implicitWidth: 480
    onOpened: bring.forceActiveFocus(Qt.TabFocusReason)
    onClosed: if (!answered) project.leaveIt()

    PlainText {
        objectName: "anotherModelWhy"
        Layout.fillWidth: true
        text: sheet.why
        color: Theme.text
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    PlainText {
        Layout.fillWidth: true
        text: qsTr("Brought over, the mix looks a little different, and drawn faces become others. What that loses is measured and told. The project itself stays as it is.")
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    buttons: [
        PushButton {
            objectName: "anotherModelLeave"
            text: qsTr("Don't open")
            onClicked: sheet.close()
        },
        PushButton {
            id: bring

            objectName: "anotherModelBring"
            text: qsTr("Bring over")
            primary: true
            onClicked: {
                sheet.answered = true;
                sheet.close();
                sheet.project.bringOver();
            }
        }
    ]
}
