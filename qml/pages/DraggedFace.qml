import QtQuick
import Mien.App

/// A face's picture that follows the pointer above all else, until it is dropped on another face.
PictureItem {
    id: dragged

    required property int face
    property bool dragging: false

    visible: dragging
    opacity: 0.8
    fill: true
    Drag.active: dragging
    Drag.hotSpot: Qt.point(width / 2, height / 2)
    states: State {
        when: dragged.dragging
        ParentChange {
            target: dragged
            parent: dragged.Window.contentItem
        }
    }
}
