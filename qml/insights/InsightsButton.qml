import QtQuick
import Mien

/// Opens and closes the Insights page.
IconButton {
    id: button

    property bool opened: false

    glyph: "bars"
    tip: qsTr("Insights: what was made, and what it took")
    keys: "Ctrl+I"
    Accessible.name: qsTr("Insights")

    Rectangle {
        visible: button.opened
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 2
        height: 2
        radius: 1
        color: Theme.accent
    }
}
