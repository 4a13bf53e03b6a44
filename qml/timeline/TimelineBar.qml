pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Playback, keyframe tools and zoom of the timeline. A press on them leaves the keyboard where it is.
Rectangle {
    id: bar

    required property StudioModel studio
    required property TimeScale timeScale
    required property bool open
    required property bool curves
    required property bool snapping
    readonly property TimelineEditor timeline: studio.timeline
    readonly property TimelinePlayer player: studio.player
    readonly property bool roomy: width > 880
    /// What keys do as well gives way, so that the zoom stays.
    readonly property bool narrow: width < 870
    signal toggleRequested
    signal startRequested
    signal curvesRequested(bool on)
    signal snappingRequested(bool on)

    implicitHeight: 34
    color: Theme.panel

    component Tool: IconButton { focusPolicy: Qt.TabFocus }
    component Gap: Rectangle {
        Layout.leftMargin: 5
        Layout.rightMargin: 5
        implicitWidth: 1
        implicitHeight: 16
        color: Theme.line
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.small
        anchors.rightMargin: Theme.small
        spacing: 0

        Tool {
            objectName: "timelineToggle"
            glyph: bar.open ? "down" : "up"
            tip: bar.open ? qsTr("Hide the tracks") : qsTr("Show the timeline")
            keys: "T"
            onClicked: bar.toggleRequested()
        }
        PushButton {
            objectName: "start"
            Layout.leftMargin: Theme.tiny
            focusPolicy: Qt.TabFocus
            text: qsTr("A to %1…").arg(bar.studio.slot(Math.max(1, bar.studio.document.faceCount - 1)).letter)
            enabled: bar.studio.document.complete
            tip: qsTr("A film from the first face to the last, in one step")
            keys: "Ctrl+T"
            onClicked: bar.startRequested()
        }
        Gap {}
        TransportButtons {
            timeline: bar.timeline
            player: bar.player
            brief: bar.narrow
        }
        Gap {}
        TimeField {
            visible: !bar.open
            time: bar.timeline.playheadText
            color: Theme.accent
            Accessible.name: qsTr("Playhead")
            tip: qsTr("Type where to go: seconds:frames, or seconds")
            onRequested: text => bar.timeline.goToText(text)
        }
        PlainText {
            visible: !bar.open
            text: "/"
            color: Theme.textFaint
            font.pixelSize: Theme.fontNormal
        }
        TimeField {
            objectName: "duration"
            time: bar.timeline.durationText
            Accessible.name: qsTr("Duration")
            tip: qsTr("Duration: seconds:frames, or seconds")
            onRequested: text => bar.timeline.setDurationText(text)
        }
        FrameRateButton {
            timeline: bar.timeline
        }
        RepeatButton {
            timeline: bar.timeline
        }
        Tool {
            objectName: "evenPace"
            glyph: "pace"
            checked: bar.timeline.evenPace
            tip: checked ? qsTr("Even pace: the picture changes equally much from frame to frame") : qsTr("Even out the pace")
            onClicked: bar.timeline.evenPace = !bar.timeline.evenPace
        }
        Gap {}
        KeyTools {
            studio: bar.studio
            brief: bar.narrow
        }
        Gap { visible: bar.open }
        Tool {
            objectName: "animatedOnly"
            visible: bar.open
            enabled: !bar.curves
            glyph: "rows"
            checked: bar.studio.keys.animatedOnly
            tip: checked ? qsTr("Show all tracks") : qsTr("Show only tracks with keyframes")
            keys: "U"
            onClicked: bar.studio.keys.animatedOnly = !bar.studio.keys.animatedOnly
        }
        Tool {
            objectName: "curves"
            visible: bar.open
            glyph: "graph"
            checked: bar.curves
            tip: checked ? qsTr("Show the tracks") : qsTr("Show the curve of the chosen track")
            keys: "C"
            onClicked: bar.curvesRequested(!bar.curves)
        }
        Tool {
            objectName: "snapping"
            visible: bar.open
            glyph: "magnet"
            checked: bar.snapping
            tip: checked ? qsTr("Keyframes snap to others, markers and the playhead") : qsTr("Snap keyframes")
            keys: "S"
            onClicked: bar.snappingRequested(!bar.snapping)
        }
        Item { Layout.fillWidth: true }
        PlaybackFacts {
            Layout.rightMargin: Theme.small
            visible: !bar.open || bar.width > 760
            player: bar.player
            pace: bar.studio.paceMeter
            brief: !bar.roomy
        }
        Tool {
            objectName: "rendersAhead"
            glyph: "ahead"
            checked: bar.player.rendersAhead
            tip: checked ? qsTr("Frames are rendered ahead while nothing else happens") : qsTr("Render frames ahead")
            onClicked: bar.player.rendersAhead = !bar.player.rendersAhead
        }
        Gap { visible: bar.open && !bar.narrow }
        Tool {
            objectName: "zoomOut"
            visible: bar.open
            glyph: "minus"
            tip: qsTr("Show more time")
            keys: "−"
            onClicked: bar.timeScale.zoom(1 / 1.5, bar.timeScale.xOf(bar.timeline.playhead))
        }
        Tool {
            objectName: "zoomIn"
            visible: bar.open
            glyph: "plus"
            tip: qsTr("Show less time, larger")
            keys: "+"
            onClicked: bar.timeScale.zoom(1.5, bar.timeScale.xOf(bar.timeline.playhead))
        }
        Tool {
            objectName: "fitTimeline"
            visible: bar.open
            glyph: "fit"
            tip: qsTr("Show the whole timeline")
            keys: "0"
            onClicked: bar.timeScale.fit()
        }
    }
}
