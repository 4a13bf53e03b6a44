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
    readonly property int letters: Math.max(studio.document.faceCount, 2)
    readonly property bool narrow: width < 520
    /// What all that stands beside the letters takes.
    readonly property real others: (narrow ? 288 : 376) + (studio.meaning.low && studio.better.found ? 66 : 0)
    /// All faces can be compared at any width: their letters stand closer, and what keys and the wheel do as well
    /// gives way to them.
    readonly property bool showsLandmarks: width >= others + 21 * letters
    readonly property bool showsZoom: width >= others - 30 + 21 * letters
    readonly property real room: width - others + (showsLandmarks ? 0 : 30) + (showsZoom ? 0 : 96)
    readonly property bool close: room < 37 * letters
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
            visible: bar.room > 70 + 37 * bar.letters  // the buttons say it in their tips
            rightPadding: Theme.tiny
            text: qsTr("Compare")
            color: Theme.textDim
            font.pixelSize: Theme.fontNormal
        }
        // No child of the layout: see ExplainSheet.
        Row {
            spacing: bar.close ? 2 : Theme.tiny
            Repeater {
                model: bar.letters
                PushButton {
                    id: letter

                    required property int index

                    objectName: "compare" + text
                    implicitWidth: bar.close ? Math.max(18, Math.floor(bar.room / bar.letters) - 2)
                                             : letter.implicitContentWidth + letter.leftPadding + letter.rightPadding
                    leftPadding: bar.close ? 2 : Theme.medium
                    rightPadding: letter.leftPadding
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
            visible: bar.showsLandmarks
            glyph: "points"
            checked: bar.studio.preferences.landmarksShown
            tip: checked ? qsTr("Hide the landmarks") : qsTr("Show the landmarks")
            keys: "L"
            onClicked: bar.studio.preferences.landmarksShown = !bar.studio.preferences.landmarksShown
        }
        PlainText {
            objectName: "zoomText"
            visible: bar.room > 110 + 37 * bar.letters && bar.studio.document.complete
            text: qsTr("%1 %").arg(Math.round(bar.preview.shownZoom * 100))
            color: Theme.textFaint
            font.pixelSize: Theme.fontSmall
        }
        Segmented {
            objectName: "zoomChoice"
            visible: bar.showsZoom
            Layout.fillWidth: false
            Layout.preferredWidth: bar.narrow ? 92 : 120
            name: qsTr("Zoom")
            options: [qsTr("Fit"), qsTr("100 %")]
            current: bar.preview.zoom === 0 ? 0 : bar.preview.zoom === 1 ? 1 : -1
            onRequested: index => bar.preview.zoom = index
        }
    }
}
