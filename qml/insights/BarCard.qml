pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien

/// A card with bars beside one another, as insights_charts.h describes them, each with its name and what it is worth.
InsightsCard {
    id: card

    required property var bars
    required property list<color> colours
    property list<bool> hollow: []
    readonly property var rows: bars.rows ?? []

    title: bars.title ?? ""
    headline: bars.headline ?? ""
    note: bars.note ?? ""

    PlainText {
        Layout.fillWidth: true
        visible: card.rows.length === 0
        text: card.bars.none ?? ""
        color: Theme.textFaint
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    RepeatedRows {
        model: card.rows
        BarRow {
            required property var modelData

            row: modelData
            colours: card.colours
            hollow: card.hollow
        }
    }
    Item { Layout.fillHeight: true }
    ChartLegend {
        Layout.fillWidth: true
        visible: card.colours.length > 1 && card.rows.length > 0
        series: card.bars.series ?? []
        colours: card.colours
        hollow: card.hollow
    }
}
