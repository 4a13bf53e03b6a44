pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Mien.App

/// The dialogs for files, each made when it is first asked for.
Item {
    id: picker

    required property StudioModel studio
    property int slot: 0
    property FileDialog dialog: null
    property FileDialog anything: null
    property FileDialog csv: null
    property FileDialog people: null
    signal csvClosed

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

    /// Photographs of somebody who is to be protected.
    function askForPeople() {
        if (!people)
            people = peopleMaker.createObject(picker) as FileDialog;
        people.open();
    }

    function askForCsv() {
        if (!csv)
            csv = csvMaker.createObject(picker) as FileDialog;
        csv.selectedFile = studio.insights.csvFile();
        csv.open();
    }

    // Not a Loader: that of Qt 6.4 can't make a bound component.
    Component {
        id: maker

        FileDialog {
            title: qsTr("Open a photo for face %1").arg(picker.studio.slot(picker.slot).letter)
            currentFolder: picker.studio.preferences.photoFolder
            nameFilters: [qsTr("Pictures (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp)"), qsTr("All files (*)")]
            onAccepted: picker.studio.slot(picker.slot).openFile(selectedFile)
        }
    }
    Component {
        id: peopleMaker

        FileDialog {
            objectName: "peopleDialog"
            title: qsTr("Photographs of the person to protect")
            fileMode: FileDialog.OpenFiles
            currentFolder: picker.studio.preferences.photoFolder
            nameFilters: [qsTr("Pictures (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp)"), qsTr("All files (*)")]
            onAccepted: picker.studio.protection.enrolment.addPhotos(selectedFiles)
        }
    }
    Component {
        id: anythingMaker

        FileDialog {
            title: qsTr("Open")
            fileMode: FileDialog.OpenFiles
            currentFolder: picker.studio.preferences.projectFolder()
            // Films, recipes and timelines open as documents, for what they carry.
            nameFilters: [qsTr("Projects, pictures and films (%1)").arg(
                              "*.mien *.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.mp4 *.mov *.webm *.gif *.apng *.json"),
                          qsTr("Projects (*.mien)"), qsTr("Films (*.mp4 *.mov *.webm *.gif *.apng *.webp *.png)"),
                          qsTr("Recipes and timelines (*.json)"), qsTr("All files (*)")]
            onAccepted: picker.studio.openAnything(selectedFiles)
        }
    }
    Component {
        id: csvMaker

        FileDialog {
            objectName: "csvDialog"
            title: qsTr("Export figures")
            fileMode: FileDialog.SaveFile
            acceptLabel: qsTr("Export")
            defaultSuffix: "csv"
            nameFilters: [qsTr("Tables (*.csv)"), qsTr("All files (*)")]
            onAccepted: picker.studio.insights.exportCsv(selectedFile)
            onVisibleChanged: if (!visible) picker.csvClosed()
        }
    }
}
