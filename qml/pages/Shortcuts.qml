import QtQuick
import Mien
import Mien.App

/// Every key of the window but the ones held for comparing. HelpSheet lists them.
Item {
    id: keys

    required property StudioModel studio
    required property Preview preview
    signal openRequested(int slot)
    signal exportRequested
    signal helpRequested
    signal anythingRequested
    signal saveAsRequested
    signal closeRequested
    signal timelineRequested
    signal startRequested
    signal jobsRequested
    signal policyRequested

    readonly property bool complete: studio.document.complete

    function paste() {
        (studio.slotA.filled && !studio.slotB.filled ? studio.slotB : studio.slotA).paste();
    }

    Shortcut { sequence: "Ctrl+Z"; onActivated: keys.studio.document.undo() }
    Shortcut { sequences: ["Ctrl+Shift+Z", "Ctrl+Y"]; onActivated: keys.studio.document.redo() }
    Shortcut { sequence: "Ctrl+N"; onActivated: keys.studio.project.startNew() }
    Shortcut { sequence: "Ctrl+S"; onActivated: keys.studio.project.save() }
    Shortcut { sequence: "Ctrl+Shift+S"; onActivated: keys.saveAsRequested() }
    Shortcut { sequence: "Ctrl+O"; onActivated: keys.anythingRequested() }
    Shortcut { sequence: "Ctrl+Shift+O"; onActivated: keys.openRequested(1) }
    Shortcut { sequence: "Ctrl+V"; onActivated: keys.paste() }
    Shortcut { sequence: "Ctrl+Shift+V"; onActivated: keys.studio.slotB.paste() }
    Shortcut { sequence: "X"; enabled: keys.complete; onActivated: keys.studio.document.swapFaces() }
    Shortcut {
        sequence: "Ctrl+E"
        enabled: keys.complete && !keys.studio.exporting
        onActivated: keys.exportRequested()
    }
    Shortcut { sequence: "Ctrl+J"; onActivated: keys.jobsRequested() }
    Shortcut { sequence: "Ctrl+Shift+P"; onActivated: keys.policyRequested() }
    Shortcut { sequences: ["0", "F"]; onActivated: keys.preview.actualPixels = false }
    Shortcut { sequence: "1"; onActivated: keys.preview.actualPixels = true }
    Shortcut {
        sequence: "L"
        onActivated: keys.studio.preferences.landmarksShown = !keys.studio.preferences.landmarksShown
    }
    Shortcut { sequence: "["; enabled: keys.studio.slotA.drawn; onActivated: keys.studio.slotA.drawOther(-1) }
    Shortcut { sequence: "]"; enabled: keys.studio.slotA.drawn; onActivated: keys.studio.slotA.drawOther(1) }
    Shortcut { sequence: "{"; enabled: keys.studio.slotB.drawn; onActivated: keys.studio.slotB.drawOther(-1) }
    Shortcut { sequence: "}"; enabled: keys.studio.slotB.drawn; onActivated: keys.studio.slotB.drawOther(1) }
    Shortcut { sequence: "T"; onActivated: keys.timelineRequested() }
    Shortcut { sequence: "Ctrl+T"; enabled: keys.complete; onActivated: keys.startRequested() }
    Shortcut { sequence: "K"; enabled: keys.complete; onActivated: keys.studio.parameters.keyEverything() }
    Shortcut {
        sequence: "R"
        onActivated: keys.studio.parameters.autoKey = !keys.studio.parameters.autoKey
    }
    Shortcut { sequence: ","; onActivated: keys.studio.timeline.step(-1) }
    Shortcut { sequence: "."; onActivated: keys.studio.timeline.step(1) }
    Shortcut { sequence: "<"; onActivated: keys.studio.timeline.step(-10) }
    Shortcut { sequence: ">"; onActivated: keys.studio.timeline.step(10) }
    Shortcut { sequences: ["F1", "?"]; onActivated: keys.helpRequested() }
    Shortcut { sequence: "Escape"; enabled: keys.studio.notices.count > 0; onActivated: keys.studio.notices.dismissAll() }
    Shortcut { sequence: "Ctrl+Q"; onActivated: keys.closeRequested() }
}
