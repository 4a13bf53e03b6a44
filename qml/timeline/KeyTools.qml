import QtQuick
import Mien
import Mien.App

/// What is done with keyframes: go to them (unless there is little room), set them, shape them, and set markers.
Row {
    id: tools

    required property StudioModel studio
    readonly property TimelineEditor timeline: studio.timeline
    readonly property KeyEditor selected: studio.keys
    property bool brief: false

    component Tool: IconButton { focusPolicy: Qt.TabFocus }

    Tool {
        visible: !tools.brief
        glyph: "previous"
        enabled: tools.timeline.moves
        tip: qsTr("Previous keyframe")
        keys: "Shift+["
        onClicked: tools.selected.goToKey(-1, false, false)
    }
    Tool {
        objectName: "keyEverything"
        glyph: "keys"
        enabled: tools.studio.document.complete
        tip: qsTr("Keyframe of everything")
        keys: "K"
        onClicked: tools.studio.parameters.keyEverything()
    }
    Tool {
        visible: !tools.brief
        glyph: "next"
        enabled: tools.timeline.moves
        tip: qsTr("Next keyframe")
        keys: "Shift+]"
        onClicked: tools.selected.goToKey(-1, true, false)
    }
    Tool {
        objectName: "autoKey"
        glyph: "record"
        checked: tools.studio.parameters.autoKey
        tip: checked ? qsTr("Auto-key: every change sets a keyframe") : qsTr("Auto-key")
        keys: "R"
        onClicked: tools.studio.parameters.autoKey = !tools.studio.parameters.autoKey
    }
    Tool {
        objectName: "easing"
        glyph: "curve"
        enabled: tools.selected.selectionCount > 0
        tip: tools.selected.selectedEasing < 0 ? qsTr("Easing of the selected keyframes")
                                               : qsTr("Easing: %1").arg(tools.timeline.easings[tools.selected.selectedEasing])
        keys: "F9"
        quiet: menu.visible
        onClicked: menu.open()
        MenuList {
            id: menu

            y: -implicitHeight - 4
            implicitWidth: 150
            entries: tools.timeline.easings
            current: Math.max(0, tools.selected.selectedEasing)
            onChosen: index => tools.selected.setEasing(index)
        }
    }
    Tool {
        objectName: "marker"
        glyph: "marker"
        checked: tools.timeline.markerHere
        tip: checked ? qsTr("Remove the marker") : qsTr("Marker here")
        keys: "M"
        onClicked: tools.timeline.toggleMarker()
    }
}
