pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Five points on the whole photo, to be dragged (or moved with the arrow keys) onto eyes, nose and mouth.
Sheet {
    id: editor

    required property FaceSlot slot
    property list<point> points
    property bool answered: false
    property string problem: ""  ///< why the points were refused

    function ask(why: string) {
        problem = why;
        points = slot.anchors;
        answered = false;
        open();
    }
    readonly property list<string> names: [qsTr("Eye on the left"), qsTr("Eye on the right"), qsTr("Tip of the nose"),
                                           qsTr("Mouth corner on the left"), qsTr("Mouth corner on the right")]

    function move(index: int, to: point) {
        const next = Array.from(points);
        next[index] = Qt.point(Math.min(1, Math.max(0, to.x)), Math.min(1, Math.max(0, to.y)));
        points = next;
    }

    title: qsTr("Eyes, nose and mouth in %1").arg(slot.photoName)
    onOpened: anchors.itemAt(0).forceActiveFocus()
    onClosed: if (!answered) slot.leave()

    Connections {
        target: editor.slot
        function onPointsNeeded() { editor.ask(""); }
        function onPointsRefused(why: string) { editor.ask(why); }
        /// Another photo: the points that stand here are not its own.
        function onPhotoChanged() {
            editor.answered = true;
            editor.close();
        }
    }
    PlainText {
        objectName: "noFaceText"
        Layout.fillWidth: true
        visible: !editor.slot.faceFound
        text: qsTr("No face was found in %1: drag the points onto eyes, nose and mouth, or cancel and take another photo.")
              .arg(editor.slot.photoName)
        color: Theme.text
        font.pixelSize: Theme.fontTitle
        wrapMode: Text.Wrap
    }
    PlainText {
        objectName: "pointsProblem"
        Layout.fillWidth: true
        visible: editor.problem.length > 0
        text: editor.problem
        color: Theme.accent
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.Wrap
    }
    PlainText {
        Layout.fillWidth: true
        text: qsTr("Drag each point to its place. Arrow keys move the point that is chosen; Tab chooses the next.")
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.Wrap
    }
    PictureItem {
        id: photo

        readonly property real most: Math.min(900, (editor.parent?.width ?? 900) - 120)

        implicitWidth: most
        implicitHeight: Math.min(most / aspect, (editor.parent?.height ?? 720) - (editor.slot.faceFound ? 220 : 260))
        Layout.fillWidth: true
        picture: editor.slot.photo

        Repeater {
            id: anchors

            model: 5
            Item {
                id: anchor

                required property int index
                readonly property point place: editor.points[index] ?? Qt.point(0.5, 0.5)

                function nudge(dx: real, dy: real) {
                    editor.move(index, Qt.point(place.x + dx / photo.paintedRect.width, place.y + dy / photo.paintedRect.height));
                }

                x: photo.paintedRect.x + place.x * photo.paintedRect.width
                y: photo.paintedRect.y + place.y * photo.paintedRect.height
                objectName: "anchor" + index
                activeFocusOnTab: true
                Accessible.role: Accessible.Slider
                Accessible.name: editor.names[index]
                Keys.onLeftPressed: nudge(-1, 0)
                Keys.onRightPressed: nudge(1, 0)
                Keys.onUpPressed: nudge(0, -1)
                Keys.onDownPressed: nudge(0, 1)

                Rectangle {
                    anchors.centerIn: parent
                    width: 18
                    height: 18
                    radius: 9
                    color: Theme.markShade
                    border.width: 2
                    border.color: anchor.activeFocus ? Theme.accent : Theme.mark
                    Rectangle {
                        anchors.centerIn: parent
                        width: 3
                        height: 3
                        radius: 1.5
                        color: anchor.activeFocus ? Theme.accent : Theme.mark
                    }
                    HoverHandler { cursorShape: Qt.SizeAllCursor }
                    DragHandler {
                        property point last: Qt.point(0, 0)

                        target: null
                        dragThreshold: 0
                        onActiveChanged: {
                            last = Qt.point(0, 0);
                            anchor.forceActiveFocus();
                        }
                        onTranslationChanged: {
                            anchor.nudge(translation.x - last.x, translation.y - last.y);
                            last = Qt.point(translation.x, translation.y);
                        }
                    }
                }
            }
        }
    }
    buttons: [
        PushButton {
            text: qsTr("Cancel")
            onClicked: editor.close()
        },
        PushButton {
            objectName: "applyPoints"
            text: qsTr("Use these points")
            primary: true
            onClicked: {
                editor.answered = true;
                editor.close();
                editor.slot.applyPoints(editor.points);
            }
        }
    ]
}
