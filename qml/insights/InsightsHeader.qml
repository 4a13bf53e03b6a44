import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The way back, how much was made, of which time and by whom, and the table of it.
Rectangle {
    id: header

    required property InsightsModel insights
    signal backRequested
    signal csvRequested
    signal pricesRequested

    implicitHeight: 40
    color: Theme.panel

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.medium
        spacing: Theme.small

        PushButton {
            objectName: "insightsBack"
            glyph: "previous"
            text: qsTr("Back to the mix")
            tip: text
            keys: "Esc"
            onClicked: header.backRequested()
        }
        PlainText {
            Layout.leftMargin: Theme.small
            text: qsTr("Insights")
            color: Theme.text
            font.pixelSize: 16
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        PlainText {
            objectName: "insightsSummary"
            Layout.fillWidth: true
            text: header.insights.summary
            opacity: width > 160 ? 1 : 0  // a few letters of it say nothing
            color: Theme.textDim
            font.pixelSize: Theme.fontNormal
            elide: Text.ElideRight
        }
        Segmented {
            objectName: "insightsRange"
            Layout.fillWidth: false
            Layout.preferredWidth: Math.max(270, Math.min(340, header.width - 690))
            name: qsTr("Time")
            options: [qsTr("7 days"), qsTr("30 days"), qsTr("90 days"), qsTr("A year"), qsTr("All")]
            current: header.insights.range
            onRequested: index => header.insights.range = index
        }
        DropDown {
            objectName: "insightsGroup"
            Layout.preferredWidth: 116
            name: qsTr("Groups")
            options: header.insights.groupNames()
            current: header.insights.group
            onRequested: index => header.insights.group = index
        }
        PushButton {
            objectName: "insightsPrices"
            text: qsTr("Prices and budget…")
            tip: qsTr("What energy and time cost, and what a month may cost")
            enabled: header.insights.ready
            onClicked: header.pricesRequested()
        }
        PushButton {
            objectName: "insightsCsv"
            glyph: "export"
            text: qsTr("Export CSV…")
            tip: qsTr("Write all figures of this page to a table")
            enabled: !header.insights.empty
            onClicked: header.csvRequested()
        }
    }
    BusyBar {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        running: header.insights.busy
    }
}
