import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// How far the mix means something: a number, and what is wrong when it is low. The tip has the parts.
RowLayout {
    id: mark

    required property MeaningMeter meter
    required property BetterMixFinder better
    readonly property var parts: meter.parts
    property bool narrow: false

    spacing: Theme.tiny
    opacity: meter.known ? 1 : 0.4
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Meaning %1 %").arg(Math.round(100 * mark.meter.value)) + (meter.low ? ". " + meter.words : "")

    IconItem {
        Layout.preferredWidth: Theme.iconSize
        Layout.preferredHeight: Theme.iconSize
        name: mark.meter.low ? "alert" : "check"
        colour: mark.meter.low ? Theme.accent : Theme.textDim
    }
    PlainText {
        id: amount

        objectName: "meaning"
        text: (mark.narrow ? qsTr("%1 %") : qsTr("Meaning %1 %")).arg(Math.round(100 * mark.meter.value))
        color: Theme.textDim
        font.pixelSize: Theme.fontSmall
    }
    PlainText {
        objectName: "meaningWords"
        Layout.fillWidth: true
        visible: mark.meter.low
        text: mark.meter.words
        color: Theme.textDim
        font.pixelSize: Theme.fontSmall
        elide: Text.ElideRight
    }
    PushButton {
        objectName: "betterMix"
        visible: mark.meter.low && mark.better.found
        text: qsTr("Better")
        tip: qsTr("The nearest mix that means more: %1").arg(mark.better.words)
        onClicked: mark.better.take()
    }
    HoverHandler { id: hover }
    Tip {
        visible: hover.hovered && mark.meter.known
        text: (mark.meter.low ? mark.meter.words + "\n" : "") + qsTr("How far this mix is one face, with something of each:") + "\n" + mark.parts.join("\n")
    }
}
