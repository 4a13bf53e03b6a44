import QtQuick
import QtQuick.Templates as T
import Mien

/// A tooltip: what the control does and, dimmer, its key.
T.ToolTip {
    id: tip

    property string keys: ""

    delay: Theme.tipDelay
    x: parent ? Math.round((parent.width - implicitWidth) / 2) : 0
    y: -implicitHeight - 4
    margins: 6
    padding: 6
    leftPadding: 8
    rightPadding: 8
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent | T.Popup.CloseOnReleaseOutsideParent

    contentItem: Row {
        spacing: Theme.small
        PlainText {
            width: Math.min(implicitWidth, 420)
            text: tip.text
            color: Theme.text
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.WordWrap
        }
        PlainText {
            visible: tip.keys.length > 0
            text: tip.keys
            color: Theme.textFaint
            font.pixelSize: Theme.fontSmall
        }
    }
    background: Rectangle {
        color: Theme.floating
        border.color: Theme.line
        radius: Theme.radius
    }
}
