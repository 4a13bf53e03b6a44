pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mien

/// A short menu of texts below its button. An entry with a problem can't be chosen and says why.
T.Popup {
    id: menu

    required property var entries
    property var problems: []
    property int current: 0
    signal chosen(int index)

    padding: 4
    margins: 4
    focus: true
    implicitWidth: 240
    implicitHeight: Math.min(320, (contentItem as ListView).contentHeight + 8)
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    background: Rectangle {
        color: Theme.floating
        border.color: Theme.strongLine
        radius: Theme.radius
    }
    contentItem: ListView {
        clip: true
        focus: true
        model: menu.entries
        currentIndex: menu.current
        keyNavigationEnabled: true
        Keys.onPressed: event => {
            if (event.key !== Qt.Key_Home && event.key !== Qt.Key_End)
                return;
            currentIndex = event.key === Qt.Key_Home ? 0 : count - 1;
            event.accepted = true;
        }
        Accessible.role: Accessible.PopupMenu
        delegate: T.ItemDelegate {
            id: entry

            required property int index
            required property string modelData
            readonly property string problem: menu.problems[index] ?? ""

            width: ListView.view.width
            enabled: problem.length === 0
            implicitHeight: 24
            leftPadding: Theme.small
            rightPadding: Theme.small
            text: modelData
            hoverEnabled: true
            highlighted: hovered || ListView.isCurrentItem
            Accessible.role: Accessible.MenuItem
            Accessible.name: text
            Accessible.description: problem
            onClicked: {
                menu.close();
                menu.chosen(index);
            }
            Keys.onReturnPressed: entry.clicked()
            contentItem: Item {
                PlainText {
                    anchors.left: parent.left
                    anchors.right: why.left
                    anchors.verticalCenter: parent.verticalCenter
                    text: entry.text
                    color: entry.enabled ? Theme.text : Theme.textFaint
                    font.pixelSize: Theme.fontNormal
                    elide: Text.ElideMiddle
                }
                PlainText {
                    id: why

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    text: entry.problem
                    color: Theme.textFaint
                    font.pixelSize: Theme.fontSmall
                }
            }
            background: Rectangle {
                radius: 2
                color: entry.highlighted ? Theme.hovered : "transparent"
            }
        }
    }
}
