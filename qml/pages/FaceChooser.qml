pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// Which of a photo's faces to take: boxes on the photo and a row of thumbnails.
Sheet {
    id: chooser

    required property FaceSlot slot
    property bool answered: false

    function take(face: int) {
        answered = true;
        close();
        slot.choose(face);
    }

    title: qsTr("Which face of %1?").arg(slot.photoName)
    onClosed: if (!answered) slot.leave()

    Connections {
        target: chooser.slot
        function onChoiceNeeded() {
            chooser.answered = false;
            chooser.open();
            thumbnails.currentIndex = chooser.slot.found.largest();
        }
        function onPhotoChanged() {
            chooser.answered = true;  // it is no longer asked for
            chooser.close();
        }
    }
    PictureItem {
        id: photo

        readonly property real most: Math.min(760, (chooser.parent?.width ?? 760) - 120)

        implicitWidth: most
        implicitHeight: Math.min(most / aspect, (chooser.parent?.height ?? 640) - 300)
        Layout.fillWidth: true
        picture: chooser.slot.photo
        Repeater {
            model: chooser.slot.found
            Rectangle {
                required property int index
                required property rect box

                x: photo.paintedRect.x + box.x * photo.paintedRect.width
                y: photo.paintedRect.y + box.y * photo.paintedRect.height
                width: box.width * photo.paintedRect.width
                height: box.height * photo.paintedRect.height
                color: "transparent"
                radius: 2
                border.width: thumbnails.currentIndex === index ? 2 : 1
                border.color: thumbnails.currentIndex === index ? Theme.accent : Theme.markFaint
                TapHandler { onTapped: chooser.take(parent.index) }
                HoverHandler { onHoveredChanged: if (hovered) thumbnails.currentIndex = parent.index }
            }
        }
    }
    ListView {
        id: thumbnails

        Layout.fillWidth: true
        implicitHeight: 96
        orientation: ListView.Horizontal
        spacing: Theme.small
        clip: true
        focus: true
        keyNavigationEnabled: true
        model: chooser.slot.found
        Keys.onReturnPressed: chooser.take(currentIndex)
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Faces found")
        delegate: T.AbstractButton {
            id: thumbnail

            required property int index
            required property var thumbnail
            readonly property bool current: ListView.isCurrentItem

            width: 96
            height: 96
            hoverEnabled: true
            Accessible.name: qsTr("Face %1").arg(index + 1)
            onHoveredChanged: if (hovered) thumbnails.currentIndex = index
            onClicked: chooser.take(index)
            contentItem: PictureItem {
                clip: true
                fill: true
                picture: thumbnail.thumbnail
            }
            Rectangle {
                anchors.fill: parent
                z: 1
                color: "transparent"
                radius: 2
                border.width: thumbnail.current ? 2 : 0
                border.color: Theme.accent
            }
        }
    }
    buttons: [
        PushButton {
            text: qsTr("Cancel")
            onClicked: chooser.close()
        },
        PushButton {
            objectName: "takeFace"
            text: qsTr("Use this face")
            primary: true
            onClicked: chooser.take(thumbnails.currentIndex)
        }
    ]
}
