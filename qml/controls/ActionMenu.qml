pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien

/// A menu of actions with their keys below its button. Entries are {text, keys, enabled} or {heading}: an empty heading
/// is a line.
T.Popup {
    id: menu

    required property var entries
    signal chosen(int index)

    function isAction(index: int): bool {
        const entry = entries[index];
        return entry !== undefined && entry.heading === undefined && entry.enabled !== false;
    }
    function move(by: int) {
        for (let i = list.currentIndex + by; i >= 0 && i < entries.length; i += by)
            if (isAction(i)) {
                list.currentIndex = i;
                return;
            }
    }
    function choose(index: int) {
        if (!isAction(index))
            return;
        close();
        chosen(index);
    }

    padding: 4
    margins: 4
    focus: true
    implicitWidth: 260
    implicitHeight: Math.min(480, list.contentHeight + 8)
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent
    onAboutToShow: {
        list.currentIndex = -1;
        move(1);
    }
    background: Rectangle {
        color: Theme.floating
        border.color: Theme.strongLine
        radius: Theme.radius
    }
    contentItem: ListView {
        id: list

        clip: true
        focus: true
        model: menu.entries.length
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.PopupMenu
        Keys.onUpPressed: menu.move(-1)
        Keys.onDownPressed: menu.move(1)
        Keys.onReturnPressed: menu.choose(currentIndex)
        Keys.onEnterPressed: menu.choose(currentIndex)
        Keys.onSpacePressed: menu.choose(currentIndex)

        delegate: Item {
            id: entry

            required property int index
            readonly property var action: menu.entries[index] ?? ({heading: ""})
            readonly property bool heading: action.heading !== undefined
            readonly property bool here: ListView.isCurrentItem && !heading

            objectName: menu.objectName + index
            width: ListView.view.width
            implicitHeight: !heading ? 26 : action.heading.length > 0 ? 30 : 9
            Accessible.role: heading ? Accessible.Separator : Accessible.MenuItem
            Accessible.name: heading ? action.heading : action.text

            Rectangle {
                visible: entry.heading
                y: 4
                width: parent.width
                height: 1
                color: Theme.line
            }
            PlainText {
                visible: entry.heading
                anchors.left: parent.left
                anchors.leftMargin: Theme.small
                anchors.bottom: parent.bottom
                anchors.bottomMargin: 3
                text: entry.action.heading ?? ""
                color: Theme.textFaint
                font.pixelSize: Theme.fontSmall
            }
            Rectangle {
                anchors.fill: parent
                visible: entry.here
                radius: 2
                color: Theme.hovered
            }
            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: Theme.small
                anchors.rightMargin: Theme.small
                visible: !entry.heading
                opacity: menu.isAction(entry.index) ? 1 : 0.4
                PlainText {
                    Layout.fillWidth: true
                    text: entry.action.text ?? ""
                    color: Theme.text
                    font.pixelSize: Theme.fontNormal
                    elide: Text.ElideMiddle
                }
                PlainText {
                    text: entry.action.keys ?? ""
                    color: Theme.textFaint
                    font.pixelSize: Theme.fontSmall
                }
            }
            HoverHandler {
                enabled: menu.isAction(entry.index)
                onHoveredChanged: if (hovered) list.currentIndex = entry.index
            }
            TapHandler { onTapped: menu.choose(entry.index) }
        }
    }
}
