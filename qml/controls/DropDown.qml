import QtQuick
import QtQuick.Templates as T
import Mien
import Mien.App

/// One choice out of many: a button that shows it, and a menu below it. An option with a problem can't be chosen.
T.AbstractButton {
    id: control

    required property var options
    required property int current
    property var problems: []
    property string name: ""
    signal requested(int index)

    implicitHeight: Theme.controlHeight
    implicitWidth: 200
    leftPadding: Theme.small
    rightPadding: Theme.small
    text: options[current] ?? ""
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.ComboBox
    Accessible.name: name
    onClicked: menu.open()
    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()
    Keys.onDownPressed: control.clicked()

    contentItem: Item {
        PlainText {
            anchors.left: parent.left
            anchors.right: arrow.left
            anchors.verticalCenter: parent.verticalCenter
            text: control.text
            color: Theme.text
            font.pixelSize: Theme.fontNormal
            elide: Text.ElideRight
        }
        IconItem {
            id: arrow

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            width: 12
            height: 12
            name: "down"
            colour: Theme.textDim
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: control.down ? Theme.pressed : control.hovered ? Theme.hovered : Theme.raised
        FocusRing { shown: control.visualFocus }
    }

    MenuList {
        id: menu

        objectName: control.objectName + "Menu"
        y: control.height + 2
        width: control.width
        entries: control.options
        problems: control.problems
        current: control.current
        onChosen: index => control.requested(index)
    }
}
