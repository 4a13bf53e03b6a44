import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// A training photograph that the mix is near to: which one, from where, and how far away. Its picture is no part of
/// Mien, and shown where somebody has it.
RowLayout {
    id: row

    required property string name
    required property string about
    required property string credit
    required property string distance
    required property bool near
    required property bool pictured
    required property var picture

    spacing: Theme.medium
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2, distance %3").arg(name).arg(about).arg(distance)

    PictureItem {
        objectName: "trainingPicture"
        Layout.preferredWidth: 52
        Layout.preferredHeight: 52
        visible: row.pictured
        picture: row.picture
    }
    PlainText {
        Layout.preferredWidth: 40
        text: row.distance
        color: row.near ? Theme.danger : Theme.text
        font.pixelSize: Theme.fontTitle
        font.weight: row.near ? Font.DemiBold : Font.Normal
    }
    PlainText {
        text: row.name
        color: Theme.text
        font.pixelSize: Theme.fontNormal
    }
    PlainText {
        Layout.fillWidth: true
        text: row.about
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        horizontalAlignment: Text.AlignRight
        elide: Text.ElideRight
    }
    HoverHandler { id: hover }
    Tip {
        visible: hover.hovered && row.credit.length > 0
        text: row.credit
    }
}
