import QtQuick
import Mien
import Mien.App

/// The line at the moment that is shown, with a handle on the ruler.
Item {
    id: playhead

    required property TimeScale timeScale
    required property int time
    /// Read by the place's binding: it changes when the scale does.
    property real revision: 0

    x: Math.round(timeScale.xOf(time)) + revision * 0
    width: 1
    Rectangle {
        width: 1
        height: parent.height
        color: Theme.accent
    }
    Rectangle {
        x: -4
        y: 17
        width: 9
        height: 9
        radius: 1.5
        rotation: 45
        antialiasing: true
        color: Theme.accent
    }
}
