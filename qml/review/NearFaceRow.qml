import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// One face that the output is near to: its picture where the record has one, who it is, and how far away.
RowLayout {
    id: row

    required property var picture
    required property string glyph
    required property string name
    required property string about
    required property string distance
    required property int action
    readonly property bool measured: distance.length > 0

    spacing: Theme.medium
    Accessible.role: Accessible.ListItem
    Accessible.name: `${name}, ${about}, ${measured ? qsTr("distance %1").arg(distance) : qsTr("not measured")}`

    Rectangle {
        implicitWidth: 52
        implicitHeight: 52
        color: Theme.canvas
        IconItem {
            anchors.centerIn: parent
            name: row.glyph
            colour: Theme.textFaint
        }
        PictureItem {
            anchors.fill: parent
            picture: row.picture
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 1
        PlainText {
            objectName: "nearName"
            Layout.fillWidth: true
            text: row.name
            color: Theme.text
            font.pixelSize: Theme.fontNormal
            elide: Text.ElideRight
        }
        PlainText {
            Layout.fillWidth: true
            text: row.about
            color: Theme.textFaint
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.WordWrap
        }
    }
    PlainText {
        text: row.measured ? row.distance : "–"
        color: row.action === 2 ? Theme.danger : row.action === 1 ? Theme.accent : row.measured ? Theme.text : Theme.textFaint
        font.pixelSize: Theme.fontTitle
    }
}
