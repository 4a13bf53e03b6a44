import QtQuick
import QtQuick.Templates as T
import Mien
import Mien.App

/// A square button with an icon; `tip` names it for the pointer and for screen readers.
T.AbstractButton {
    id: control

    required property string tip
    property string glyph: ""
    property string keys: ""
    property bool framed: false
    property bool round: false
    /// Something of its own is open over it, which the tip would cover.
    property bool quiet: false

    implicitWidth: Theme.controlHeight
    implicitHeight: Theme.controlHeight
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    opacity: enabled ? 1 : 0.35
    Accessible.name: tip
    Accessible.role: Accessible.Button
    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) control.clicked(); }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) control.clicked(); }

    contentItem: Item {
        IconItem {
            anchors.centerIn: parent
            width: Theme.iconSize
            height: Theme.iconSize
            name: control.glyph
            colour: control.checked ? Theme.accent : control.hovered ? Theme.textBright : Theme.text
        }
    }
    background: Rectangle {
        radius: control.round ? width / 2 : Theme.radius
        border.width: control.round ? 3 : 0
        border.color: Theme.panel
        color: control.down ? Theme.pressed : control.hovered ? Theme.hovered : control.framed ? Theme.raised : "transparent"
        FocusRing { shown: control.visualFocus }
    }

    Tip {
        visible: (control.hovered || control.visualFocus) && !control.quiet
        text: control.tip
        keys: control.keys
    }
}
