pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The choices for a picture: name, folder, crop or photo, size, format, quality, transparency.
GridLayout {
    id: choices

    required property StudioModel studio
    readonly property ExportModel exporter: studio.exporter
    signal accepted

    function takeFocus() { place.takeFocus(); }

    columns: 2
    columnSpacing: Theme.medium
    rowSpacing: Theme.small

    component Label: PlainText {
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        Layout.preferredWidth: 84
    }

    NameAndFolder {
        id: place

        Layout.columnSpan: 2
        Layout.fillWidth: true
        output: choices.exporter
        onAccepted: choices.accepted()
    }
    Label { text: qsTr("Picture") }
    PlacePicker {
        studio: choices.studio
        current: choices.exporter.where
        onRequested: index => choices.exporter.where = index
    }
    Label { text: qsTr("Size") }
    Segmented {
        readonly property var sizes: [256, 512, 1024]

        objectName: "exportSize"
        visible: choices.exporter.where === ExportModel.Crop
        name: qsTr("Size")
        options: ["256", "512", "1024"]
        current: sizes.indexOf(choices.exporter.size)
        onRequested: index => choices.exporter.size = sizes[index]
    }
    Item {
        implicitWidth: 1
        visible: onlyEnlarged.visible
    }
    PlainText {
        id: onlyEnlarged

        objectName: "exportSizeWords"
        Layout.fillWidth: true
        visible: choices.exporter.where === ExportModel.Crop && choices.exporter.size > 512 && !choices.studio.film.canBeLarge
        text: qsTr("None of these faces has more than 512 pixels to show: more only enlarges them.")
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        wrapMode: Text.WordWrap
    }
    PlainText {
        visible: choices.exporter.where !== ExportModel.Crop
        Layout.preferredHeight: Theme.controlHeight
        verticalAlignment: Text.AlignVCenter
        text: qsTr("The photo keeps its own size")
        color: Theme.textFaint
        font.pixelSize: Theme.fontNormal
    }
    Label { text: qsTr("Format") }
    Segmented {
        objectName: "exportFormat"
        name: qsTr("Format")
        options: ["PNG", "JPEG", "WebP", "TIFF"]
        current: choices.exporter.format
        onRequested: index => choices.exporter.format = index
    }
    Label {
        text: qsTr("Depth")
        opacity: depth.visible && !depth.enabled ? 0.4 : 1
    }
    PlainText {
        objectName: "exportPhotoDepth"
        visible: !depth.visible
        Layout.preferredHeight: Theme.controlHeight
        verticalAlignment: Text.AlignVCenter
        text: qsTr("A photo keeps its 8 bits a colour")
        color: Theme.textFaint
        font.pixelSize: Theme.fontNormal
    }
    Segmented {
        id: depth

        visible: choices.exporter.where === ExportModel.Crop
        objectName: "exportDepth"
        enabled: choices.exporter.canBeDeep
        opacity: enabled ? 1 : 0.4
        name: qsTr("Depth")
        options: [qsTr("8 bit"), qsTr("16 bit")]
        current: choices.exporter.deep ? 1 : 0
        onRequested: index => choices.exporter.deep = index === 1
    }
    Label {
        text: qsTr("Quality")
        opacity: quality.enabled ? 1 : 0.4
    }
    RowLayout {
        id: quality

        Layout.preferredHeight: Theme.controlHeight
        enabled: choices.exporter.hasQuality
        opacity: enabled ? 1 : 0.4
        TrackSlider {
            Layout.fillWidth: true
            value: choices.exporter.quality / 100
            Accessible.name: qsTr("Quality")
            onRequested: value => choices.exporter.quality = Math.round(value * 100)
            onResetRequested: choices.exporter.quality = 92
            onCancelRequested: value => choices.exporter.quality = Math.round(value * 100)
        }
        NumberField {
            takesReturn: true
            from: 1
            number: choices.exporter.quality
            Accessible.name: qsTr("Quality")
            onRequested: number => choices.exporter.quality = Math.round(number)
        }
    }
    Item { implicitWidth: 1 }
    Switch {
        objectName: "exportLossless"
        text: qsTr("Lossless WebP")
        enabled: choices.exporter.canBeLossless
        on: choices.exporter.lossless
        onRequested: on => choices.exporter.lossless = on
    }
    Item { implicitWidth: 1 }
    Switch {
        objectName: "exportTransparent"
        text: qsTr("Transparent surroundings")
        enabled: choices.exporter.canBeTransparent
        on: choices.exporter.transparent
        onRequested: on => choices.exporter.transparent = on
    }
}
