import QtQuick
import QtQuick.Templates as T
import Mien
import Mien.App

/// A text with an arrow that opens a menu below it.
T.AbstractButton {
    id: control

    property bool open: false

    implicitHeight: Theme.controlHeight
    implicitWidth: implicitContentWidth + 2 * Theme.small
    leftPadding: Theme.small
    rightPadding: Theme.small
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    opacity: enabled ? 1 : 0.4
    Accessible.name: text
    Accessible.role: Accessible.ButtonMenu
    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) control.clicked(); }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) control.clicked(); }
    Keys.onDownPressed: control.clicked()

    contentItem: Item {
        implicitWidth: row.implicitWidth
        Row {
            id: row

            anchors.centerIn: parent
            spacing: Theme.tiny
            PlainText {
                anchors.verticalCenter: parent.verticalCenter
                text: control.text
                color: control.hovered || control.open ? Theme.textBright : Theme.text
                font.pixelSize: Theme.fontNormal
            }
            IconItem {
                anchors.verticalCenter: parent.verticalCenter
                width: 12
                height: 12
                name: "down"
                colour: Theme.textDim
            }
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: control.down || control.open ? Theme.pressed : control.hovered ? Theme.hovered : "transparent"
        FocusRing { shown: control.visualFocus }
    }
}
