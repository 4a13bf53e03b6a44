pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// What a month of exports would take, on this machine and on a GPU, and what that takes for given.
InsightsCard {
    id: card

    required property InsightsModel insights

    title: qsTr("A month to come")

    component Words: Text {
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
    }
    component Value: Text {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        color: Theme.text
        font.pixelSize: Theme.fontNormal
        horizontalAlignment: Text.AlignRight
        elide: Text.ElideRight
    }

    RowLayout {
        spacing: Theme.tiny
        Words { text: qsTr("With") }
        NumberField {
            objectName: "insightsExports"
            Layout.preferredWidth: 64
            number: card.insights.exports
            from: 1
            to: 1e9
            Accessible.name: qsTr("Exports a month")
            onRequested: number => card.insights.exports = number
        }
        Words { text: qsTr("exports") }
    }
    GridLayout {
        Layout.fillWidth: true
        columns: 3
        columnSpacing: Theme.medium
        rowSpacing: Theme.tiny

        Words {}
        Value {
            text: qsTr("This machine")
            color: Theme.textDim
        }
        Value {
            text: qsTr("A GPU")
            color: Theme.textDim
        }
        Repeater {
            model: (card.insights.projection.rows ?? []).flatMap(row => [row.name, row.here, row.gpu])
            Value {
                required property int index
                required property string modelData

                objectName: "projection" + index
                Layout.fillWidth: index % 3 !== 0
                Layout.preferredWidth: index % 3 === 0 ? -1 : 1
                horizontalAlignment: index % 3 === 0 ? Text.AlignLeft : Text.AlignRight
                color: index % 3 === 0 ? Theme.textDim : Theme.text
                text: modelData
            }
        }
    }
    Flow {
        Layout.fillWidth: true
        spacing: Theme.tiny
        Words { text: qsTr("A GPU is") }
        NumberField {
            objectName: "insightsSpeedup"
            width: 42
            number: card.insights.speedup
            from: 0.1
            to: 1000
            decimals: Number.isInteger(number) ? 0 : 1
            Accessible.name: qsTr("How many times as fast a GPU is")
            onRequested: number => card.insights.speedup = number
        }
        Words { text: qsTr("times as fast and draws") }
        NumberField {
            objectName: "insightsWatts"
            width: 48
            number: card.insights.watts
            from: 1
            to: 10000
            Accessible.name: qsTr("Watts that a GPU draws")
            onRequested: number => card.insights.watts = number
        }
        Words { text: qsTr("W.") }
    }
    Text {
        objectName: "projectionAssumes"
        Layout.fillWidth: true
        text: card.insights.projection.assumes ?? ""
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        wrapMode: Text.WordWrap
    }
    Item { Layout.fillHeight: true }
}
