pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mien

/// A chart over time, as insights_charts.h describes it: a column for each period. Pointer and arrow keys choose a column,
/// the same in all charts of the page.
T.Control {
    id: control

    required property var chart
    /// One for each series.
    required property list<color> colours
    /// Outlined rather than filled, so that colour is not all that tells them apart.
    property list<bool> hollow: []
    /// From the first part to the second, in place of one on the other.
    property bool spans: false
    property int cursor: -1
    signal cursorRequested(int column)

    readonly property var columns: chart.columns ?? []
    readonly property var column: columns[cursor]
    readonly property real gutter: 44
    readonly property real columnWidth: columns.length > 0 ? plot.width / columns.length : plot.width
    readonly property real barWidth: Math.max(1, Math.min(26, Math.floor(columnWidth * 0.74)))

    function move(to: int) { cursorRequested(Math.max(0, Math.min(columns.length - 1, to))); }

    focusPolicy: Qt.StrongFocus
    implicitHeight: 140
    Accessible.role: Accessible.Chart
    Accessible.focusable: true
    Accessible.name: (chart.title ?? "") + ": " + (column ? column.name + ", " + column.text : chart.headline + ", " + chart.note)
    Keys.onLeftPressed: move(cursor < 0 ? columns.length - 1 : cursor - 1)
    Keys.onRightPressed: move(cursor < 0 ? 0 : cursor + 1)
    Keys.onPressed: event => {
        event.accepted = event.key === Qt.Key_Home || event.key === Qt.Key_End;
        if (event.accepted)
            move(event.key === Qt.Key_Home ? 0 : columns.length - 1);
    }

    background: Item { FocusRing { shown: control.visualFocus } }
    contentItem: Item {
        PlainText {
            x: Math.max(0, control.gutter - 6 - width)
            text: control.chart.unit ?? ""
            color: Theme.textFaint
            font.pixelSize: Theme.fontSmall
        }
        Item {
            id: plot

            anchors.fill: parent
            anchors.leftMargin: control.gutter
            anchors.topMargin: 20
            anchors.bottomMargin: 20

            Repeater {
                model: control.chart.ticks ?? []
                Item {
                    id: tick

                    required property var modelData

                    y: Math.round(plot.height * (1 - modelData.at))
                    Rectangle {
                        width: plot.width
                        height: 1
                        color: tick.modelData.at === 0 ? Theme.strongLine : Theme.line
                    }
                    PlainText {
                        x: -control.gutter
                        width: control.gutter - 6
                        anchors.verticalCenter: parent.top
                        horizontalAlignment: Text.AlignRight
                        text: tick.modelData.text
                        color: Theme.textDim
                        font.pixelSize: Theme.fontSmall
                    }
                }
            }
            Rectangle {
                visible: control.column !== undefined
                x: Math.round(control.cursor * control.columnWidth)
                width: Math.max(2, Math.round(control.columnWidth))
                height: plot.height
                color: Theme.band
            }
            Repeater {
                model: control.columns
                ChartColumn {
                    required property int index
                    required property var modelData

                    x: Math.round((index + 0.5) * control.columnWidth - control.barWidth / 2)
                    width: control.barWidth
                    height: plot.height
                    parts: modelData.parts
                    colours: control.colours
                    hollow: control.hollow
                    spans: control.spans
                }
            }
            Repeater {
                model: control.chart.labels ?? []
                PlainText {
                    required property var modelData
                    readonly property real middle: (modelData.at + 0.5) * control.columnWidth

                    x: Math.round(Math.max(0, Math.min(plot.width - width, middle - width / 2)))
                    y: plot.height + 5
                    text: modelData.text
                    color: Theme.textDim
                    font.pixelSize: Theme.fontSmall
                }
            }
            HoverHandler {
                id: hover

                onPointChanged: if (hovered) control.move(Math.floor(point.position.x / control.columnWidth))
                onHoveredChanged: if (!hovered) control.cursorRequested(-1)
            }
        }
    }
}
