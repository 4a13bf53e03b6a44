pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The timeline below the preview: its bar, which is always there, and the tracks, which fold away.
FocusScope {
    id: dock

    required property StudioModel studio
    /// The most that the tracks may take of the window.
    required property real room
    readonly property bool open: studio.preferences.timelineOpen
    readonly property real bodyHeight: open ? Math.max(96, Math.min(studio.preferences.timelineHeight, room)) : 0
    property alias curves: tracks.curves
    signal startRequested

    function focusTracks() {
        studio.preferences.timelineOpen = true;
        tracks.takeFocus();
    }
    function toggle() {
        studio.preferences.timelineOpen = !open;
        if (open)
            tracks.takeFocus();
    }
    function resize(by: real) {
        studio.preferences.timelineHeight = Math.round(Math.max(120, Math.min(room, bodyHeight + by)));
    }

    implicitHeight: bar.implicitHeight + (open ? bodyHeight + 1 : 0)
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Timeline")

    ColumnLayout {
        anchors.fill: parent
        spacing: 1
        TimelineBar {
            id: bar

            Layout.fillWidth: true
            studio: dock.studio
            timeScale: timeScale
            open: dock.open
            curves: tracks.curves
            snapping: tracks.snapping
            onToggleRequested: dock.toggle()
            onStartRequested: dock.startRequested()
            onCurvesRequested: on => tracks.curves = on
            onSnappingRequested: on => tracks.snapping = on
        }
        TimelineTracks {
            id: tracks

            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: dock.open
            focus: true
            studio: dock.studio
            timeScale: timeScale
            onStartRequested: dock.startRequested()
        }
    }
    TimeScale {
        id: timeScale

        duration: dock.studio.timeline.duration
        frame: dock.studio.timeline.frame
    }
    /// The upper edge: drag it, or move it with the arrow keys.
    Item {
        id: edge

        y: -4
        width: parent.width
        height: 7
        visible: dock.open
        activeFocusOnTab: true
        Accessible.role: Accessible.Splitter
        Accessible.name: qsTr("Height of the timeline")
        Keys.onUpPressed: dock.resize(16)
        Keys.onDownPressed: dock.resize(-16)
        HoverHandler { cursorShape: Qt.SizeVerCursor }
        DragHandler {
            property real startHeight: 0

            target: null
            cursorShape: Qt.SizeVerCursor
            onActiveChanged: startHeight = dock.bodyHeight
            onTranslationChanged: if (active) dock.resize(startHeight - translation.y - dock.bodyHeight)
        }
        Rectangle {
            anchors.centerIn: parent
            width: parent.width
            height: 1.5
            visible: edge.activeFocus
            color: Theme.accent
        }
    }
}
