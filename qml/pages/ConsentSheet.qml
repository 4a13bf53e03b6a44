import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// A consent with a note and a day on which it ends.
Sheet {
    id: sheet

    required property FaceCheck check
    required property string letter

    function ask() {
        kind = Math.max(0, check.consent);
        note.text = "";
        until.text = "";
        open();
    }

    property int kind: 0

    title: qsTr("Consent for face %1").arg(letter)
    width: 420

    DropDown {
        objectName: "consentKind"
        Layout.fillWidth: true
        name: qsTr("Where it is from")
        options: sheet.check.consentKinds()
        current: sheet.kind
        onRequested: index => sheet.kind = index
    }
    TextLine {
        id: note

        objectName: "consentNote"
        Layout.fillWidth: true
        placeholderText: qsTr("Note, e.g. the contract or licence")
        placeholderTextColor: Theme.textFaint
        Accessible.name: qsTr("Note")
    }
    TextLine {
        id: until

        objectName: "consentUntil"
        Layout.fillWidth: true
        placeholderText: qsTr("Last day, YYYY-MM-DD; empty: without end")
        placeholderTextColor: Theme.textFaint
        Accessible.name: qsTr("Last day")
    }
    buttons: [
        PushButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        },
        PushButton {
            objectName: "consentRecord"
            text: qsTr("Record")
            primary: true
            onClicked: {
                sheet.check.recordConsent(sheet.kind, note.text, until.text);
                sheet.close();
            }
        }
    ]
}
