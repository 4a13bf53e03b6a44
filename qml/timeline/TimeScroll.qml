import QtQuick
import Mien
import Mien.App

/// What part of the timeline is seen, while it is not all; a drag moves it.
Item {
    id: bar

    required property TimeScale timeScale
    readonly property real travel: width - 4

    height: 8
    visible: timeScale.visibleShare < 0.999 && (timeScale.beginShare > 0 || timeScale.xOf(timeScale.duration) > width)

    Rectangle {
        id: thumb

        x: 2 + bar.timeScale.beginShare * bar.travel
        y: 2
        width: Math.max(20, bar.timeScale.visibleShare * bar.travel)
        height: 4
        radius: 2
        color: drag.active || hover.hovered ? Theme.handleDimmed : Theme.strongLine
        HoverHandler { id: hover }
    }
    DragHandler {
        id: drag

        property real startShare: 0

        target: null
        yAxis.enabled: false
        onActiveChanged: startShare = bar.timeScale.beginShare
        onTranslationChanged: if (active) bar.timeScale.scrollTo(startShare + translation.x / bar.travel)
    }
}
