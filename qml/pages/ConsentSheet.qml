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
        problem = "";
        open();
    }
    function record() {
        problem = check.dayProblem(until.text);
        if (problem.length > 0)
            return until.forceActiveFocus();
        check.recordConsent(kind, note.text, until.text);
        close();
    }

    property int kind: 0
    property string problem: ""

    title: qsTr("Consent for the photograph of face %1").arg(letter)
    width: 420
    onOpened: note.forceActiveFocus()

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
        onAccepted: sheet.record()
    }
    TextLine {
        id: until

        objectName: "consentUntil"
        Layout.fillWidth: true
        placeholderText: qsTr("Last day, YYYY-MM-DD; empty: without end")
        placeholderTextColor: Theme.textFaint
        Accessible.name: qsTr("Last day")
        onTextEdited: sheet.problem = ""
        onAccepted: sheet.record()
    }
    PlainText {
        objectName: "consentProblem"
        Layout.fillWidth: true
        visible: text.length > 0
        text: sheet.problem
        color: Theme.danger
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    PlainText {
        Layout.fillWidth: true
        text: qsTr("It counts for everybody in this photograph: they all must agree.")
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        wrapMode: Text.WordWrap
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
            onClicked: sheet.record()
        }
    ]
}
