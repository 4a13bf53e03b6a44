pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Mien
import Mien.App

/// In the place of a face whose photograph must be found first.
Column {
    id: missing

    required property FaceSlot slot
    required property PhotoFinder finder
    required property int slotIndex
    required property url folder
    property FileDialog fileDialog: null
    property FolderDialog folderDialog: null

    spacing: Theme.small

    IconItem {
        anchors.horizontalCenter: parent.horizontalCenter
        width: 36
        height: 36
        name: "image"
        colour: Theme.accent
    }
    PlainText {
        objectName: "missingText" + missing.slot.letter
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.WordWrap
        text: missing.finder.searching ? qsTr("Looking for the photograph of face %1…").arg(missing.slot.letter)
                                       : qsTr("The photograph of face %1 is missing.").arg(missing.slot.letter)
        color: Theme.text
        font.pixelSize: Theme.fontNormal
        lineHeight: 1.25
    }
    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.small
        visible: !missing.finder.searching
        PushButton {
            objectName: "locate" + missing.slot.letter
            text: qsTr("Locate…")
            tip: qsTr("Say which file it is")
            onClicked: {
                if (!missing.fileDialog)
                    missing.fileDialog = fileMaker.createObject(missing) as FileDialog;
                missing.fileDialog.currentFolder = missing.folder;
                missing.fileDialog.open();
            }
        }
        PushButton {
            objectName: "searchFolder" + missing.slot.letter
            text: qsTr("Search a folder…")
            tip: qsTr("It is known by its content, whatever its name")
            onClicked: {
                if (!missing.folderDialog)
                    missing.folderDialog = folderMaker.createObject(missing) as FolderDialog;
                missing.folderDialog.currentFolder = missing.folder;
                missing.folderDialog.open();
            }
        }
    }
    Component {
        id: fileMaker

        FileDialog {
            title: qsTr("Where is %1?").arg(missing.slot.label)
            nameFilters: [qsTr("Pictures (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp)"), qsTr("All files (*)")]
            onAccepted: missing.finder.locateFile(missing.slotIndex, selectedFile)
        }
    }
    Component {
        id: folderMaker

        FolderDialog {
            title: qsTr("In which folder is %1?").arg(missing.slot.label)
            onAccepted: missing.finder.locateIn(missing.slotIndex, selectedFolder)
        }
    }
}
