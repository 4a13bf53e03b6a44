import QtQuick
import Mien
import Mien.App

/// What comes at the end; a click takes the next of the three.
IconButton {
    id: button

    required property TimelineEditor timeline
    readonly property int repeat: timeline.repeat

    objectName: "repeat"
    focusPolicy: Qt.TabFocus
    glyph: ["once", "loop", "ping-pong"][repeat]
    checked: repeat !== TimelineEditor.Once
    tip: [qsTr("Plays once"), qsTr("Loops"), qsTr("Runs back and forth")][repeat]
    onClicked: timeline.repeat = (repeat + 1) % 3
}
