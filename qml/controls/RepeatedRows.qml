import QtQuick
import QtQuick.Layouts
import Mien

/// Rows that a model fills, each as wide as the column.
/// No layout: Qt 6.4's goes on to rows that a Repeater has taken away, and crashes.
Column {
    id: rows

    default required property Component delegate
    property alias model: repeater.model
    readonly property alias count: repeater.count

    function itemAt(index: int): Item { return repeater.itemAt(index); }

    Layout.fillWidth: true
    visible: count > 0  // an empty one would still be spaced
    spacing: Theme.small

    Repeater {
        id: repeater

        delegate: rows.delegate
        // Never 0: a positioner passes over what has no width, and a layout over what has no height then.
        onItemAdded: (index, item) => item.width = Qt.binding(() => Math.max(1, rows.width))
    }
}
