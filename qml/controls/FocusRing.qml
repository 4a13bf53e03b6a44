import QtQuick
import Mien

/// Drawn around the parent while it holds the keyboard.
Rectangle {
    property bool shown: false

    anchors.fill: parent
    anchors.margins: -2
    radius: Theme.radius + 2
    color: "transparent"
    border.width: 1.5
    border.color: Theme.accent
    visible: shown
}
