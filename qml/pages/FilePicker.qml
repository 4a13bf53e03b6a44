pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Mien.App

/// The open dialogs, each made when it is first asked for.
Item {
    id: picker

    required property StudioModel studio
    property int slot: 0
    property FileDialog dialog: null
    property FileDialog anything: null

    function ask(slot: int) {
        picker.slot = slot;
        if (!dialog)
            dialog = maker.createObject(picker) as FileDialog;
        dialog.open();
    }

    function askForAnything() {
        if (!anything)
            anything = anythingMaker.createObject(picker) as FileDialog;
        anything.open();
    }

    // Not a Loader: that of Qt 6.4 can't make a bound component.
    Component {
        id: maker

        FileDialog {
            title: qsTr("Open a photo for face %1").arg(picker.slot === 0 ? "A" : "B")
            currentFolder: picker.studio.preferences.photoFolder
            nameFilters: [qsTr("Pictures (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp)"), qsTr("All files (*)")]
            onAccepted: (picker.slot === 0 ? picker.studio.slotA : picker.studio.slotB).openFile(selectedFile)
        }
    }
    Component {
        id: anythingMaker

        FileDialog {
            title: qsTr("Open")
            currentFolder: picker.studio.preferences.projectFolder()
            nameFilters: [qsTr("Projects and pictures (*.mien *.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp)"),
                          qsTr("Projects (*.mien)"), qsTr("All files (*)")]
            onAccepted: picker.studio.openAnything([selectedFile])
        }
    }
}
