pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import Mien
import Mien.App

/// Where an output will lie: its name, what a template makes of it, and the folder.
GridLayout {
    id: place

    required property OutputChoice output
    property string prefix: "export"
    property FolderDialog folderDialog: null
    signal accepted

    function takeFocus() { name.forceActiveFocus(); }

    columns: 2
    columnSpacing: Theme.medium
    rowSpacing: Theme.small

    component Label: PlainText {
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        Layout.preferredWidth: 84
    }

    Label { text: qsTr("Name") }
    RowLayout {
        spacing: Theme.small
        TextLine {
            id: name

            objectName: place.prefix + "Name"
            Layout.fillWidth: true
            focus: true
            text: place.output.name
            Accessible.name: qsTr("Name")
            onTextEdited: place.output.name = text
            onAccepted: place.accepted()
        }
        PlainText {
            text: place.output.suffix
            color: Theme.textDim
            font.pixelSize: Theme.fontNormal
            Layout.preferredWidth: 36
        }
    }
    Item { implicitWidth: 1 }
    PlainText {
        objectName: place.prefix + "FileName"
        Layout.fillWidth: true
        Layout.topMargin: -Theme.tiny
        text: place.output.name.includes("{") ? place.output.fileName : place.output.nameHint
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        elide: Text.ElideMiddle
    }
    Label { text: qsTr("Folder") }
    RowLayout {
        spacing: Theme.small
        FolderLine {
            objectName: place.prefix + "FolderText"
            Layout.fillWidth: true
            folder: place.output.folderText
            onTyped: text => place.output.folderText = text
            onAccepted: place.accepted()
        }
        PushButton {
            objectName: place.prefix + "Folder"
            text: qsTr("Choose…")
            onClicked: {
                if (!place.folderDialog)
                    place.folderDialog = maker.createObject(place) as FolderDialog;
                place.folderDialog.currentFolder = place.output.folder;
                place.folderDialog.open();
            }
        }
    }
    Component {
        id: maker

        FolderDialog {
            title: qsTr("Folder for exports")
            onAccepted: place.output.folder = selectedFolder
        }
    }
}
