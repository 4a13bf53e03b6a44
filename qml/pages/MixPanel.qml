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
    signal presetsRequested(bool saving)

    function openPresets() { presetsButton.popUp(); }

    color: Theme.panel

    component Value: ValueSlider {
        required property int which

        Layout.fillWidth: true
        enabled: panel.document.complete
        opacity: enabled ? 1 : 0.45
        onRequested: value => panel.document.setValue(which, value)
        onFinished: panel.document.finishAdjusting()
        onResetRequested: panel.document.resetValue(which)
        onLinkRequested: linked => panel.document.setLinked(which, linked)
        onUndoRequested: panel.document.undo()
        onRedoRequested: panel.document.redo()
    }

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
            Value {
                objectName: "overall"
                label: qsTr("Overall")
                hint: qsTr("0 is face A, 100 is face B")
                which: MixDocument.Overall
                ends: ["A", "B"]
                value: panel.document.overall
            }
            Value {
                objectName: "structure"
                label: qsTr("Structure")
                which: MixDocument.Structure
                value: panel.document.structure
                linkable: true
                linked: panel.document.structureLinked
            }
            Value {
                objectName: "features"
                label: qsTr("Features")
                which: MixDocument.Features
                value: panel.document.features
                linkable: true
                linked: panel.document.featuresLinked
            }
            Value {
                objectName: "colour"
                label: qsTr("Colour")
                which: MixDocument.Colour
                value: panel.document.colour
                linkable: true
                linked: panel.document.colourLinked
            }
        }
        Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
        Value {
            objectName: "detail"
            label: qsTr("Detail")
            hint: qsTr("How much of the photos' fine detail is added to what the model draws")
            which: MixDocument.Detail
            origin: 0
            value: panel.document.detail
        }
        Panel {
            Layout.fillWidth: true
            title: qsTr("Surroundings")
            Segmented {
                objectName: "surroundings"
                Layout.fillWidth: true
                name: qsTr("Surroundings")
                options: [qsTr("A"), qsTr("B"), qsTr("Blend"), qsTr("None")]
                current: panel.document.surroundings
                enabled: panel.document.complete
                opacity: enabled ? 1 : 0.45
                onRequested: index => panel.document.setSurroundings(index)
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
