import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// What was made over time: costs, time for an output, verdicts, what was stopped, by whom, and what a month may cost.
FocusScope {
    id: page

    required property StudioModel studio
    readonly property InsightsModel insights: studio.insights
    /// The period that is pointed at, in all charts; −1: none.
    property int cursor: -1
    /// Where messages lie.
    readonly property Item canvas: below
    signal backRequested
    signal csvRequested

    function show() {
        insights.open();
        cursor = -1;
        takeFocus();
    }
    function hide() { insights.close(); }
    function takeFocus() { costs.plot.forceActiveFocus(); }

    Keys.onEscapePressed: backRequested()

    Connections {
        target: page.insights
        function onChoiceChanged() { page.cursor = -1; }
    }
    SpendingSheet {
        id: prices

        insights: page.insights
        reviewer: page.studio.review.reviewer
        onClosed: page.takeFocus()
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: 1

        InsightsHeader {
            Layout.fillWidth: true
            insights: page.insights
            onBackRequested: page.backRequested()
            onCsvRequested: page.csvRequested()
            onPricesRequested: prices.ask()
        }
        Rectangle {
            id: below

            Layout.fillWidth: true
            Layout.fillHeight: true
            color: Theme.canvas

            Flickable {
                id: scroll

                anchors.fill: parent
                anchors.margins: Theme.medium
                visible: page.insights.ready && !page.insights.empty
                clip: true
                contentHeight: grid.height
                boundsBehavior: Flickable.StopAtBounds
                T.ScrollBar.vertical: ScrollLine {}

                Grid {
                    id: grid

                    readonly property int lines: Math.ceil(6 / columns)
                    readonly property real cellWidth: Math.floor((scroll.width - (columns - 1) * spacing) / columns)
                    readonly property real free: scroll.height - (lines - 1) * spacing
                    readonly property real least: 336
                    // Bars and figures need no more; the charts take what is left.
                    readonly property real lower: Math.max(least, Math.min(480, Math.floor(free / lines)))
                    readonly property real upper: Math.max(least, Math.floor((free - lower) / (lines - 1)))

                    columns: scroll.width < 1080 ? 2 : 3
                    spacing: Theme.medium

                    TimeCard {
                        id: costs

                        objectName: "insightsCost"
                        width: grid.cellWidth
                        height: grid.upper
                        chart: page.insights.cost
                        colours: [Theme.accent]
                        cursor: page.cursor
                        onCursorRequested: column => page.cursor = column
                    }
                    TimeCard {
                        objectName: "insightsLatency"
                        width: grid.cellWidth
                        height: grid.upper
                        chart: page.insights.latency
                        colours: [Theme.accent, Theme.handleDimmed]
                        spans: true
                        cursor: page.cursor
                        onCursorRequested: column => page.cursor = column
                    }
                    TimeCard {
                        objectName: "insightsVerdicts"
                        width: grid.cellWidth
                        height: grid.upper
                        chart: page.insights.verdicts
                        colours: [Theme.trackDimmed, Theme.handle, Theme.accent, Theme.danger]
                        hollow: [false, false, true, false]
                        cursor: page.cursor
                        onCursorRequested: column => page.cursor = column
                    }
                    BarCard {
                        objectName: "insightsRefusals"
                        width: grid.cellWidth
                        height: grid.lower
                        bars: page.insights.refusals
                        colours: [Theme.accent, Theme.danger]
                        hollow: [true, false]
                    }
                    BarCard {
                        objectName: "insightsGroups"
                        width: grid.cellWidth
                        height: grid.lower
                        bars: page.insights.groups
                        colours: [Theme.accent]
                    }
                    ColumnLayout {
                        width: grid.cellWidth
                        height: grid.lower
                        spacing: Theme.medium
                        BudgetCard {
                            objectName: "insightsBudget"
                            Layout.fillWidth: true
                            budget: page.insights.budget
                        }
                        ProjectionCard {
                            objectName: "insightsProjection"
                            Layout.fillWidth: true
                            Layout.fillHeight: true
                            insights: page.insights
                        }
                    }
                }
            }
            ColumnLayout {
                anchors.centerIn: parent
                width: Math.min(420, parent.width - 2 * Theme.huge)
                visible: page.insights.ready && page.insights.empty
                spacing: Theme.medium

                PlainText {
                    objectName: "insightsEmpty"
                    Layout.fillWidth: true
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.WordWrap
                    text: page.insights.problem.length > 0 ? page.insights.problem
                        : page.insights.range === InsightsModel.All ? qsTr("Nothing was exported yet")
                        : qsTr("Nothing was exported in this time")
                    color: page.insights.problem.length > 0 ? Theme.danger : Theme.textDim
                    font.pixelSize: Theme.fontTitle
                }
                PlainText {
                    Layout.fillWidth: true
                    visible: page.insights.problem.length === 0
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.WordWrap
                    text: qsTr("Every output that is exported, or stopped on its way out, is counted here: its cost, its time, and the rules that stopped it.")
                    color: Theme.textFaint
                    font.pixelSize: Theme.fontNormal
                }
                PushButton {
                    objectName: "insightsShowAll"
                    Layout.alignment: Qt.AlignHCenter
                    visible: page.insights.problem.length === 0 && page.insights.range !== InsightsModel.All
                    text: qsTr("Show all")
                    onClicked: page.insights.range = InsightsModel.All
                }
            }
        }
    }
}
