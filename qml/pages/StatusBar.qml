pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// What runs: device, model, time of the last render; on the right an export with its cancel button.
Rectangle {
    id: bar

    required property StudioModel studio
    readonly property DirectExport exporting: studio.exporting
    signal modelsRequested

    implicitHeight: 24
    color: Theme.panel

    component Fact: PlainText {
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        elide: Text.ElideRight
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.medium
        spacing: Theme.large

        Rectangle {
            Layout.rightMargin: -Theme.small
            implicitWidth: 6
            implicitHeight: 6
            radius: 3
            color: bar.studio.engineState === StudioModel.Ready ? Theme.good
                 : bar.studio.engineState === StudioModel.Loading ? Theme.accent : Theme.danger
        }
        Fact {
            objectName: "deviceText"
            text: bar.studio.engineState === StudioModel.Ready ? bar.studio.device
                : bar.studio.engineState === StudioModel.Loading ? qsTr("Loading the model…") : qsTr("No model")
        }
        T.AbstractButton {
            id: models

            objectName: "models"
            visible: text.length > 0
            text: bar.studio.model
            implicitWidth: implicitContentWidth
            implicitHeight: implicitContentHeight
            focusPolicy: Qt.StrongFocus
            Accessible.name: qsTr("Model: %1").arg(text)
            Keys.onReturnPressed: clicked()
            onClicked: bar.modelsRequested()
            contentItem: Fact {
                text: models.text
                color: models.hovered ? Theme.text : Theme.textFaint
            }
            Tip {
                visible: models.hovered
                text: qsTr("Models: how they compare, and their cards")
                keys: "Ctrl+M"
            }
            FocusRing { shown: models.visualFocus }
        }
        Fact {
            visible: bar.studio.preview.renderedSize > 0
            text: qsTr("%1 px").arg(bar.studio.preview.renderedSize)
        }
        Fact {
            visible: bar.studio.preview.renderedSize > 0
            text: qsTr("%1 ms").arg(bar.studio.preview.milliseconds.toFixed(bar.studio.preview.milliseconds < 10 ? 1 : 0))
        }
        BusyBar {
            running: bar.studio.preview.rendering || bar.studio.engineState === StudioModel.Loading
        }
        Item { Layout.fillWidth: true }
        Fact {
            visible: exportBar.shown
            color: Theme.textDim
            text: bar.exporting ? qsTr("Exporting %1").arg(bar.exporting.name + bar.exporting.suffix) : ""
        }
        BusyBar {
            id: exportBar

            implicitWidth: 140
            implicitHeight: 3
            running: bar.exporting !== null
            progress: bar.exporting?.progress ?? 0
        }
        IconButton {
            visible: exportBar.shown
            implicitWidth: 20
            implicitHeight: 20
            glyph: "close"
            objectName: "cancelExport"
            tip: qsTr("Cancel the export")
            onClicked: bar.exporting?.cancel()
        }
    }
}
