import QtQuick
import Mien

/// Over the lower edge of what scrolls: while more follows, its last row fades away.
Rectangle {
    id: fade

    required property bool more
    property color ground: Theme.panel

    anchors.bottom: parent ? parent.bottom : undefined
    width: parent ? parent.width : 0
    height: 24
    opacity: more ? 1 : 0
    gradient: Gradient {
        GradientStop { position: 0; color: Qt.alpha(fade.ground, 0) }
        GradientStop { position: 1; color: fade.ground }
    }
}
