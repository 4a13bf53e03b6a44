import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien

/// What one slider does to the mix: its name and value, a bar, and the numbers. A click goes to the slider.
T.AbstractButton {
    id: control

    required property string name
    required property string value
    required property real length
    required property string pixels
    required property string identity

    implicitHeight: 24
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("%1 at %2: colour %3, identity %4").arg(name).arg(value).arg(pixels).arg(identity)
    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()

    contentItem: RowLayout {
        spacing: Theme.small
        PlainText {
            Layout.preferredWidth: 132
            Layout.leftMargin: Theme.tiny
            text: control.name
            color: control.hovered ? Theme.textBright : Theme.text
            font.pixelSize: Theme.fontNormal
            elide: Text.ElideRight
        }
        PlainText {
            Layout.preferredWidth: 44
            text: control.value
            color: Theme.textDim
            font.pixelSize: Theme.fontSmall
            horizontalAlignment: Text.AlignRight
        }
        Rectangle {
            id: track

            Layout.fillWidth: true
            implicitHeight: 8
            color: Theme.field
            Rectangle {
                width: control.length > 0 ? Math.max(2, Math.round(track.width * control.length)) : 0
                height: parent.height
                color: control.hovered ? Theme.accentHovered : Theme.accent
            }
        }
        PlainText {
            Layout.preferredWidth: 44
            text: control.pixels
            color: Theme.text
            font.pixelSize: Theme.fontNormal
            horizontalAlignment: Text.AlignRight
        }
        PlainText {
            Layout.preferredWidth: 52
            Layout.rightMargin: Theme.small
            text: control.identity
            color: Theme.textDim
            font.pixelSize: Theme.fontNormal
            horizontalAlignment: Text.AlignRight
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: control.down ? Theme.pressed : control.hovered ? Theme.hovered : "transparent"
        FocusRing { shown: control.visualFocus }
    }
}
