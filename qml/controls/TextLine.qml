import QtQuick
import QtQuick.Templates as T
import Mien

/// One line of text to type in.
T.TextField {
    id: control

    implicitHeight: Theme.controlHeight
    implicitWidth: 160
    leftPadding: Theme.small
    rightPadding: Theme.small
    verticalAlignment: TextInput.AlignVCenter
    selectByMouse: true
    color: Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    font.family: Theme.family
    font.pixelSize: Theme.fontNormal
    background: Rectangle {
        radius: Theme.radius
        color: Theme.field
        border.color: control.activeFocus ? Theme.accent : Theme.line
    }
    PlainText {
        anchors.fill: parent
        anchors.leftMargin: control.leftPadding
        anchors.rightMargin: control.rightPadding
        visible: control.length === 0 && control.preeditText.length === 0
        verticalAlignment: Text.AlignVCenter
        horizontalAlignment: control.horizontalAlignment
        text: control.placeholderText
        color: Theme.textFaint
        font: control.font
        elide: Text.ElideRight
        Accessible.ignored: true
    }
}
