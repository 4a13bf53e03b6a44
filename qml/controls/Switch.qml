import QtQuick
import QtQuick.Templates as T
import Mien
import Mien.App

/// A check box with a text; asks, does not change itself.
T.AbstractButton {
    id: control

    property bool on: false
    signal requested(bool on)

    implicitHeight: Theme.controlHeight
    implicitWidth: implicitContentWidth
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    opacity: enabled ? 1 : 0.4
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checked: on
    onClicked: requested(!on)

    contentItem: Item {
        implicitWidth: 16 + Theme.small + label.implicitWidth
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: 16
            height: 16
            radius: Theme.radius
            color: control.on ? Theme.accent : Theme.field
            border.color: control.on ? Theme.accent : Theme.strongLine
            IconItem {
                anchors.centerIn: parent
                width: 12
                height: 12
                visible: control.on
                name: "check"
                colour: Theme.accentInk
            }
            FocusRing { shown: control.visualFocus }
        }
        PlainText {
            id: label

            x: 16 + Theme.small
            anchors.verticalCenter: parent.verticalCenter
            text: control.text
            color: Theme.text
            font.pixelSize: Theme.fontNormal
        }
    }
}
