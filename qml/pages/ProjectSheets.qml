pragma ComponentBehavior: Bound
import QtQuick
import Mien
import Mien.App

/// The sheets of the document as a file, and what opens them.
Item {
    id: sheets

    required property StudioModel studio
    signal closeApproved
    /// One of them is gone: whoever had the keyboard has it again.
    signal closed

    function saveAs() { saveSheet.ask(); }
    function editPresets(saving: bool) { presetsSheet.ask(saving); }

    Connections {
        target: sheets.studio.project
        function onUnsavedChanges() { unsavedSheet.ask(); }
        function onNameNeeded() { saveSheet.ask(); }
        function onChangedElsewhere() { fileChangedSheet.ask(); }
        function onAnotherModel(why: string) { anotherModelSheet.ask(why); }
        function onCloseApproved() { sheets.closeApproved(); }
    }
    UnsavedSheet {
        id: unsavedSheet

        project: sheets.studio.project
        onClosed: sheets.closed()
    }
    FileChangedSheet {
        id: fileChangedSheet

        project: sheets.studio.project
        onAnotherNameRequested: saveSheet.ask()
        onClosed: sheets.closed()
    }
    AnotherModelSheet {
        id: anotherModelSheet

        project: sheets.studio.project
        onClosed: sheets.closed()
    }
    SaveSheet {
        id: saveSheet

        choices: sheets.studio.saving
        project: sheets.studio.project
        onClosed: sheets.closed()
    }
    PresetsSheet {
        id: presetsSheet

        presets: sheets.studio.presets
    }
}
