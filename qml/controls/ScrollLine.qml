import QtQuick
import QtQuick.Templates as T
import Mien

/// A slim scroll bar beside a long list; hidden while all is in view.
T.ScrollBar {
    id: control

    implicitWidth: 10
    implicitHeight: 10
    padding: 2
    minimumSize: 0.05
    visible: size < 1
    contentItem: Rectangle {
        implicitWidth: 6
        implicitHeight: 6
        radius: 3
        color: control.pressed ? Theme.handleDimmed : control.hovered ? Theme.trackDimmed : Theme.track
    }
}
