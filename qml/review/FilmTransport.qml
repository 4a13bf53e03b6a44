import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Plays the film of an output, and goes to any frame of it.
RowLayout {
    id: transport

    required property OutputView view

    spacing: Theme.small

    IconButton {
        objectName: "filmPlay"
        focusPolicy: Qt.TabFocus
        glyph: transport.view.playing ? "pause" : "play"
        checked: transport.view.playing
        tip: transport.view.playing ? qsTr("Pause") : qsTr("Play")
        keys: qsTr("Space")
        onClicked: transport.view.toggle()
    }
    TrackSlider {
        objectName: "filmPlace"
        Layout.fillWidth: true
        // Whoever has dragged it goes on with the page's keys.
        focusPolicy: Qt.TabFocus
        value: transport.view.frames > 1 ? transport.view.frame / (transport.view.frames - 1) : 0
        Accessible.name: qsTr("Place in the film: %1").arg(transport.view.time)
        onRequested: value => transport.view.frame = Math.round(value * (transport.view.frames - 1))
        // A hundredth of a short film is less than a frame.
        Keys.onLeftPressed: transport.view.step(-1)
        Keys.onRightPressed: transport.view.step(1)
    }
}
