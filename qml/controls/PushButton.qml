import QtQuick
import QtQuick.Templates as T
import Mien
import Mien.App

/// A button with a text and, if given, an icon before it. One `primary` button a view at most.
T.AbstractButton {
    id: control

    property string glyph: ""
    property string tip: ""
    property string keys: ""
    property bool primary: false
    /// Something of its own is open over it, which the tip would cover.
    property bool quiet: false
    /// Clicked since the pointer came: what it does is known, and what it has opened is not to be covered.
    property bool answered: false
    readonly property color ink: primary ? Theme.accentInk : Theme.text

    implicitHeight: Theme.controlHeight
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    leftPadding: Theme.medium
    rightPadding: Theme.medium
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    opacity: enabled ? 1 : 0.4
    Accessible.name: text
    Accessible.description: tip
    Accessible.role: Accessible.Button
    onClicked: answered = true
    onHoveredChanged: if (!hovered) answered = false
    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) control.clicked(); }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) control.clicked(); }

    contentItem: Item {
        id: content

        readonly property real beside: control.glyph.length > 0 ? Theme.iconSize + row.spacing : 0

        implicitWidth: beside + Math.ceil(label.implicitWidth)
        Row {
            id: row

            anchors.centerIn: parent
            spacing: 6
            IconItem {
                visible: control.glyph.length > 0
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.iconSize
                height: Theme.iconSize
                name: control.glyph
                colour: control.ink
            }
            PlainText {
                id: label

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, content.width - content.beside)
                text: control.text
                color: control.ink
                elide: Text.ElideRight
                font.pixelSize: Theme.fontNormal
                font.weight: control.primary ? Font.DemiBold : Font.Normal
            }
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: control.primary ? (control.down ? Theme.accentPressed : control.hovered ? Theme.accentHovered : Theme.accent)
                               : (control.down ? Theme.pressed : control.hovered ? Theme.hovered : Theme.raised)
        FocusRing { shown: control.visualFocus }
    }

    Tip {
        visible: control.tip.length > 0 && control.hovered && !control.quiet && !control.answered
        text: control.tip
        keys: control.keys
    }
}
