pragma ComponentBehavior: Bound
import QtQuick

/// One column of a chart: parts on one another, or a span from the first to the second with a dot at its beginning.
Item {
    id: column

    required property var parts
    required property list<color> colours
    required property list<bool> hollow
    required property bool spans

    function below(index: int): real {
        let sum = 0;
        for (let i = 0; i < index; ++i)
            sum += parts[i];
        return sum;
    }

    Repeater {
        model: column.spans ? 0 : column.parts
        Rectangle {
            required property int index
            required property real modelData
            readonly property real lower: Math.round(column.height * (1 - column.below(index)))
            readonly property real upper: Math.round(column.height * (1 - column.below(index) - modelData))
            readonly property bool outlined: column.hollow[index] ?? false

            visible: modelData > 0
            y: Math.min(upper, lower - 1)
            width: column.width
            // A line between what stands on one another, where there is room.
            height: Math.max(1, lower - upper - (index > 0 && lower - upper > 3 ? 1 : 0))
            color: outlined ? Qt.alpha(column.colours[index], 0.25) : column.colours[index]
            border.width: outlined ? 1 : 0
            border.color: column.colours[index]
        }
    }
    Repeater {
        model: column.spans && (column.parts[1] ?? 0) > 0 ? 1 : 0
        Item {
            id: span

            readonly property real low: Math.round(column.height * (1 - column.parts[0]))
            readonly property real high: Math.round(column.height * (1 - column.parts[1]))

            width: column.width
            Rectangle {
                x: Math.round(span.width / 2) - 1
                y: span.high
                width: 2
                height: span.low - span.high
                color: Qt.alpha(column.colours[1], 0.6)
            }
            Rectangle {
                width: span.width
                y: span.high - 1
                height: 2
                color: column.colours[1]
            }
            Rectangle {
                width: Math.max(3, Math.min(9, span.width))
                height: width
                radius: width / 2
                x: Math.round((span.width - width) / 2)
                y: span.low - Math.round(height / 2)
                color: column.colours[0]
            }
        }
    }
}
