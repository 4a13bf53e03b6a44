import QtQuick
import QtQuick.Templates as T
import Mien

/// A thin slider over 0..1. Arrows move by 1 %, with Shift by 0.1 %, Page keys by 10 %; a double click asks for a reset,
/// Escape while it is dragged to forget the drag.
T.Slider {
    id: control

    /// The track is coloured from here to the handle.
    property real origin: 0
    property bool dimmed: false
    signal requested(real value)
    signal finished
    signal resetRequested
    /// With the value before the drag.
    signal cancelRequested(real value)

    property real valueBefore: 0
    property real lastRelease: 0
    property real lastPosition: 0

    /// The second release at one place within the time of a double click asks for the reset.
    function released() {
        const now = Date.now();
        const again = now - lastRelease < 400 && Math.abs(position - lastPosition) < 0.02;
        lastRelease = again ? 0 : now;
        lastPosition = position;
        again ? resetRequested() : finished();
    }
    function cancelDrag() {
        cancelRequested(valueBefore);
        // An item that can't be used lets go of the pointer: what it does until it is released means nothing.
        enabled = false;
        enabled = true;
        forceActiveFocus(Qt.MouseFocusReason);
    }
    function step(event: KeyEvent) {
        const fine = event.modifiers & Qt.ShiftModifier ? 0.001 : 0.01;
        const moves = {
            [Qt.Key_Left]: -fine, [Qt.Key_Down]: -fine, [Qt.Key_Right]: fine, [Qt.Key_Up]: fine,
            [Qt.Key_PageDown]: -0.1, [Qt.Key_PageUp]: 0.1, [Qt.Key_Home]: -1, [Qt.Key_End]: 1
        };
        if (event.key === Qt.Key_Backspace || event.key === Qt.Key_Delete)
            control.resetRequested();
        else if (event.key in moves)
            control.requested(Math.min(1, Math.max(0, Math.round((control.value + moves[event.key]) * 1000) / 1000)));
        else
            return;
        event.accepted = true;
    }

    implicitHeight: 18
    implicitWidth: 120
    padding: 0
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    live: true
    onMoved: requested(value)
    onPressedChanged: {
        if (pressed)
            valueBefore = value;
        else
            released();
    }
    onActiveFocusChanged: if (!activeFocus) finished()
    Keys.onShortcutOverride: event => event.accepted = pressed && event.key === Qt.Key_Escape
    Keys.onEscapePressed: event => {
        event.accepted = pressed;
        if (pressed)
            cancelDrag();
    }
    Keys.onPressed: event => step(event)
    Keys.onReleased: event => { if (!event.isAutoRepeat) control.finished(); }

    background: Item {
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            x: 6
            width: parent.width - 12
            height: 3
            radius: 1.5
            color: Theme.track
            Rectangle {
                readonly property real from: Math.min(control.origin, control.position)
                x: from * parent.width
                width: Math.abs(control.position - control.origin) * parent.width
                height: parent.height
                radius: 1.5
                color: control.dimmed ? Theme.trackDimmed : Theme.accent
            }
            Rectangle {
                visible: control.origin > 0 && control.origin < 1
                x: control.origin * parent.width - 0.5
                y: -2
                width: 1
                height: parent.height + 4
                color: Theme.trackDimmed
            }
        }
    }
    handle: Rectangle {
        x: control.visualPosition * (control.width - width)
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        width: 12
        height: 12
        radius: 6
        color: control.pressed ? Theme.handlePressed : control.hovered ? Theme.handleHovered
             : control.dimmed ? Theme.handleDimmed : Theme.handle
        border.color: Theme.handleLine
        FocusRing {
            radius: 9
            shown: control.visualFocus
        }
    }
}
