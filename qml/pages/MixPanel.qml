pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The values of the mix, and the steps that led here.
Rectangle {
    id: panel

    required property StudioModel studio
    readonly property MixDocument document: studio.document
    /// Shows the regions instead of the whole.
    property bool byRegion: false
    signal presetsRequested(bool saving)

    function chooseRegion(region: string) { regions.current = region; }
    /// Brings a parameter into view, and the keyboard to its slider.
    function showParameter(row: int, region: string, face: int) {
        studio.faces.current = Math.max(1, face);
        byRegion = region !== "";
        if (byRegion)
            regions.current = region;
        const rows = byRegion ? regions.rows : wholeRows;
        (rows.itemAt(row) as ParameterRow)?.takeFocus();
    }
    function openPresets() { presetsButton.popUp(); }

    color: Theme.panel

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.large
        anchors.topMargin: Theme.small
        spacing: Theme.large

        Panel {
            Layout.fillWidth: true
            title: qsTr("Mix")
            tools: PresetsButton {
                id: presetsButton

                presets: panel.studio.presets
                usable: panel.document.complete
                onEditRequested: saving => panel.presetsRequested(saving)
            }
            BlendPad {
                objectName: "blendPad"
                Layout.fillWidth: true
                visible: panel.document.faceCount > 2
                studio: panel.studio
            }
            Segmented {
                objectName: "mixPart"
                Layout.fillWidth: true
                name: qsTr("What to mix")
                options: [qsTr("Whole face"), qsTr("Regions")]
                current: panel.byRegion ? 1 : 0
                onRequested: index => panel.byRegion = index === 1
            }
            Segmented {
                objectName: "partFace"
                Layout.fillWidth: true
                visible: panel.document.faceCount > 2
                name: qsTr("Whose shares")
                options: ["A", "B", "C", "D", "E", "F", "G", "H"].slice(0, panel.document.faceCount)
                current: panel.studio.faces.current
                onRequested: index => panel.studio.faces.current = index
            }
            Text {
                Layout.fillWidth: true
                visible: panel.document.faceCount > 2 && panel.studio.faces.current === 0
                text: qsTr("Face A has what the others leave. These are the shares of B against A.")
                color: Theme.textFaint
                font.pixelSize: Theme.fontSmall
                wrapMode: Text.Wrap
            }
            RegionPanel {
                id: regions

                Layout.fillWidth: true
                visible: panel.byRegion
                studio: panel.studio
            }
            Repeater {
                id: wholeRows

                model: panel.studio.parameters
                ParameterRow {
                    Layout.fillWidth: true
                    visible: region === "" && !panel.byRegion && (face === panel.studio.faces.parameterFace || !ofFaces)
                    // What follows the overall mix stands close to it.
                    Layout.topMargin: index > 0 && (!linkable || measured) ? Theme.small : 0
                    studio: panel.studio
                    enabled: panel.document.complete
                    opacity: enabled ? 1 : 0.45
                }
            }
        }
        Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
        History {
            Layout.fillWidth: true
            Layout.fillHeight: true
            document: panel.document
        }
    }
}
