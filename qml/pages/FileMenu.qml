import QtQuick
import Mien
import Mien.App

/// The document as a file, and the files used last.
FlatButton {
    id: button

    required property ProjectFile project
    required property Preferences preferences
    property bool mayExport: false
    signal openRequested
    signal exportRequested
    signal quitRequested
    signal saveAsRequested

    function popUp() {
        menu.recent = Array.from(preferences.recentProjects());
        menu.open();
        preferences.lookForRecentFiles();
    }

    objectName: "fileMenu"
    text: qsTr("File")
    open: menu.opened
    onClicked: popUp()

    ActionMenu {
        id: menu

        /// What the menu shows, whatever becomes of the files while it is open.
        property var recent: []
        readonly property var fixed: [
            {text: qsTr("New"), keys: "Ctrl+N", act: () => button.project.startNew()},
            {text: qsTr("Open…"), keys: "Ctrl+O", act: () => button.openRequested()},
            {heading: ""},
            {text: qsTr("Save"), keys: "Ctrl+S", act: () => button.project.save()},
            {text: qsTr("Save as…"), keys: "Ctrl+Shift+S", act: () => button.saveAsRequested()},
            {text: qsTr("Revert to the saved file"), enabled: !button.project.untitled, act: () => button.project.revert()},
            {heading: ""},
            {text: qsTr("Export…"), keys: "Ctrl+E", enabled: button.mayExport, act: () => button.exportRequested()}
        ]
        readonly property var latest: recent.length === 0 ? [] : [
            {heading: qsTr("Recent")},
            ...recent.map(file => ({text: button.preferences.nameOf(file), keys: button.preferences.folderNameOf(file),
                                    act: () => button.project.open(file)})),
            {heading: ""},
            {text: qsTr("Clear this list"), act: () => button.preferences.clearRecentProjects()}
        ]

        objectName: "fileAction"
        y: button.height + 4
        entries: [...fixed, ...latest, {heading: ""},
                  {text: qsTr("Quit"), keys: "Ctrl+Q", act: () => button.quitRequested()}]
        onChosen: index => entries[index].act()
    }
}
