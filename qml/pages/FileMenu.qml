import QtQuick
import Mien
import Mien.App

/// The document as a file, and the files used last.
FlatButton {
    id: button

    required property ProjectFile project
    required property Preferences preferences
    signal openRequested
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
            {text: qsTr("New"), keys: "Ctrl+N"},
            {text: qsTr("Open…"), keys: "Ctrl+O"},
            {heading: ""},
            {text: qsTr("Save"), keys: "Ctrl+S"},
            {text: qsTr("Save as…"), keys: "Ctrl+Shift+S"},
            {text: qsTr("Revert to the saved file"), enabled: !button.project.untitled}
        ]

        objectName: "fileAction"
        y: button.height + 4
        entries: recent.length === 0 ? fixed : [
            ...fixed, {heading: qsTr("Recent")}, ...recent.map(file => ({
                text: button.preferences.nameOf(file), keys: button.preferences.folderNameOf(file)})),
            {heading: ""}, {text: qsTr("Clear this list")}]
        onChosen: index => {
            const actions = [() => button.project.startNew(), () => button.openRequested(), null,
                             () => button.project.save(), () => button.saveAsRequested(),
                             () => button.project.revert()];
            const file = index - fixed.length - 1;
            if (index < fixed.length)
                actions[index]();
            else if (file < recent.length)
                button.project.open(recent[file]);
            else
                button.preferences.clearRecentProjects();
        }
    }
}
