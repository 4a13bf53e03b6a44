pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The studio window: two faces on the left, the mix in the middle, its values on the right.
Window {
    id: window

    required property StudioModel studio
    readonly property rect saved: studio.preferences.windowGeometry

    function openExport() { exportSheet.ask(); }
    function openHelp() { helpSheet.open(); }
    function openChooser() { studio.slotA.chooseAgain(); }
    function openPoints() { studio.slotA.editPoints(); }
    function openFile(slot: int) { filePicker.ask(slot); }
    function slot(index: int): FaceSlot { return index === 0 ? studio.slotA : studio.slotB; }

    title: qsTr("Mien")
    color: Theme.gap
    minimumWidth: 960
    minimumHeight: 640
    width: saved.width >= minimumWidth ? saved.width : 1280
    height: saved.height >= minimumHeight ? saved.height : 800
    x: saved.width > 0 ? Math.min(Math.max(0, saved.x), Screen.desktopAvailableWidth - 200)
                       : Math.max(0, (Screen.desktopAvailableWidth - width) / 2)
    y: saved.width > 0 ? Math.min(Math.max(0, saved.y), Screen.desktopAvailableHeight - 200)
                       : Math.max(0, (Screen.desktopAvailableHeight - height) / 2)
    visible: true

    onClosing: if (visibility === Window.Windowed)
        studio.preferences.saveWindowGeometry(Qt.rect(x, y, width, height))
    onActiveChanged: if (!active) preview.compareWith = Preview.Nothing

    FocusScope {
        id: content

        anchors.fill: parent
        focus: true
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
            }
            RowLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                spacing: 1

                FacePickers {
                    Layout.preferredWidth: Math.min(window.width * 0.24, Math.max(232, (window.height - 66) / 2 - 66))
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
        }
    }

    ExportSheet {
        id: exportSheet

        studio: window.studio
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
