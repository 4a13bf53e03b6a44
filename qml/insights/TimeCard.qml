import QtQuick
import QtQuick.Layouts
import Mien

/// A card with a chart over time and its legend.
InsightsCard {
    id: card

    required property var chart
    required property list<color> colours
    property list<bool> hollow: []
    property bool spans: false
    property int cursor: -1
    property alias plot: plot
    signal cursorRequested(int column)

    title: chart.title ?? ""
    headline: chart.headline ?? ""
    note: chart.note ?? ""
    readout: plot.column ? plot.column.name + ": " + plot.column.text : ""

    TimeChart {
        id: plot

        objectName: card.objectName + "Chart"
        Layout.fillWidth: true
        Layout.fillHeight: true
        chart: card.chart
        colours: card.colours
        hollow: card.hollow
        spans: card.spans
        cursor: card.cursor
        onCursorRequested: column => card.cursorRequested(column)
    }
    ChartLegend {
        Layout.fillWidth: true
        Layout.leftMargin: plot.gutter
        // Keeps its place, so that charts beside one another are of one height.
        opacity: card.colours.length > 1 ? 1 : 0
        series: card.chart.series ?? []
        colours: card.colours
        hollow: card.hollow
        spans: card.spans
    }
}
