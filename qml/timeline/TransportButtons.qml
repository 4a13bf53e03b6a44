import QtQuick
import Mien
import Mien.App

/// To the start, play, to the end; where there is little room, play alone.
Row {
    id: transport

    required property TimelineEditor timeline
    required property TimelinePlayer player
    property bool brief: false

    IconButton {
        visible: !transport.brief
        focusPolicy: Qt.TabFocus
        glyph: "first"
        tip: qsTr("To the start")
        keys: "Home"
        onClicked: transport.timeline.playhead = 0
    }
    IconButton {
        objectName: "play"
        focusPolicy: Qt.TabFocus
        enabled: transport.timeline.moves
        glyph: transport.player.playing ? "pause" : "play"
        checked: transport.player.playing
        tip: transport.player.playing ? qsTr("Pause") : qsTr("Play")
        keys: qsTr("Space")
        onClicked: transport.player.toggle()
    }
    IconButton {
        visible: !transport.brief
        focusPolicy: Qt.TabFocus
        glyph: "last"
        tip: qsTr("To the last frame")
        keys: "End"
        onClicked: transport.timeline.playhead = transport.timeline.lastFrame
    }
}
