pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// All exports, this window's and the command line's, below the button that opens it.
T.Popup {
    id: panel

    required property JobsModel jobs
    /// Closed by a key that is the window's.
    signal exportRequested
    signal closeRequested
    signal reviewRequested(string made)

    readonly property real most: parent ? parent.height - y - Theme.huge : 400

    parent: T.Overlay.overlay
    x: parent ? parent.width - width - Theme.medium : 0
    y: 44
    width: 440
    height: Math.min(most, header.implicitHeight + Theme.small + Math.max(48, list.contentHeight) + 2 * padding)
    padding: Theme.medium
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    background: Rectangle {
        color: Theme.panel
        radius: 5
        border.color: Theme.strongLine
    }
    contentItem: ColumnLayout {
        spacing: Theme.small
        Accessible.role: Accessible.Pane
        Accessible.name: qsTr("Exports")

        // What closes by Escape keeps the window's own keys from it.
        Shortcut { sequence: "Ctrl+J"; enabled: panel.visible; onActivated: panel.close() }
        Shortcut {
            sequence: "Ctrl+E"
            enabled: panel.visible
            onActivated: {
                panel.close();
                panel.exportRequested();
            }
        }
        Shortcut {
            sequence: "Ctrl+Q"
            enabled: panel.visible
            onActivated: {
                panel.close();
                panel.closeRequested();
            }
        }
        RowLayout {
            id: header

            Layout.fillWidth: true
            PlainText {
                Layout.fillWidth: true
                text: qsTr("Exports")
                color: Theme.text
                font.pixelSize: Theme.fontTitle
                font.weight: Font.DemiBold
            }
            PushButton {
                objectName: "jobsClear"
                visible: panel.jobs.finished > 0
                text: qsTr("Clear finished")
                tip: qsTr("Take finished exports off the list; their files stay")
                onClicked: panel.jobs.removeFinished()
            }
        }
        ListView {
            id: list

            objectName: "jobsList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            model: panel.jobs
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Exports")
            delegate: JobRow {
                width: ListView.view.width
                jobs: panel.jobs
                onReviewRequested: made => {
                    panel.close();
                    panel.reviewRequested(made);
                }
            }
            PlainText {
                anchors.centerIn: parent
                width: parent.width
                visible: list.count === 0
                text: panel.jobs.problem.length > 0 ? panel.jobs.problem : qsTr("Films that are exported appear here.")
                color: Theme.textFaint
                font.pixelSize: Theme.fontNormal
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.WordWrap
            }
        }
    }
}
