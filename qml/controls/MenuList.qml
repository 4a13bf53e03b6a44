pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mien

/// A short menu of texts below its button.
T.Popup {
    id: menu

    required property var entries
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
        currentIndex: 0
        keyNavigationEnabled: true
        Accessible.role: Accessible.PopupMenu
        delegate: T.ItemDelegate {
            id: entry

            required property int index
            required property string modelData

            width: ListView.view.width
            implicitHeight: 24
            leftPadding: Theme.small
            rightPadding: Theme.small
            text: modelData
            hoverEnabled: true
            highlighted: hovered || ListView.isCurrentItem
            Accessible.role: Accessible.MenuItem
            Accessible.name: text
            onClicked: {
                menu.close();
                menu.chosen(index);
            }
            Keys.onReturnPressed: entry.clicked()
            contentItem: Text {
                text: entry.text
                color: Theme.text
                font.pixelSize: Theme.fontNormal
                elide: Text.ElideMiddle
                verticalAlignment: Text.AlignVCenter
            }
            background: Rectangle {
                radius: 2
                color: entry.highlighted ? Theme.hovered : "transparent"
            }
        }
    }
}
