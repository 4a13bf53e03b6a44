import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Undo, redo and swap on the left; exports, help and export on the right.
Rectangle {
    id: bar

    required property StudioModel studio
    signal exportRequested
    signal helpRequested
    signal jobsRequested

    implicitHeight: 40
    color: Theme.panel

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.medium
        spacing: Theme.tiny

        Text {
            text: "mien"
            color: Theme.text
            font.pixelSize: 16
            font.weight: Font.DemiBold
            font.letterSpacing: 1.2
            rightPadding: Theme.large
        }
        IconButton {
            objectName: "undo"
            glyph: "undo"
            enabled: bar.studio.document.canUndo
            tip: enabled ? qsTr("Undo %1").arg(bar.studio.document.undoText) : qsTr("Undo")
            keys: "Ctrl+Z"
            onClicked: bar.studio.document.undo()
        }
        IconButton {
            objectName: "redo"
            glyph: "redo"
            enabled: bar.studio.document.canRedo
            tip: enabled ? qsTr("Redo %1").arg(bar.studio.document.redoText) : qsTr("Redo")
            keys: "Ctrl+Shift+Z"
            onClicked: bar.studio.document.redo()
        }
        Item { Layout.fillWidth: true }
        JobsButton {
            objectName: "jobs"
            jobs: bar.studio.jobs
            onClicked: bar.jobsRequested()
        }
        IconButton {
            glyph: "help"
            tip: qsTr("Keys and help")
            keys: "F1"
            onClicked: bar.helpRequested()
        }
        PushButton {
            objectName: "export"
            Layout.leftMargin: Theme.small
            text: qsTr("Export")
            glyph: "export"
            primary: true
            enabled: bar.studio.document.complete && !bar.studio.exporter.busy
            tip: qsTr("Write the mix to a picture or a film")
            keys: "Ctrl+E"
            onClicked: bar.exportRequested()
        }
    }
}
