pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien

/// Every key, and what the sliders do.
Sheet {
    id: help

    readonly property list<string> left: [
        "Ctrl+O", qsTr("Open a photo as face A"), "Ctrl+Shift+O", qsTr("Open a photo as face B"),
        "Ctrl+V", qsTr("Paste a picture"), "Ctrl+Shift+V", qsTr("Paste as face B"),
        "[   ]", qsTr("Previous, next drawn face A"), "{   }", qsTr("Previous, next drawn face B"),
        "X", qsTr("Swap A and B"), "L", qsTr("Show or hide landmarks")]
    readonly property list<string> right: [
        "A   B", qsTr("Hold to see that face alone"), "F   1", qsTr("Zoom to fit, to 100 %"),
        "Ctrl+Z", qsTr("Undo"), "Ctrl+Shift+Z", qsTr("Redo"), "Ctrl+E", qsTr("Export"), "Ctrl+J", qsTr("List of exports"),
        "←   →", qsTr("Move a slider by 1 %, with Shift by 0.1 %"),
        "←↑→↓", qsTr("Move the picture at 100 %, after a click on it"),
        "Del", qsTr("Reset a slider (or double click)"), "Esc", qsTr("Close a dialog or message")]

    title: qsTr("Keys")

    component Keys: GridLayout {
        id: grid

        required property list<string> pairs

        columns: 2
        columnSpacing: Theme.large
        rowSpacing: Theme.small
        Layout.alignment: Qt.AlignTop
        Repeater {
            model: grid.pairs
            Text {
                required property int index
                required property string modelData

                Layout.preferredWidth: index % 2 === 0 ? 92 : 230
                text: modelData
                color: index % 2 === 0 ? Theme.text : Theme.textDim
                font.pixelSize: Theme.fontNormal
                font.weight: index % 2 === 0 ? Font.DemiBold : Font.Normal
                wrapMode: Text.WordWrap
            }
        }
    }

    RowLayout {
        spacing: Theme.huge
        Keys { pairs: help.left }
        Keys { pairs: help.right }
    }
}
