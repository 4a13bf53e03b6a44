import QtQuick
import Mien

/// A thin bar that runs while `running`, from the moment on where waiting becomes noticeable.
Item {
    id: control

    property bool running: false
    /// 0..1, or negative when nobody knows how long it takes.
    property real progress: -1
    readonly property bool shown: running && !patience.running

    implicitHeight: 2
    implicitWidth: 80
    clip: true
    visible: shown
    onRunningChanged: running ? patience.restart() : patience.stop()
    Accessible.role: Accessible.ProgressBar
    Accessible.name: qsTr("Working")

    Timer {
        id: patience

        interval: Theme.patience
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.field
    }
    Rectangle {
        id: runner

        height: parent.height
        width: control.progress < 0 ? parent.width * 0.3 : parent.width * control.progress
        color: Theme.accent
        NumberAnimation on x {
            running: control.shown && control.progress < 0
            loops: Animation.Infinite
            from: -control.width * 0.3
            to: control.width
            duration: 1100
            onStopped: runner.x = 0
        }
    }
}
