pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// One parameter of the mix: a slider, or for a choice its options.
Loader {
    id: row

    required property int index
    required property string name
    required property string help
    required property real position
    required property real origin
    required property real number
    required property real numberFrom
    required property real numberTo
    required property string unit
    required property list<string> choices
    required property bool leads
    required property bool linkable
    required property bool linked
    required property bool animated
    required property bool keyHere
    required property StudioModel studio

    sourceComponent: choices.length > 0 ? choice : slider

    Component {
        id: slider

        ValueSlider {
            objectName: row.name.toLowerCase()
            label: row.name
            hint: row.help
            position: row.position
            origin: row.origin
            number: row.number
            numberFrom: row.numberFrom
            numberTo: row.numberTo
            percent: row.unit === "%"
            ends: row.leads ? ["A", "B"] : []
            linkable: row.linkable
            linked: row.linked
            animated: row.animated
            keyHere: row.keyHere
            onRequested: position => row.studio.parameters.setPosition(row.index, position)
            onNumberRequested: number => row.studio.parameters.setNumber(row.index, number)
            onFinished: row.studio.parameters.finish()
            onResetRequested: row.studio.parameters.reset(row.index)
            onLinkRequested: linked => row.studio.parameters.setLinked(row.index, linked)
            onKeyRequested: row.studio.parameters.toggleKey(row.index)
            onUndoRequested: row.studio.document.undo()
            onRedoRequested: row.studio.document.redo()
        }
    }
    Component {
        id: choice

        ColumnLayout {
            spacing: Theme.tiny
            RowLayout {
                Layout.fillWidth: true
                Text {
                    Layout.fillWidth: true
                    text: row.name
                    color: Theme.text
                    font.pixelSize: Theme.fontNormal
                }
                KeyButton {
                    objectName: row.name.toLowerCase() + "Key"
                    label: row.name
                    animated: row.animated
                    keyHere: row.keyHere
                    onClicked: row.studio.parameters.toggleKey(row.index)
                }
            }
            Segmented {
                objectName: row.name.toLowerCase()
                Layout.fillWidth: true
                name: row.name
                options: row.choices
                current: row.number
                onRequested: index => row.studio.parameters.setChoice(row.index, index)
            }
        }
    }
}
