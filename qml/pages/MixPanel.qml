pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// The values of the mix, and the steps that led here.
Rectangle {
    id: panel

    required property StudioModel studio
    readonly property MixDocument document: studio.document
    /// Shows the regions instead of the whole.
    property bool byRegion: false
    /// Shows the directions instead.
    property bool byDirection: false
    readonly property bool byWhole: !byRegion && !byDirection
    signal presetsRequested(bool saving)

    function chooseRegion(region: string) { regions.current = region; }
    /// Brings a parameter into view, and the keyboard to its slider.
    function showParameter(row: int, region: string, face: int) {
        studio.faces.current = Math.max(1, face);
        byRegion = region !== "";
        if (byRegion)
            regions.current = region;
        byDirection = !byRegion && directions.has(row);
        const rows = byRegion ? [regions.rows] : byDirection ? [directions.rows] : [shareRows, pictureRows];
        for (const part of rows)
            for (let i = 0; i < part.count; ++i) {
                const found = part.itemAt(i) as ParameterRow;
                if (found.parameter === row)
                    found.takeFocus();
            }
    }
    function openPresets() { presetsButton.popUp(); }

    color: Theme.panel
    onByRegionChanged: if (byRegion) byDirection = false

    component Row: ParameterRow {
        studio: panel.studio
        enabled: panel.document.complete
        opacity: enabled ? 1 : 0.45
    }

    ColumnLayout {
        id: column

        readonly property real barSpace: 10

        anchors.fill: parent
        anchors.margins: Theme.large
        anchors.topMargin: Theme.small
        anchors.rightMargin: Theme.large - barSpace
        spacing: Theme.large

        Flickable {
            id: scroll

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: contentHeight
            Layout.maximumHeight: contentHeight
            contentHeight: values.implicitHeight
            contentWidth: width
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            T.ScrollBar.vertical: ScrollLine {}
            EdgeFade {
                parent: scroll
                z: 1
                width: scroll.width - column.barSpace
                more: !scroll.atYEnd
            }

            Panel {
                id: values

                width: scroll.width - column.barSpace - (scroll.contentHeight > scroll.height ? Theme.tiny : 0)
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
                    options: [qsTr("Whole face"), qsTr("Regions"), qsTr("Directions")]
                    current: panel.byRegion ? 1 : panel.byDirection ? 2 : 0
                    onRequested: index => {
                        panel.byRegion = index === 1;
                        panel.byDirection = index === 2;
                    }
                }
                Segmented {
                    objectName: "partFace"
                    Layout.fillWidth: true
                    visible: panel.document.faceCount > 2 && !panel.byDirection
                    name: qsTr("Whose shares")
                    readonly property var letters: panel.studio.faces.letters

                    options: letters
                    current: panel.studio.faces.current
                    onRequested: index => panel.studio.faces.current = index
                }
                PlainText {
                    Layout.fillWidth: true
                    visible: panel.document.faceCount > 2 && panel.studio.faces.current === 0 && !panel.byDirection
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
                RepeatedRows {
                    id: shareRows

                    visible: panel.byWhole && count > 0
                    model: ParameterPart {
                        list: panel.studio.parameters
                        part: ParameterPart.Shares
                        face: panel.studio.faces.parameterFace
                    }
                    Row {
                        // What follows the overall mix stands close to it.
                        gap: index > 0 && (!linkable || measured) ? Theme.small : 0
                    }
                }
                DirectionPanel {
                    id: directions

                    Layout.fillWidth: true
                    visible: panel.byDirection
                    studio: panel.studio
                }
                RepeatedRows {
                    id: pictureRows

                    visible: panel.byWhole && count > 0
                    model: ParameterPart {
                        list: panel.studio.parameters
                        part: ParameterPart.Picture
                    }
                    Row {
                        gap: key.startsWith("keep-") && key !== "keep-pose" ? 0 : Theme.small
                    }
                }
            }
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.rightMargin: column.barSpace
            implicitHeight: 1
            color: Theme.line
        }
        History {
            Layout.fillWidth: true
            Layout.rightMargin: column.barSpace
            Layout.fillHeight: true
            Layout.minimumHeight: 96
            Layout.preferredHeight: 96
            document: panel.document
        }
    }
}
