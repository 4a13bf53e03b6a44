pragma ComponentBehavior: Bound
import QtQuick
import Mien

/// What the colours of a chart mean, drawn as they are drawn there.
Flow {
    id: legend

    required property var series
    required property list<color> colours
    property list<bool> hollow: []
    property bool spans: false

    spacing: Theme.medium

    Repeater {
        model: legend.series
        Row {
            id: entry

            required property int index
            required property string modelData
            readonly property color ink: legend.colours[index]
            readonly property bool outlined: legend.hollow[index] ?? false

            spacing: 6
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: 10
                height: legend.spans && entry.index === 1 ? 2 : 10
                radius: legend.spans && entry.index === 0 ? 5 : 0
                color: entry.outlined ? Qt.alpha(entry.ink, 0.25) : entry.ink
                border.width: entry.outlined ? 1 : 0
                border.color: entry.ink
            }
            PlainText {
                text: entry.modelData
                color: Theme.textDim
                font.pixelSize: Theme.fontSmall
            }
        }
    }
}
