pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The choices for a sheet: name, folder, kind, how many frames in how many columns, their size, ground and captions.
GridLayout {
    id: choices

    required property SheetExportModel sheet
    /// The faces have more than 512 pixels to show.
    property bool canBeLarge: true
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
    component Count: NumberField {
        takesReturn: true
        implicitWidth: 56
        implicitHeight: Theme.controlHeight
        Rectangle {
            anchors.fill: parent
            z: -1
            radius: Theme.radius
            color: Theme.field
            border.color: Theme.line
        }
    }
    component Unit: PlainText {
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
    }

    NameAndFolder {
        id: place

        Layout.columnSpan: 2
        Layout.fillWidth: true
        output: choices.sheet
        prefix: "sheet"
        onAccepted: choices.accepted()
    }
    Label { text: qsTr("Kind") }
    Segmented {
        objectName: "sheetKind"
        name: qsTr("Kind")
        options: [qsTr("Contact sheet"), qsTr("Sprite sheet")]
        current: choices.sheet.sprite ? 1 : 0
        onRequested: index => choices.sheet.sprite = index === 1
    }
    Label { text: qsTr("Frames") }
    RowLayout {
        spacing: Theme.small
        Count {
            objectName: "sheetFrames"
            from: 2
            to: choices.sheet.mostFrames
            number: choices.sheet.frames
            Accessible.name: qsTr("Frames")
            onRequested: number => choices.sheet.frames = Math.round(number)
        }
        Unit { text: qsTr("in") }
        Count {
            objectName: "sheetColumns"
            from: 0
            to: 1000
            number: choices.sheet.shownColumns
            Accessible.name: qsTr("Columns; 0: about as many as rows")
            onRequested: number => choices.sheet.columns = Math.round(number)
        }
        Unit { text: choices.sheet.columns > 0 ? qsTr("columns (0: automatic)") : qsTr("columns (automatic)") }
    }
    Label { text: qsTr("Size") }
    Segmented {
        readonly property var sizes: [256, 512, 1024]

        objectName: "sheetSize"
        name: qsTr("Size of a frame")
        options: ["256", "512", "1024"]
        current: sizes.indexOf(choices.sheet.size)
        onRequested: index => choices.sheet.size = sizes[index]
    }
    Item {
        implicitWidth: 1
        visible: onlyEnlarged.visible
    }
    PlainText {
        id: onlyEnlarged

        Layout.fillWidth: true
        visible: choices.sheet.size > 512 && !choices.canBeLarge
        text: qsTr("None of these faces has more than 512 pixels to show: more only enlarges them.")
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        wrapMode: Text.WordWrap
    }
    Label { text: qsTr("Ground") }
    Segmented {
        objectName: "sheetGround"
        name: qsTr("Ground")
        options: [qsTr("White"), qsTr("Black"), qsTr("None")]
        current: choices.sheet.ground
        onRequested: index => choices.sheet.ground = index
    }
    Item { implicitWidth: 1 }
    Switch {
        objectName: "sheetCaptions"
        text: choices.sheet.moves ? qsTr("Number and time below every frame")
            : choices.sheet.faces > 2 ? qsTr("The shares below every frame") : qsTr("The share of B below every frame")
        enabled: !choices.sheet.sprite
        on: choices.sheet.captions
        onRequested: on => choices.sheet.captions = on
    }
    Item { implicitWidth: 1 }
    PlainText {
        objectName: "sheetSummary"
        Layout.fillWidth: true
        text: qsTr("%1: %2").arg(choices.sheet.course).arg(choices.sheet.summary)
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        elide: Text.ElideRight
    }
    Item {
        implicitWidth: 1
        visible: choices.sheet.sprite
    }
    PlainText {
        Layout.fillWidth: true
        visible: choices.sheet.sprite
        text: qsTr("A JSON file beside it says where the frames are")
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        elide: Text.ElideRight
    }
}
