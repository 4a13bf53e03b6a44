import QtQuick
import QtQuick.Templates as T
import Mien

/// A number typed in: Return or leaving the field asks for it, Escape takes it back; both give the keyboard back.
/// While nothing is typed, undo and redo are not the field's own but the document's.
T.TextField {
    id: control

    property real number: 0
    property real from: 0
    property real to: 100
    property int decimals: 0
    property bool edited: false
    /// Return is for the number alone, and not for the sheet that it stands in.
    property bool takesReturn: false
    /// Asks at every key already; Escape asks for what was there before.
    property bool live: false
    property real numberBefore: 0
    /// Who has the keyboard after it; none: the window.
    property Item next: null
    signal requested(real number)
    signal undoRequested
    signal redoRequested

    function show() { text = Number(number).toFixed(decimals); }
    function askForTyped() {
        const typed = parseFloat(text.replace(",", "."));
        if (edited && !isNaN(typed))
            requested(Math.min(to, Math.max(from, typed)));
    }
    function giveUpFocus() {
        if (next)
            next.forceActiveFocus(Qt.OtherFocusReason);
        else
            focus = false;
    }
    function ask() {
        askForTyped();
        edited = false;
        show();
    }

    implicitWidth: 42
    implicitHeight: 20
    padding: 2
    rightPadding: 5
    horizontalAlignment: TextInput.AlignRight
    verticalAlignment: TextInput.AlignVCenter
    selectByMouse: true
    color: Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    font.family: Theme.family
    font.pixelSize: Theme.fontSmall
    inputMethodHints: Qt.ImhFormattedNumbersOnly
    validator: RegularExpressionValidator { regularExpression: /-?\d*[.,]?\d*/ }
    Accessible.role: Accessible.SpinBox

    onTextEdited: {
        edited = true;
        if (live)
            askForTyped();
    }
    onNumberChanged: if (!activeFocus) show()
    onDecimalsChanged: if (!activeFocus) show()
    Component.onCompleted: show()
    onActiveFocusChanged: {
        if (!activeFocus)
            return ask();
        numberBefore = number;
        selectAll();
    }
    onAccepted: giveUpFocus()
    Keys.onPressed: event => {
        if (edited)
            return;
        if (event.matches(StandardKey.Undo))
            undoRequested();
        else if (event.matches(StandardKey.Redo))
            redoRequested();
        else
            return;
        event.accepted = true;
        show();
        selectAll();
    }
    Keys.onReturnPressed: event => {
        event.accepted = takesReturn;
        if (takesReturn)
            giveUpFocus();
    }
    Keys.onEnterPressed: event => {
        event.accepted = takesReturn;
        if (takesReturn)
            giveUpFocus();
    }
    Keys.onShortcutOverride: event => event.accepted = edited && event.key === Qt.Key_Escape
    Keys.onEscapePressed: event => {
        event.accepted = edited;
        if (live && edited)
            requested(numberBefore);
        edited = false;
        giveUpFocus();
    }

    background: Rectangle {
        radius: Theme.radius
        color: control.activeFocus || control.hovered ? Theme.field : "transparent"
        border.width: control.activeFocus ? 1 : 0
        border.color: Theme.accent
    }
}
