pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import Mien
import Mien.App

/// Where to save the project, and what it holds. A file that exists is replaced only after asking.
Sheet {
    id: sheet

    required property SaveChoices choices
    required property ProjectFile project
    property bool replacing: false
    property bool saving: false
    property FolderDialog folderDialog: null

    readonly property list<string> meanings: [
        qsTr("Smallest, and shows nobody. Your photographs must be found again to open it: they are known by their content."),
        qsTr("Opens anywhere without the photographs. Pasting a face into its photograph needs that file."),
        qsTr("Everything travels along: the files of your photographs lie in the project.")]

    function ask() {
        choices.prepare();
        replacing = false;
        saving = false;
        open();
    }
    function go(overwrite: bool) {
        replacing = !overwrite && choices.wouldOverwrite();
        if (replacing || choices.nameProblem.length > 0)
            return takeFocus();  // not onto the button that replaces: a second Return must not answer
        saving = true;
        close();
        choices.save();
    }

    title: qsTr("Save the project")
    implicitWidth: 480
    function takeFocus() {
        name.forceActiveFocus();
        name.selectAll();
    }
    onOpened: takeFocus()
    onClosed: if (!saving) project.stay()

    component Label: PlainText {
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        Layout.preferredWidth: 84
    }

    Connections {
        target: sheet.choices
        function onChanged() { sheet.replacing = false; }
    }
    GridLayout {
        columns: 2
        columnSpacing: Theme.medium
        rowSpacing: Theme.small
        Layout.fillWidth: true

        Label { text: qsTr("Name") }
        RowLayout {
            spacing: Theme.small
            TextLine {
                id: name

                objectName: "saveName"
                Layout.fillWidth: true
                focus: true
                text: sheet.choices.name
                Accessible.name: qsTr("Name")
                onTextEdited: sheet.choices.name = text
                onAccepted: sheet.go(false)
            }
            PlainText {
                text: ".mien"
                color: Theme.textDim
                font.pixelSize: Theme.fontNormal
                Layout.preferredWidth: 36
            }
        }
        Label { text: qsTr("Folder") }
        RowLayout {
            spacing: Theme.small
            FolderLine {
                objectName: "saveFolderText"
                Layout.fillWidth: true
                folder: sheet.choices.folderText
                onTyped: text => sheet.choices.folderText = text
                onAccepted: sheet.go(false)
            }
            PushButton {
                text: qsTr("Choose…")
                onClicked: {
                    if (!sheet.folderDialog)
                        sheet.folderDialog = maker.createObject(sheet.contentItem) as FolderDialog;
                    sheet.folderDialog.open();
                }
            }
        }
        Label { text: qsTr("Holds") }
        Segmented {
            objectName: "saveHolding"
            name: qsTr("Holds")
            Layout.fillWidth: true
            options: [qsTr("Digests only"), qsTr("Aligned faces"), qsTr("Photographs too")]
            current: sheet.choices.holding
            onRequested: index => sheet.choices.holding = index
        }
        Item { implicitWidth: 1 }
        PlainText {
            Layout.fillWidth: true
            Layout.preferredHeight: 48
            text: sheet.meanings[sheet.choices.holding]
            color: Theme.textFaint
            font.pixelSize: Theme.fontNormal
            wrapMode: Text.WordWrap
            lineHeight: 1.2
        }
    }
    PlainText {
        Layout.fillWidth: true
        visible: text.length > 0
        text: sheet.replacing ? qsTr("%1 is there already.").arg(sheet.choices.name + ".mien") : sheet.choices.nameProblem
        color: Theme.danger
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    Component {
        id: maker

        FolderDialog {
            currentFolder: sheet.choices.folder
            onAccepted: sheet.choices.folder = selectedFolder
        }
    }
    buttons: [
        PushButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        },
        PushButton {
            objectName: "saveGo"
            text: sheet.replacing ? qsTr("Replace") : qsTr("Save")
            primary: true
            onClicked: sheet.go(sheet.replacing)
        }
    ]
}
