pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The choices for a film: name, folder, format, crop or photo, size, quality; its course when the document has none.
GridLayout {
    id: choices

    required property StudioModel studio
    readonly property FilmExportModel film: studio.film
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
        output: choices.film
        prefix: "film"
        onAccepted: choices.accepted()
    }
    Label { text: qsTr("Format") }
    DropDown {
        objectName: "filmFormat"
        Layout.fillWidth: true
        name: qsTr("Format")
        options: choices.film.formats
        problems: choices.film.formatProblems
        current: choices.film.format
        onRequested: index => choices.film.format = index
    }
    Label { text: qsTr("Picture") }
    PlacePicker {
        studio: choices.studio
        current: choices.film.where
        onRequested: index => choices.film.where = index
    }
    Label { text: qsTr("Size") }
    Segmented {
        readonly property var sizes: [256, 512, 1024]

        objectName: "filmSize"
        visible: choices.film.where === FilmExportModel.Crop
        name: qsTr("Size")
        options: ["256", "512", "1024"]
        usable: [true, true, choices.film.canBeLarge]
        current: sizes.indexOf(choices.film.size)
        onRequested: index => choices.film.size = sizes[index]
    }
    Item {
        implicitWidth: 1
        visible: sizeWords.visible
    }
    PlainText {
        id: sizeWords

        objectName: "filmSizeWords"
        Layout.fillWidth: true
        visible: choices.film.where === FilmExportModel.Crop && !choices.film.canBeLarge
        text: qsTr("None of these faces has more than 512 pixels to show.")
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        wrapMode: Text.WordWrap
    }
    PlainText {
        visible: choices.film.where !== FilmExportModel.Crop
        Layout.preferredHeight: Theme.controlHeight
        verticalAlignment: Text.AlignVCenter
        text: qsTr("The photo keeps its own size")
        color: Theme.textFaint
        font.pixelSize: Theme.fontNormal
    }
    Label {
        text: qsTr("Quality")
        opacity: quality.opacity
    }
    RowLayout {
        id: quality

        Layout.preferredHeight: Theme.controlHeight
        enabled: choices.film.hasQuality
        opacity: enabled ? 1 : 0.4
        TrackSlider {
            Layout.fillWidth: true
            value: choices.film.quality / 100
            Accessible.name: qsTr("Quality")
            onRequested: value => choices.film.quality = Math.round(value * 100)
            onResetRequested: choices.film.quality = 80
            onCancelRequested: value => choices.film.quality = Math.round(value * 100)
        }
        NumberField {
            takesReturn: true
            from: 1
            number: choices.film.quality
            Accessible.name: qsTr("Quality")
            onRequested: number => choices.film.quality = Math.round(number)
        }
    }
    FilmCourse {
        visible: !choices.film.moves
        Layout.columnSpan: 2
        Layout.fillWidth: true
        film: choices.film
        faces: choices.studio.document.faceCount
    }
    Item { implicitWidth: 1 }
    PlainText {
        objectName: "filmSummary"
        Layout.fillWidth: true
        text: choices.film.moves ? qsTr("The timeline: %1").arg(choices.film.summary) : choices.film.summary
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        elide: Text.ElideRight
    }
}
