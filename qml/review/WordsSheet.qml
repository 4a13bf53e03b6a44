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
    property bool oneLine: false  ///< a name, no sentences
    readonly property string given: (oneLine ? line.text : box.text).trim()
    property var then: null

    /// `then(words)` runs once they are given.
    function ask(what: var) {
        title = what.title;
        explains = what.explains;
        go = what.go;
        required = what.required ?? false;
        oneLine = what.oneLine ?? false;
        then = what.then;
        line.text = box.text = "";
        open();
    }
    function give() {
        if (required && given.length === 0)
            return;
        const go = then;
        const words = given;
        close();
        go(words);
    }

    title: ""
    implicitWidth: 440
    onOpened: oneLine ? line.forceActiveFocus() : box.area.forceActiveFocus()

    PlainText {
        Layout.fillWidth: true
        visible: text.length > 0
        text: sheet.explains
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    TextBox {
        id: box

        area.objectName: sheet.oneLine ? "" : sheet.key
        area.Accessible.name: sheet.title
        Layout.fillWidth: true
        visible: !sheet.oneLine
        placeholderText: sheet.required ? qsTr("Required; Shift+Return begins a new line")
                                        : qsTr("May be left empty; Shift+Return begins a new line")
        onAccepted: sheet.give()
    }
    TextLine {
        id: line

        objectName: sheet.oneLine ? sheet.key : ""
        Layout.fillWidth: true
        visible: sheet.oneLine
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
            enabled: !sheet.required || sheet.given.length > 0
            onClicked: sheet.give()
        }
    ]
}
