import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// File menu, undo and redo on the left; the document's name; exports, export and help on the right.
Rectangle {
    id: bar

    required property StudioModel studio
    signal exportRequested
    signal quitRequested
    signal helpRequested
    signal openRequested
    signal saveAsRequested
    signal jobsRequested
    signal policyRequested
    signal reviewRequested
    signal insightsRequested
    property bool reviewing: false
    property bool insightsOpen: false
    readonly property bool mixing: !reviewing && !insightsOpen

    function openFileMenu() { fileMenu.popUp(); }

    implicitHeight: 40
    color: Theme.panel

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.medium
        spacing: Theme.tiny

        PlainText {
            text: "mien"
            color: Theme.text
            font.pixelSize: 16
            font.weight: Font.DemiBold
            font.letterSpacing: 1.2
            rightPadding: Theme.small
        }
        FileMenu {
            id: fileMenu

            focusPolicy: Qt.TabFocus  // a click leaves the keyboard to the page
            Layout.rightMargin: Theme.small
            project: bar.studio.project
            preferences: bar.studio.preferences
            onOpenRequested: bar.openRequested()
            onSaveAsRequested: bar.saveAsRequested()
            mayExport: exportButton.enabled
            onExportRequested: bar.exportRequested()
            onQuitRequested: bar.quitRequested()
        }
        IconButton {
            objectName: "undo"
            glyph: "undo"
            enabled: bar.mixing && bar.studio.document.canUndo
            tip: enabled ? qsTr("Undo %1").arg(bar.studio.document.undoText) : qsTr("Undo")
            keys: "Ctrl+Z"
            onClicked: bar.studio.document.undo()
        }
        IconButton {
            objectName: "redo"
            glyph: "redo"
            enabled: bar.mixing && bar.studio.document.canRedo
            tip: enabled ? qsTr("Redo %1").arg(bar.studio.document.redoText) : qsTr("Redo")
            keys: "Ctrl+Shift+Z"
            onClicked: bar.studio.document.redo()
        }
        Item { Layout.fillWidth: true }
        ReviewButton {
            focusPolicy: Qt.TabFocus
            objectName: "review"
            desk: bar.studio.review
            reviewing: bar.reviewing
            onClicked: bar.reviewRequested()
        }
        InsightsButton {
            focusPolicy: Qt.TabFocus
            objectName: "insights"
            opened: bar.insightsOpen
            onClicked: bar.insightsRequested()
        }
        JobsButton {
            focusPolicy: Qt.TabFocus
            objectName: "jobs"
            jobs: bar.studio.jobs
            onClicked: bar.jobsRequested()
        }
        IconButton {
            focusPolicy: Qt.TabFocus
            objectName: "policy"
            glyph: "shield"
            tip: qsTr("The policy that outputs are judged by")
            keys: "Ctrl+Shift+P"
            onClicked: bar.policyRequested()
        }
        IconButton {
            focusPolicy: Qt.TabFocus
            glyph: "help"
            tip: qsTr("Keys and help")
            keys: "F1"
            onClicked: bar.helpRequested()
        }
        PushButton {
            id: exportButton

            objectName: "export"
            focusPolicy: Qt.TabFocus
            Layout.leftMargin: Theme.small
            text: qsTr("Export")
            glyph: "export"
            primary: true
            enabled: bar.mixing && bar.studio.document.complete && !bar.studio.exporting
            tip: qsTr("Write the mix to a picture, a film or a sheet")
            keys: "Ctrl+E"
            onClicked: bar.exportRequested()
        }
    }
    DocumentName {
        anchors.centerIn: parent
        project: bar.studio.project
        document: bar.studio.document
    }
    BusyBar {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        running: bar.studio.project.busy
    }
}
