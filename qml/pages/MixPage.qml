import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// What the window shows unless another page covers it: the faces on the left, the mix in the middle, its values on the
/// right, the timeline below.
ColumnLayout {
    id: page

    required property StudioModel studio
    readonly property alias preview: preview
    readonly property alias dock: dock
    readonly property alias panel: panel
    readonly property int bars: 66  // above and below what changes its height
    signal openRequested(int slot)
    signal explainRequested
    signal variationsRequested
    signal startRequested
    signal presetsRequested(bool saving)
    signal modelsRequested

    spacing: 1

    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: 1

        ColumnLayout {
            spacing: 1
            RowLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                spacing: 1

                FacePickers {
                    readonly property real space: (page.Window.height - page.bars - dock.implicitHeight) / 2 - page.bars

                    Layout.preferredWidth: Math.max(240, Math.min(page.Window.width * 0.24, space))
                    Layout.fillHeight: true
                    studio: page.studio
                    onOpenRequested: slot => page.openRequested(slot)
                }
                ColumnLayout {
                    spacing: 1
                    Preview {
                        id: preview

                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        studio: page.studio
                        choosesRegion: panel.byRegion
                        onOpenRequested: slot => page.openRequested(slot)
                        onRegionChosen: region => panel.chooseRegion(region)
                    }
                    PreviewBar {
                        Layout.fillWidth: true
                        preview: preview
                        studio: page.studio
                        onExplainRequested: page.explainRequested()
                        onVariationsRequested: page.variationsRequested()
                    }
                }
            }
            TimelineDock {
                id: dock

                Layout.fillWidth: true
                studio: page.studio
                room: page.Window.height - page.bars - 420
                onStartRequested: page.startRequested()
            }
        }
        MixPanel {
            id: panel

            Layout.preferredWidth: Math.min(340, Math.max(288, page.Window.width * 0.15))
            Layout.fillHeight: true
            studio: page.studio
            onPresetsRequested: saving => page.presetsRequested(saving)
        }
    }
    StatusBar {
        Layout.fillWidth: true
        studio: page.studio
        onModelsRequested: page.modelsRequested()
    }
}
