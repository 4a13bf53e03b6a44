pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The regions of the face: one is chosen on a drawn face and mixed on its own below it.
ColumnLayout {
    id: panel

    required property StudioModel studio
    readonly property bool usable: studio.document.complete
    readonly property list<string> regions: ["brows", "eyes", "nose", "mouth", "jaw", "skin", "surroundings"]
    readonly property list<string> names: [qsTr("Brows"), qsTr("Eyes"), qsTr("Nose"), qsTr("Mouth"), qsTr("Jaw and outline"), qsTr("Skin"), qsTr("Surroundings")]
    property string current: "eyes"
    property alias rows: rows

    spacing: Theme.small

    ParameterPart {
        id: shown

        list: panel.studio.parameters
        part: ParameterPart.InRegion
        face: panel.studio.faces.parameterFace
        region: panel.current
    }
    FaceDiagram {
        objectName: "faceDiagram"
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Theme.tiny
        enabled: panel.usable
        opacity: enabled ? 1 : 0.45
        regions: panel.regions
        names: panel.names
        current: panel.current
        own: panel.studio.parameters.ownRegions
        onChosen: region => panel.current = region
    }
    RowLayout {
        Layout.fillWidth: true
        PlainText {
            Layout.fillWidth: true
            objectName: "regionName"
            text: panel.names[panel.regions.indexOf(panel.current)]
            color: Theme.text
            font.pixelSize: Theme.fontNormal
            font.weight: Font.DemiBold
        }
        PushButton {
            objectName: "followWhole"
            text: qsTr("All follow the whole")
            enabled: panel.usable && panel.studio.parameters.ownRegions.length > 0
            onClicked: panel.studio.parameters.letRegionsFollow()
        }
    }
    RepeatedRows {
        id: rows

        spacing: panel.spacing
        model: panel.visible ? shown : null
        ParameterRow {
            studio: panel.studio
            enabled: panel.usable
            opacity: enabled ? 1 : 0.45
        }
    }
    PlainText {
        Layout.fillWidth: true
        visible: panel.current === "skin" || panel.current === "surroundings"
        text: panel.current === "skin" ? qsTr("The skin has no outline of its own, so there is no shape to mix.")
            : qsTr("Hair, neck and background, while Surroundings is Auto or Blend; they have no shape to mix.")
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        wrapMode: Text.Wrap
    }
}
