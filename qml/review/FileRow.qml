import QtQuick
import QtQuick.Layouts
import Mien

/// A file that an output was written to, and whether it still lies there.
RowLayout {
    id: row

    required property var file
    signal showRequested

    spacing: Theme.tiny

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 1
        PlainText {
            Layout.fillWidth: true
            text: row.file.name
            color: row.file.there ? Theme.text : Theme.textDim
            font.pixelSize: Theme.fontNormal
            font.strikeout: !row.file.there
            elide: Text.ElideMiddle
        }
        PlainText {
            Layout.fillWidth: true
            text: row.file.there ? row.file.folder : qsTr("No longer in %1").arg(row.file.folder)
            color: Theme.textFaint
            font.pixelSize: Theme.fontSmall
            elide: Text.ElideMiddle
        }
    }
    IconButton {
        glyph: "folder"
        tip: qsTr("Show the folder of %1").arg(row.file.name)
        onClicked: row.showRequested()
    }
}
