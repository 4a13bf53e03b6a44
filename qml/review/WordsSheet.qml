import QtQuick
import QtQuick.Layouts
import Mien

/// A few words to go with a step: a reason, a note or a comment. ask() says what for.
Sheet {
    id: sheet

    /// Names its parts.
    property string key: "words"
    property string explains: ""
    property string go: ""
    property bool required: false
    property var then: null

    /// `then(words)` runs once they are given.
    function ask(what: var) {
        title = what.title;
        explains = what.explains;
        go = what.go;
        required = what.required ?? false;
        then = what.then;
        words.text = "";
        open();
    }
    function give() {
        if (required && words.text.trim().length === 0)
            return;
        const given = then;
        close();
        given(words.text);
    }

    title: ""
    implicitWidth: 440
    onOpened: words.forceActiveFocus()

    PlainText {
        Layout.fillWidth: true
        visible: text.length > 0
        text: sheet.explains
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    TextLine {
        id: words

        objectName: sheet.key
        Layout.fillWidth: true
        placeholderText: sheet.required ? qsTr("Required") : qsTr("May be left empty")
        placeholderTextColor: Theme.textFaint
        Accessible.name: sheet.title
        onAccepted: sheet.give()
    }
    buttons: [
        PushButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        },
        PushButton {
            objectName: sheet.key + "Go"
            text: sheet.go
            primary: true
            enabled: !sheet.required || words.text.trim().length > 0
            onClicked: sheet.give()
        }
    ]
}
