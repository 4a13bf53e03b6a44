pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The studio window: two faces on the left, the mix in the middle, its values on the right.
Window {
    id: window

    required property StudioModel studio
    /// Where the window stands while it is not maximised.
    property rect normal: studio.preferences.windowGeometry()

    function openExport() { exportSheet.ask(); }
    function openExportFilm() {
        studio.film.chosen = true;
        openExport();
    }
    function openJobs() { jobsPanel.open(); }
    function openHelp() { helpSheet.open(); }
    function openChooser() { studio.slotA.chooseAgain(); }
    function openPoints() { studio.slotA.editPoints(); }
    function openFile(slot: int) { filePicker.ask(slot); }
    function slot(index: int): FaceSlot { return index === 0 ? studio.slotA : studio.slotB; }

    title: qsTr("Mien")
    color: Theme.gap
    minimumWidth: 960
    minimumHeight: 640

    // Set once: a binding would move the window back whenever it is resized.
    Component.onCompleted: {
        x = normal.x;
        y = normal.y;
        width = Math.max(minimumWidth, normal.width);
        height = Math.max(minimumHeight, normal.height);
        visibility = studio.preferences.windowMaximised() ? Window.Maximized : Window.Windowed;
    }
    onXChanged: settled.restart()
    onYChanged: settled.restart()
    onWidthChanged: settled.restart()
    onHeightChanged: settled.restart()
    onClosing: close => {
        if (studio.jobs.runningHere && !closeSheet.visible) {
            close.accepted = false;
            closeSheet.open();
            return;
        }
        settled.keep();
        studio.preferences.saveWindow(normal, visibility === Window.Maximized);
    }

    /// A window that is being maximised may have its new size before it knows of its new state.
    Timer {
        id: settled

        function keep() {
            if (window.visibility === Window.Windowed)
                window.normal = Qt.rect(window.x, window.y, window.width, window.height);
        }
        interval: 200
        onTriggered: keep()
    }
    FocusScope {
        id: content

        anchors.fill: parent
        focus: true
        onActiveFocusChanged: if (!activeFocus) preview.compareWith = Preview.Nothing
        Keys.onPressed: event => preview.comparePressed(event)
        Keys.onReleased: event => preview.compareReleased(event)

        ColumnLayout {
            anchors.fill: parent
            spacing: 1

            TopBar {
                Layout.fillWidth: true
                studio: window.studio
                onExportRequested: window.openExport()
                onHelpRequested: window.openHelp()
                onJobsRequested: window.openJobs()
            }
            RowLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                spacing: 1

                FacePickers {
                    Layout.preferredWidth: Math.max(240, Math.min(window.width * 0.24, (window.height - 66) / 2 - 66))
                    Layout.fillHeight: true
                    studio: window.studio
                    onOpenRequested: slot => window.openFile(slot)
                }
                ColumnLayout {
                    spacing: 1
                    Preview {
                        id: preview

                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        studio: window.studio
                        onOpenRequested: slot => window.openFile(slot)
                    }
                    PreviewBar {
                        Layout.fillWidth: true
                        preview: preview
                        studio: window.studio
                    }
                }
                MixPanel {
                    Layout.preferredWidth: Math.min(340, Math.max(288, window.width * 0.15))
                    Layout.fillHeight: true
                    studio: window.studio
                }
            }
            StatusBar {
                Layout.fillWidth: true
                studio: window.studio
            }
        }
        Banners {
            anchors.top: parent.top
            anchors.topMargin: 56
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(640, parent.width - 80)
            notices: window.studio.notices
        }
        Shortcuts {
            studio: window.studio
            preview: preview
            onOpenRequested: slot => window.openFile(slot)
            onExportRequested: window.openExport()
            onHelpRequested: window.openHelp()
            onJobsRequested: window.openJobs()
            onCloseRequested: window.close()
        }
    }

    ExportSheet {
        id: exportSheet

        studio: window.studio
    }
    JobsPanel {
        id: jobsPanel

        jobs: window.studio.jobs
    }
    CloseSheet {
        id: closeSheet

        jobs: window.studio.jobs
        onAgreed: window.close()
    }
    HelpSheet { id: helpSheet }
    FilePicker {
        id: filePicker

        studio: window.studio
    }
    Repeater {
        model: 2
        Item {
            id: popups

            required property int index

            FaceChooser { slot: window.slot(popups.index) }
            PointsEditor { slot: window.slot(popups.index) }
        }
    }
}
