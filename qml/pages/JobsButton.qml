import QtQuick
import Mien
import Mien.App

/// Opens the list of exports; shows how many have work left, how far they are, and whether some failed.
PushButton {
    id: button

    required property JobsModel jobs

    text: jobs.unfinished > 0 ? jobs.unfinished : ""
    glyph: "film"
    tip: jobs.unfinished === 0 ? qsTr("Exports")
       : jobs.running > 0 ? qsTr("Exports: %1 %").arg(Math.floor(jobs.progress * 100)) : qsTr("Exports: waiting")
    keys: "Ctrl+J"
    leftPadding: Theme.small
    rightPadding: Theme.small
    Accessible.name: qsTr("Exports")

    Rectangle {
        visible: button.jobs.unfinished > 0
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 2
        height: 2
        radius: 1
        color: Theme.strongLine
        Rectangle {
            width: parent.width * button.jobs.progress
            height: parent.height
            radius: 1
            color: button.jobs.running > 0 ? Theme.accent : Theme.textFaint
        }
    }
    Rectangle {
        visible: button.jobs.anyFailed
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: 2
        width: 6
        height: 6
        radius: 3
        color: Theme.danger
    }
}
