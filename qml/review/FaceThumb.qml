import QtQuick
import Mien
import Mien.App

/// A parent's face out of the record, with its letter.
Column {
    id: thumb

    required property var face
    property int side: 84

    spacing: Theme.tiny
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Face %1: %2").arg(face.letter).arg(face.text)

    Rectangle {
        width: thumb.side
        height: thumb.side
        color: Theme.canvas
        PictureItem {
            anchors.fill: parent
            picture: thumb.face.picture
        }
    }
    Text {
        width: thumb.side
        text: thumb.face.letter
        color: Theme.text
        font.pixelSize: Theme.fontSmall
        font.weight: Font.DemiBold
    }
    Text {
        width: thumb.side
        text: thumb.face.text
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        wrapMode: Text.WordWrap
    }
}
