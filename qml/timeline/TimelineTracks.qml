pragma ComponentBehavior: Bound
import QtQuick
import Mien
import Mien.App

/// Names of the tracks on the left; ruler, keyframes or curve, and playhead on the right. Holds the keyboard for all.
FocusScope {
    id: tracks

    required property StudioModel studio
    required property TimeScale timeScale
    readonly property TimelineEditor timeline: studio.timeline
    readonly property KeyEditor selected: studio.keys
    property bool curves: false
    property bool snapping: true
    property real scrolled: 0
    readonly property real rowHeight: 24
    /// Room for whole names where the window has it.
    readonly property real namesWidth: Math.max(214, Math.min(300, width * 0.16))
    readonly property real all: selected.shownCount * rowHeight
    readonly property real most: Math.max(0, all - canvas.height)
    signal startRequested

    function takeFocus() { area.forceActiveFocus(Qt.OtherFocusReason); }
    function scrollBy(pixels: real) { scrolled = Math.max(0, Math.min(most, scrolled + pixels)); }
    function showRow(row: int) {
        const place = selected.placeOf(row);
        if (place < 0)
            return;
        const top = place * rowHeight;
        scrolled = Math.max(0, Math.min(most, Math.min(top, Math.max(scrolled, top + rowHeight - canvas.height))));
    }

    onMostChanged: scrolled = Math.min(scrolled, most)

    Connections {
        target: tracks.selected
        function onCurrentRowChanged() { tracks.showRow(tracks.selected.currentRow); }
        function onShownChanged() { tracks.showRow(tracks.selected.currentRow); }
    }
    Connections {
        target: tracks.timeline
        function onPlayheadChanged() { if (tracks.studio.player.playing || area.activeFocus) tracks.timeScale.reveal(tracks.timeline.playhead); }
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.panel
    }
    Item {
        id: area

        anchors.fill: parent
        focus: true
        activeFocusOnTab: true
        Accessible.role: Accessible.Table
        Accessible.name: qsTr("Tracks")
        Accessible.description: qsTr("%1 keyframes selected").arg(tracks.selected.selectionCount)
        Keys.onShortcutOverride: event => event.accepted = keys.handles(event)
        Keys.onPressed: event => event.accepted = keys.pressed(event)

        TimelineKeys {
            id: keys

            studio: tracks.studio
            timeScale: tracks.timeScale
            dragging: ruler.dragging || keyframes.dragging || curve.dragging
            onCancelRequested: {
                ruler.cancelDrag();
                keyframes.cancelDrag();
                curve.cancelDrag();
            }
            onCurvesRequested: tracks.curves = !tracks.curves
            onSnappingRequested: tracks.snapping = !tracks.snapping
        }

        Item {
            id: corner

            width: tracks.namesWidth
            height: 32
            TimeField {
                x: Theme.small
                anchors.verticalCenter: parent.verticalCenter
                objectName: "playhead"
                large: true
                time: tracks.timeline.playheadText
                Accessible.name: qsTr("Playhead")
                tip: qsTr("Type where to go: seconds:frames, or seconds")
                onRequested: text => tracks.timeline.goToText(text)
            }
            PlainText {
                anchors.right: parent.right
                anchors.rightMargin: Theme.medium
                anchors.verticalCenter: parent.verticalCenter
                visible: tracks.selected.selectionCount > 0
                text: qsTr("%1 selected").arg(tracks.selected.selectionCount)
                color: Theme.textFaint
                font.pixelSize: Theme.fontSmall
            }
        }
        Item {
            id: names

            anchors.top: corner.bottom
            anchors.bottom: parent.bottom
            anchors.bottomMargin: strip.visible ? strip.height : 0
            width: tracks.namesWidth
            clip: true
            Rectangle {
                width: parent.width
                height: 1
                color: Theme.line
                z: 1
            }
            Column {
                y: -tracks.scrolled
                width: parent.width
                Repeater {
                    model: tracks.studio.parameters
                    TrackRow {
                        width: names.width
                        height: tracks.rowHeight
                        visible: tracks.selected.shownCount > 0 && tracks.selected.placeOf(index) >= 0
                        studio: tracks.studio
                    }
                }
            }
            EdgeFade { more: tracks.scrolled < tracks.most }
        }
        Rectangle {
            x: tracks.namesWidth
            width: 1
            height: parent.height
            color: Theme.gap
        }
        Item {
            id: right

            anchors.left: names.right
            anchors.leftMargin: 1
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            clip: true

            Binding {
                target: tracks.timeScale
                property: "width"
                value: right.width
            }
            TimeRulerItem {
                id: ruler

                objectName: "ruler"
                width: parent.width
                height: corner.height
                timeline: tracks.timeline
                timeScale: tracks.timeScale
                covered: tracks.studio.player.covered
                ground: Theme.ruler
                line: Theme.line
                ink: Theme.textDim
                beyond: Theme.beyond
                mark: Theme.marker
                ready: Theme.good
                Accessible.role: Accessible.Slider
                Accessible.name: qsTr("Time")
                onPressed: area.forceActiveFocus(Qt.MouseFocusReason)
                onMarkerActivated: time => markerSheet.ask(time)
            }
            Item {
                id: canvas

                anchors.top: ruler.bottom
                anchors.bottom: parent.bottom
                anchors.bottomMargin: strip.visible ? strip.height : 0
                width: parent.width
                clip: true
                TracksItem {
                    id: keyframes

                    objectName: "tracks"
                    anchors.fill: parent
                    visible: !tracks.curves
                    keys: tracks.selected
                    timeScale: tracks.timeScale
                    snapping: tracks.snapping
                    rowHeight: tracks.rowHeight
                    scrolled: tracks.scrolled
                    ground: Theme.canvas
                    band: Theme.band
                    line: Theme.gridLine
                    beyond: Theme.beyond
                    ink: Theme.key
                    dim: Theme.trackDimmed
                    accent: Theme.accent
                    onPressed: area.forceActiveFocus(Qt.MouseFocusReason)
                }
                CurveItem {
                    id: curve

                    objectName: "curve"
                    anchors.fill: parent
                    visible: tracks.curves
                    keys: tracks.selected
                    timeScale: tracks.timeScale
                    snapping: tracks.snapping
                    ground: Theme.canvas
                    band: Theme.band
                    line: Theme.gridLine
                    beyond: Theme.beyond
                    ink: Theme.key
                    dim: Theme.trackDimmed
                    accent: Theme.accent
                    onPressed: area.forceActiveFocus(Qt.MouseFocusReason)
                }
                ContextMenu {
                    enabled: tracks.timeline.moves
                    entriesAt: at => {
                        area.forceActiveFocus(Qt.MouseFocusReason);
                        (tracks.curves ? curve : keyframes).takeAt(at);
                        const chosen = tracks.selected;
                        const any = chosen.selectionCount > 0;
                        return [
                            {text: qsTr("Cut"), keys: "Ctrl+X", enabled: any, act: () => chosen.cut()},
                            {text: qsTr("Copy"), keys: "Ctrl+C", enabled: any, act: () => chosen.copy()},
                            {text: qsTr("Paste at the playhead"), keys: "Ctrl+V", act: () => chosen.paste()},
                            {text: qsTr("Duplicate at the playhead"), keys: "Ctrl+D", enabled: any, act: () => chosen.duplicate()},
                            {text: qsTr("Align with the playhead"), keys: "G", enabled: any, act: () => chosen.align()},
                            {text: qsTr("Delete"), keys: "Del", enabled: any, act: () => chosen.remove()},
                            {heading: any ? qsTr("Easing") : ""},
                            ...(any ? tracks.timeline.easings.map((name, index) => ({
                                text: name, keys: index === chosen.selectedEasing ? "•" : "", act: () => chosen.setEasing(index)
                            })).concat([{heading: ""}]) : []),
                            {text: qsTr("Select this track"), act: () => chosen.selectTrack(chosen.currentRow)},
                            {text: qsTr("Select all"), keys: "Ctrl+A", act: () => chosen.selectAll()}
                        ];
                    }
                }
                EmptyTimeline {
                    anchors.centerIn: parent
                    visible: !tracks.timeline.moves && tracks.studio.document.complete
                    studio: tracks.studio
                    onStartRequested: tracks.startRequested()
                    onStarted: area.forceActiveFocus(Qt.OtherFocusReason)
                }
            }
            Playhead {
                height: parent.height
                timeScale: tracks.timeScale
                time: tracks.timeline.playhead
            }
            MeaningStripItem {
                id: strip

                objectName: "meaningStrip"
                anchors.bottom: parent.bottom
                width: parent.width
                height: 10
                visible: tracks.timeline.moves
                strip: tracks.studio.meaningStrip
                timeScale: tracks.timeScale
                ground: Theme.ruler
                good: Theme.strongLine
                low: Theme.accent
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("Meaning over time")
                HoverHandler { id: overStrip }
                Tip {
                    visible: overStrip.hovered && text.length > 0
                    x: overStrip.point.position.x
                    text: tracks.studio.meaningStrip.textAt(tracks.timeScale.timeAt(overStrip.point.position.x))
                }
                Binding {
                    target: tracks.studio.meaningStrip
                    property: "shown"
                    value: tracks.visible && tracks.timeline.moves && !tracks.studio.player.playing
                }
            }
            ScrollLine {
                id: rowsBar

                objectName: "rowsBar"
                anchors.right: parent.right
                y: canvas.y
                height: canvas.height
                visible: !tracks.curves && size < 1
                orientation: Qt.Vertical
                size: canvas.height / tracks.all
                onPositionChanged: if (pressed) tracks.scrolled = position * tracks.all
                Binding {
                    target: rowsBar
                    property: "position"
                    value: tracks.scrolled / tracks.all
                    when: !rowsBar.pressed
                }
            }
            TimeScroll {
                anchors.bottom: strip.visible ? strip.top : parent.bottom
                width: parent.width
                timeScale: tracks.timeScale
            }
        }
        WheelHandler {
            acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
            onWheel: event => {
                const across = event.angleDelta.x !== 0 ? event.angleDelta.x : event.modifiers & Qt.ShiftModifier ? event.angleDelta.y : 0;
                if (event.modifiers & Qt.ControlModifier)
                    tracks.timeScale.zoom(Math.pow(1.0015, event.angleDelta.y), event.x - tracks.namesWidth - 1);
                else if (across !== 0)
                    tracks.timeScale.scroll(-across);
                else
                    tracks.scrollBy(-event.angleDelta.y / 3);
            }
        }
        FocusRing {
            anchors.margins: 1
            shown: area.activeFocus
            border.width: 1
            radius: 0
            opacity: 0.6
        }
    }
    MarkerSheet {
        id: markerSheet

        timeline: tracks.timeline
    }
}
