import QtQuick
import Mien
import Mien.App

/// How playback goes: frames dropped, and how much of the timeline is rendered.
Row {
    id: facts

    required property TimelinePlayer player
    required property PaceMeter pace
    property bool brief: false

    spacing: Theme.medium

    PlainText {
        objectName: "dropped"
        visible: facts.player.playing || facts.player.dropped > 0
        text: facts.player.dropped > 0 ? qsTr("%1 dropped").arg(facts.player.dropped) : qsTr("No drops")
        color: facts.player.dropped > 0 && facts.player.playing ? Theme.danger : Theme.textFaint
        font.pixelSize: Theme.fontSmall
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    PlainText {
        objectName: "rendered"
        visible: facts.pace.measuring || (!facts.brief && facts.player.coveredShare > 0)
        text: facts.pace.measuring ? qsTr("Measuring the pace…") : qsTr("%1 % rendered · %2 MB").arg(Math.floor(facts.player.coveredShare * 100)).arg(facts.player.megabytes.toFixed(0))
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
}
