import QtQuick
import Mien
import Mien.App

/// The line at the moment that is shown, with a handle on the ruler.
Item {
    id: playhead

    required property TimeScale timeScale
    required property int time
    readonly property real begin: timeScale.begin
    readonly property real ticksPerPixel: timeScale.ticksPerPixel

    function place() { x = Math.round(timeScale.xOf(time)); }
    // A binding to xOf() would not see the scale change.
    onTimeChanged: place()
    onBeginChanged: place()
    onTicksPerPixelChanged: place()
    Component.onCompleted: place()

    width: 1
    Rectangle {
        width: 1
        height: parent.height
        color: Theme.accent
    }
    Rectangle {
        x: -4
        y: 21
        width: 9
        height: 9
        radius: 1.5
        rotation: 45
        antialiasing: true
        color: Theme.accent
    }
}
