import QtQuick
import QtQuick.Templates as T
import Mien

/// A timecode that can be typed over; Return or leaving it asks, Escape takes back, and both give the keyboard back.
T.TextField {
    id: field

    required property string time
    property string tip: ""
    property bool edited: false
    property bool large: false
    signal requested(string text)

    function ask() {
        if (edited)
            requested(text);
        edited = false;
        text = time;
    }

    implicitWidth: large ? 76 : 54
    implicitHeight: 22
    padding: 2
    horizontalAlignment: large ? TextInput.AlignLeft : TextInput.AlignHCenter
    verticalAlignment: TextInput.AlignVCenter
    selectByMouse: true
    color: large ? Theme.accent : Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    font.family: Theme.family
    font.pixelSize: large ? 15 : Theme.fontNormal
    font.weight: large ? Font.DemiBold : Font.Normal

    onTimeChanged: if (!activeFocus) text = time
    Component.onCompleted: text = time
    onTextEdited: edited = true
    onActiveFocusChanged: activeFocus ? selectAll() : ask()
    onAccepted: focus = false
    Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape
    Keys.onEscapePressed: {
        edited = false;
        focus = false;
    }

    background: Rectangle {
        radius: Theme.radius
        color: field.activeFocus || field.hovered ? Theme.field : "transparent"
        border.width: field.activeFocus ? 1 : 0
        border.color: Theme.accent
    }
    Tip {
        visible: field.hovered && !field.activeFocus && field.tip.length > 0
        text: field.tip
    }
}
