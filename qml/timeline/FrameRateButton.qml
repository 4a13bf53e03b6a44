import QtQuick
import Mien
import Mien.App

/// The frame rate, chosen from a menu.
PushButton {
    id: button

    required property TimelineEditor timeline

    objectName: "frameRate"
    focusPolicy: Qt.TabFocus
    leftPadding: 7
    rightPadding: 7
    text: qsTr("%1 fps").arg(timeline.framesPerSecond)
    tip: qsTr("Frames per second; keyframes keep their times")
    quiet: menu.visible
    onClicked: menu.open()

    MenuList {
        id: menu

        readonly property var rates: button.timeline.frameRates

        y: -implicitHeight - 4
        implicitWidth: 96
        entries: button.timeline.frameRateTexts
        current: rates.indexOf(button.timeline.framesPerSecond)
        onChosen: index => button.timeline.framesPerSecond = button.timeline.frameRates[index]
    }
}
