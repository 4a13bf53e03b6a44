import QtQuick
import QtQuick.Templates as T
import Mien
import Mien.App

/// The live mix. Holding a face's letter, A to E, shows that face in its place; the wheel zooms, and what reaches
/// over the edges is moved by a drag or the arrow keys.
T.Control {
    id: preview

    required property StudioModel studio
    property int compareWith: -1  ///< a face; -1: the mix is shown
    property real zoom: 0  ///< screen pixels for one of 1024; 0: the whole picture fits
    readonly property real shownZoom: picture.shownZoom
    readonly property real mostZoom: 8
    readonly property FaceSlot compared: compareWith < 0 ? null : studio.slot(compareWith)
    readonly property int lettersAsKeys: 5  ///< F and G are keys of other things
    /// A click chooses a region of the face instead of nothing.
    property bool choosesRegion: false
    signal openRequested(int slot)
    signal regionChosen(string region)

    function compareOf(event: KeyEvent): int {
        const face = event.key - Qt.Key_A;
        const isFace = face >= 0 && face < Math.min(lettersAsKeys, studio.document.faceCount);
        return isFace && !(event.modifiers & ~Qt.ShiftModifier) ? face : -1;
    }
    /// By so many steps of the wheel, about a point. What is not larger than fitted is fitted.
    function zoomBy(steps: real, at: point) {
        if (steps === 0 || picture.paintedRect.width <= 0)
            return;
        const to = Math.min(mostZoom, shownZoom * Math.pow(1.2, steps));
        const grows = to / shownZoom;
        if (grows < 1 && picture.paintedRect.width * grows <= width && picture.paintedRect.height * grows <= height) {
            zoom = 0;
            return;
        }
        picture.zoomAt(picture.mapFromItem(preview, at), to);
        zoom = to;
    }
    function panPressed(event: KeyEvent) {
        const moves = {
            [Qt.Key_Left]: [1, 0], [Qt.Key_Right]: [-1, 0], [Qt.Key_Up]: [0, 1], [Qt.Key_Down]: [0, -1]
        };
        if (zoom === 0 || !(event.key in moves))
            return;
        const [across, down] = moves[event.key];
        picture.pan = Qt.point(picture.pan.x + across * Theme.panStep, picture.pan.y + down * Theme.panStep);
        event.accepted = true;
    }
    function comparePressed(event: KeyEvent) {
        const wanted = compareOf(event);
        if (wanted < 0 || event.isAutoRepeat)
            return;
        compareWith = wanted;
        event.accepted = true;
    }
    function compareReleased(event: KeyEvent) {
        if (event.isAutoRepeat || compareWith < 0 || compareOf(event) !== compareWith)
            return;
        compareWith = -1;
        event.accepted = true;
    }

    focusPolicy: Qt.StrongFocus
    Keys.onPressed: event => panPressed(event)
    Accessible.role: Accessible.Graphic
    Accessible.name: compared ? qsTr("Face %1").arg(compared.letter) : qsTr("The mix")

    background: Rectangle { color: Theme.canvas }
    Binding {
        target: preview.studio.preview
        property: "wantedSize"
        value: preview.zoom > 0 ? 1024 : Math.min(picture.width, picture.height) * Screen.devicePixelRatio
    }
    PictureItem {
        id: picture

        objectName: "picture"
        anchors.fill: parent
        anchors.margins: preview.zoom > 0 ? 0 : Theme.huge
        clip: true
        zoom: preview.zoom
        nominalWidth: 1024
        picture: preview.compared && preview.compared.filled ? preview.compared.crop : preview.studio.preview.image
    }
    DragHandler {
        property point start

        enabled: preview.zoom > 0
        target: null
        cursorShape: active ? Qt.ClosedHandCursor : Qt.ArrowCursor
        onActiveChanged: start = picture.pan
        onTranslationChanged: if (active) picture.pan = Qt.point(start.x + translation.x, start.y + translation.y)
    }
    WheelHandler {
        enabled: preview.studio.document.complete
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        onWheel: event => preview.zoomBy(event.angleDelta.y / 120, Qt.point(event.x, event.y))
    }
    TapHandler {
        /// When it was pressed last and before that: the second press of a double click on a sheet that went with the
        /// first is none here.
        property double last: 0
        property double before: 0

        onPressedChanged: {
            if (!pressed)
                return;
            before = last;
            last = Date.now();
        }
        onDoubleTapped: {
            if (last - before < 2 * Application.styleHints.mouseDoubleClickInterval)
                preview.zoom = preview.zoom > 0 ? 0 : 1;
        }
        onTapped: event => {
            if (!preview.choosesRegion)
                return;
            const at = picture.mapFromItem(preview, event.position);
            const region = preview.studio.preview.regionAt(
                Qt.point((at.x - picture.paintedRect.x) / picture.paintedRect.width,
                         (at.y - picture.paintedRect.y) / picture.paintedRect.height));
            if (region !== "")
                preview.regionChosen(region);
        }
    }

    Rectangle {
        anchors.top: parent.top
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.topMargin: Theme.small
        visible: preview.compared !== null
        color: Theme.floating
        radius: Theme.radius
        width: name.implicitWidth + 20
        height: 24
        PlainText {
            id: name

            anchors.centerIn: parent
            text: preview.compared ? qsTr("Face %1").arg(preview.compared.letter) : ""
            color: Theme.accent
            font.pixelSize: Theme.fontSmall
        }
    }
    Welcome {
        anchors.centerIn: parent
        visible: !preview.studio.document.complete
        studio: preview.studio
        onOpenRequested: slot => preview.openRequested(slot)
    }
    FocusRing {
        anchors.margins: 2
        shown: preview.visualFocus
    }
    Rectangle {
        anchors.fill: parent
        visible: drop.containsDrag
        color: "transparent"
        border.width: 2
        border.color: Theme.accent
    }
    DropArea {
        id: drop

        anchors.fill: parent
        onDropped: event => {
            if (!event.hasUrls)
                return;
            preview.studio.openAnything(event.urls);
            event.accept(Qt.CopyAction);
        }
    }
}
