pragma ComponentBehavior: Bound
import QtQuick
import Mien
import Mien.App

/// What each face has, as one point between all of them: the faces stand at the corners, and the nearer the point the
/// more of that face. Arrows move it by 1 %, with Shift by 0.1 %; Home gives all the same, Escape forgets a drag.
FocusScope {
    id: pad

    required property StudioModel studio
    readonly property FaceMix faces: studio.faces
    readonly property real margin: height > 250 ? 30 : 22
    readonly property real square: Math.min(width, height) - 2 * margin
    readonly property real insetX: (width - square) / 2
    readonly property real insetY: (height - square) / 2

    function xOf(point: point): real { return insetX + point.x * square; }
    function yOf(point: point): real { return insetY + point.y * square; }
    function move(event: KeyEvent) {
        const by = event.modifiers & Qt.ShiftModifier ? 0.001 : 0.01;
        const ways = {[Qt.Key_Left]: [-by, 0], [Qt.Key_Right]: [by, 0], [Qt.Key_Up]: [0, -by], [Qt.Key_Down]: [0, by]};
        const way = ways[event.key];
        if (way !== undefined)
            faces.setPoint(Qt.point(faces.point.x + way[0], faces.point.y + way[1]));
        else if (event.key === Qt.Key_Home)
            faces.level();
        else if (event.key === Qt.Key_Escape && area.pressed)
            cancelDrag();
        else
            return;
        event.accepted = true;
    }

    function cancelDrag() {
        faces.cancel();
        area.following = false;
    }

    /// Square where the window is high enough for the sliders below it.
    implicitHeight: Window.height > 1000 ? Math.max(208, width) : 208
    activeFocusOnTab: true
    Accessible.role: Accessible.Slider
    Accessible.name: qsTr("Blend pad")
    Accessible.description: faces.words
    Keys.onShortcutOverride: event => event.accepted = area.pressed && event.key === Qt.Key_Escape
    Keys.onPressed: event => pad.move(event)
    Keys.onReleased: event => { if (!event.isAutoRepeat) pad.faces.finish(); }

    Canvas {
        id: lines

        readonly property var corners: pad.faces.corners

        anchors.fill: parent
        onCornersChanged: requestPaint()
        onWidthChanged: requestPaint()
        onPaint: {
            const c = getContext("2d");
            c.reset();
            c.beginPath();
            corners.forEach((corner, i) => i === 0 ? c.moveTo(pad.xOf(corner), pad.yOf(corner)) : c.lineTo(pad.xOf(corner), pad.yOf(corner)));
            c.closePath();
            c.fillStyle = Theme.canvas;
            c.strokeStyle = Theme.strongLine;
            c.lineWidth = 1;
            c.fill();
            c.stroke();
            c.strokeStyle = Theme.gridLine;
            corners.forEach(corner => {
                c.beginPath();
                c.moveTo(pad.width / 2, pad.height / 2);
                c.lineTo(pad.xOf(corner), pad.yOf(corner));
                c.stroke();
            });
        }
    }
    MouseArea {
        id: area

        objectName: "padArea"
        anchors.fill: parent
        preventStealing: true

        /// Not after Escape: what the pointer does until it is released means nothing.
        property bool following: false

        function follow(mouse: MouseEvent) {
            if (following)
                pad.faces.setPoint(Qt.point((mouse.x - pad.insetX) / pad.square, (mouse.y - pad.insetY) / pad.square));
        }
        onPressed: mouse => {
            pad.forceActiveFocus(Qt.MouseFocusReason);
            following = true;
            follow(mouse);
        }
        onPositionChanged: mouse => follow(mouse)
        onReleased: pad.faces.finish()
        onCanceled: pad.faces.cancel()
        onDoubleClicked: pad.faces.level()
    }
    Repeater {
        model: pad.faces.corners
        Rectangle {
            id: corner

            required property int index
            required property point modelData
            readonly property bool here: pad.faces.current === index
            readonly property bool out: pad.faces.muted[index] ?? false

            x: pad.xOf(modelData) - width / 2
            y: pad.yOf(modelData) - height / 2
            width: pad.height > 250 ? 52 : 36
            height: width
            radius: Theme.radius
            color: Theme.raised
            border.width: here ? 2 : 1
            border.color: here ? Theme.accent : Theme.strongLine
            PictureItem {
                anchors.fill: parent
                anchors.margins: corner.border.width
                opacity: corner.out ? 0.3 : 1
                fill: true
                picture: pad.studio.slot(corner.index).crop
            }
            Rectangle {
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                anchors.margins: corner.border.width
                width: 15
                height: 15
                color: Theme.floating
                PlainText {
                    anchors.centerIn: parent
                    text: String.fromCharCode(65 + corner.index)
                    color: Theme.textBright
                    font.pixelSize: Theme.fontSmall
                    font.weight: Font.DemiBold
                }
            }
            TapHandler {
                onTapped: pad.faces.current = corner.index
                onDoubleTapped: {
                    pad.faces.setPoint(corner.modelData);
                    pad.faces.finish();
                }
            }
        }
    }
    Rectangle {
        x: pad.xOf(pad.faces.point) - width / 2
        y: pad.yOf(pad.faces.point) - height / 2
        width: 14
        height: 14
        radius: 7
        color: Theme.handlePressed
        border.width: 2
        border.color: Theme.handleLine
        FocusRing { shown: pad.activeFocus }
    }
}
