import QtQuick
import QtQuick.Layouts
import Mien

/// What this month has cost, beside what it may cost.
InsightsCard {
    id: card

    required property var budget
    readonly property int level: budget.level ?? 0

    title: qsTr("This month")
    headline: budget.headline ?? ""

    Item {
        Layout.fillWidth: true
        visible: card.budget.set ?? false
        implicitHeight: 14
        Accessible.role: Accessible.ProgressBar
        Accessible.name: qsTr("Budget spent: %1 %").arg(Math.round(100 * (card.budget.spent ?? 0)))

        Rectangle {
            id: track

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            height: 8
            color: Theme.field
            Rectangle {
                width: Math.round(track.width * (card.budget.spent ?? 0))
                height: track.height
                color: card.level === 2 ? Theme.danger : card.level === 1 ? Theme.accent : Theme.good
            }
        }
        // From here on exports warn; at the end they stop.
        Rectangle {
            x: Math.round(parent.width * (card.budget.warnAt ?? 1)) - 1
            width: 2
            height: parent.height
            color: Theme.text
        }
    }
    PlainText {
        objectName: "budgetNote"
        Layout.fillWidth: true
        text: card.budget.note ?? ""
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
}
