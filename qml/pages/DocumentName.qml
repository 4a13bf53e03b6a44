import QtQuick
import Mien
import Mien.App

/// The project's name; a dot behind it while it has changes that are not saved.
Row {
    id: name

    required property ProjectFile project
    required property MixDocument document

    spacing: Theme.small
    Accessible.role: Accessible.StaticText
    Accessible.name: document.modified ? qsTr("%1, not saved").arg(project.name) : project.name

    PlainText {
        objectName: "documentName"
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, 360)
        text: name.project.name
        color: name.project.untitled ? Theme.textDim : Theme.text
        font.pixelSize: Theme.fontTitle
        elide: Text.ElideMiddle
    }
    Rectangle {
        objectName: "modifiedMark"
        anchors.verticalCenter: parent.verticalCenter
        width: 6
        height: 6
        radius: 3
        color: Theme.accent
        opacity: name.document.modified ? 1 : 0
    }
}
