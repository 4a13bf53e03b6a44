import QtQuick
import QtQuick.Templates as T
import Mien

/// A whole number typed in: Return or leaving the field asks for it, Escape takes it back.
T.TextField {
    id: control

    property real number: 0
    property int from: 0
    property int to: 100
    property int decimals: 0
    property bool edited: false
    signal requested(real number)

    function show() { text = Number(number).toFixed(decimals); }
    function ask() {
        const typed = parseFloat(text.replace(",", "."));
        if (edited && !isNaN(typed))
            requested(Math.min(to, Math.max(from, typed)));
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
    Accessible.role: Accessible.SpinBox

    onTextEdited: edited = true
    onNumberChanged: if (!activeFocus) show()
    Component.onCompleted: show()
    onActiveFocusChanged: activeFocus ? selectAll() : ask()
    onAccepted: { ask(); selectAll(); }
    Keys.onEscapePressed: event => {
        event.accepted = edited;
        edited = false;
        show();
    }

    background: Rectangle {
        radius: Theme.radius
        color: control.activeFocus || control.hovered ? Theme.field : "transparent"
        border.width: control.activeFocus ? 1 : 0
        border.color: Theme.accent
    }
}
