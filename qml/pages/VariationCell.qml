import QtQuick
import Mien
import Mien.App

/// One variation of the mix, to be taken by a click.
Item {
    id: cell

    required property int index
    required property int number
    required property var picture
    required property bool current
    property bool focused: false
    signal taken

    objectName: "variation" + index
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Variation %1").arg(number)
    Accessible.onPressAction: taken()

    Rectangle {
        anchors.fill: parent
        anchors.margins: 3
        color: Theme.canvas
        border.width: cell.current || cell.focused ? 2 : hover.hovered ? 1 : 0
        // Where the keys are is another matter than what was taken.
        border.color: cell.current ? Theme.accent : cell.focused ? Theme.textBright : Theme.strongLine

        PictureItem {
            anchors.fill: parent
            anchors.margins: 2
            picture: cell.picture
        }
        PlainText {
            anchors.left: parent.left
            anchors.bottom: parent.bottom
            anchors.margins: Theme.tiny
            text: cell.number
            color: Theme.text
            style: Text.Outline
            styleColor: Theme.canvas
            font.pixelSize: Theme.fontNormal
            font.weight: Font.DemiBold
        }
        HoverHandler { id: hover }
        TapHandler { onTapped: cell.taken() }
    }
}
