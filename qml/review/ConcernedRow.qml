import QtQuick
import QtQuick.Layouts
import Mien

/// One output that an incident concerns, with its files.
ColumnLayout {
    id: row

    required property string text
    required property string stateText
    required property string project
    required property string files
    required property bool there

    spacing: 1
    Accessible.role: Accessible.ListItem
    Accessible.name: `${text}, ${stateText}, ${project}, ${files}`

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.medium
        PlainText {
            text: row.text
            color: Theme.text
            font.pixelSize: Theme.fontNormal
        }
        PlainText {
            Layout.fillWidth: true
            text: row.project
            color: Theme.textFaint
            font.pixelSize: Theme.fontSmall
            elide: Text.ElideRight
        }
        PlainText {
            text: row.stateText
            color: Theme.textDim
            font.pixelSize: Theme.fontSmall
        }
    }
    PlainText {
        Layout.fillWidth: true
        visible: text.length > 0
        text: row.files
        color: row.there ? Theme.accent : Theme.textFaint
        font.pixelSize: Theme.fontSmall
        elide: Text.ElideMiddle
    }
}
