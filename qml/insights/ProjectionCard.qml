pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// What a month of exports would take, on this machine and on a GPU, and what that takes for given.
InsightsCard {
    id: card

    required property InsightsModel insights
    readonly property var projection: insights.projection

    title: qsTr("A month to come")

    component Words: PlainText {
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
    }
    component Field: NumberField {
        id: field

        from: 1
        background: Rectangle {
            radius: Theme.radius
            color: Theme.field
            border.color: field.activeFocus ? Theme.accent : Theme.line
        }
    }
    component Value: PlainText {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        color: Theme.text
        font.pixelSize: Theme.fontNormal
        horizontalAlignment: Text.AlignRight
        elide: Text.ElideRight
    }
    component First: RowLayout {
        Layout.fillWidth: false
        Layout.preferredWidth: 120
        spacing: 6
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.tiny
        RowLayout {
            First {
                Field {
                    objectName: "insightsExports"
                    implicitWidth: 64
                    number: card.insights.exports
                    to: 1e9
                    Accessible.name: qsTr("Exports a month")
                    onRequested: number => card.insights.exports = number
                }
                Words { text: qsTr("exports") }
            }
            Value {
                text: qsTr("This machine")
                color: Theme.textDim
            }
            Value {
                text: qsTr("A GPU")
                color: Theme.textDim
            }
        }
        RepeatedRows {
            spacing: Theme.tiny
            model: card.projection.rows
            RowLayout {
                id: line

                required property var modelData

                First { Words { text: line.modelData.name } }
                Value { text: line.modelData.here }
                Value { text: line.modelData.gpu }
            }
        }
    }
    RowLayout {
        spacing: 6
        Words { text: qsTr("A GPU is") }
        Field {
            objectName: "insightsSpeedup"
            number: card.insights.speedup
            from: 0.1
            to: 1000
            decimals: Number.isInteger(number) ? 0 : 1
            Accessible.name: qsTr("How many times as fast a GPU is")
            onRequested: number => card.insights.speedup = number
        }
        Words { text: qsTr("times as fast and draws") }
        Field {
            objectName: "insightsWatts"
            implicitWidth: 48
            number: card.insights.watts
            to: 10000
            Accessible.name: qsTr("Watts that a GPU draws")
            onRequested: number => card.insights.watts = number
        }
        Words { text: qsTr("W") }
    }
    PlainText {
        objectName: "projectionAssumes"
        Layout.fillWidth: true
        text: card.projection.assumes ?? ""
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        wrapMode: Text.WordWrap
    }
    Item { Layout.fillHeight: true }
}
