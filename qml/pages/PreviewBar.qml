pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Below the mix: hold to compare, swap, and zoom.
Rectangle {
    id: bar

    required property StudioModel studio
    required property Preview preview
    readonly property int faces: studio.document.faceCount
    /// Else A, B and the chosen face are offered, or A and B alone; the others by their keys.
    readonly property bool roomForAll: width > 400 + 37 * faces
    readonly property bool roomForOne: width > 400 + 37 * 2
    readonly property bool narrow: width < 520
    signal explainRequested
    signal variationsRequested

    implicitHeight: 40
    color: Theme.panel

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.medium
        spacing: Theme.tiny

        PlainText {
            visible: bar.width > 470 + 37 * (bar.faces - 2)  // the buttons say it in their tips
            rightPadding: Theme.tiny
            text: qsTr("Compare")
            color: Theme.textDim
            font.pixelSize: Theme.fontNormal
        }
        // No child of the layout: see ExplainSheet.
        Row {
            spacing: Theme.tiny
            Repeater {
                model: Math.max(bar.faces, 2)
                PushButton {
                    required property int index

                    objectName: "compare" + text
                    visible: bar.roomForAll || index < 2 || (bar.roomForOne && index === bar.studio.faces.current)
                    enabled: bar.studio.document.complete
                    text: bar.studio.slot(index).letter
                    keys: index < bar.preview.lettersAsKeys ? text : ""
                    tip: qsTr("Hold to see this face alone")
                    Accessible.name: qsTr("Hold to see face %1").arg(text)
                    onPressedChanged: bar.preview.compareWith = pressed ? index : -1
                }
            }
        }
        IconButton {
            objectName: "variationsButton"
            Layout.leftMargin: bar.narrow ? Theme.tiny : Theme.large
            visible: bar.studio.document.complete
            glyph: "draw"
            tip: qsTr("New faces like this mix")
            keys: "V"
            onClicked: bar.variationsRequested()
        }
        IconButton {
            objectName: "explain"
            visible: bar.studio.document.complete
            glyph: "info"
            tip: qsTr("Explain this mix: whom it is near to, who is where, what each slider does")
            keys: "W"
            onClicked: bar.explainRequested()
        }
        MeaningMark {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.tiny
            visible: bar.studio.document.complete
            meter: bar.studio.meaning
            better: bar.studio.better
            narrow: bar.narrow
        }
        Item { Layout.fillWidth: true }
        IconButton {
            objectName: "landmarks"
            glyph: "points"
            checked: bar.studio.preferences.landmarksShown
            tip: checked ? qsTr("Hide the landmarks") : qsTr("Show the landmarks")
            keys: "L"
            onClicked: bar.studio.preferences.landmarksShown = !bar.studio.preferences.landmarksShown
        }
        PlainText {
            objectName: "zoomText"
            visible: bar.roomForAll && bar.studio.document.complete
            text: qsTr("%1 %").arg(Math.round(bar.preview.shownZoom * 100))
            color: Theme.textFaint
            font.pixelSize: Theme.fontSmall
        }
        Segmented {
            Layout.fillWidth: false
            Layout.preferredWidth: bar.narrow ? 92 : 120
            name: qsTr("Zoom")
            options: [qsTr("Fit"), qsTr("100 %")]
            current: bar.preview.zoom === 0 ? 0 : bar.preview.zoom === 1 ? 1 : -1
            onRequested: index => bar.preview.zoom = index
        }
    }
}
