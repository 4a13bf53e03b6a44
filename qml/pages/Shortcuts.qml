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
    signal jobsRequested
    signal closeRequested

    readonly property bool complete: studio.document.complete

    function paste() {
        (studio.slotA.filled && !studio.slotB.filled ? studio.slotB : studio.slotA).paste();
    }

    Shortcut { sequence: "Ctrl+Z"; onActivated: keys.studio.document.undo() }
    Shortcut { sequences: ["Ctrl+Shift+Z", "Ctrl+Y"]; onActivated: keys.studio.document.redo() }
    Shortcut { sequence: "Ctrl+O"; onActivated: keys.openRequested(0) }
    Shortcut { sequence: "Ctrl+Shift+O"; onActivated: keys.openRequested(1) }
    Shortcut { sequence: "Ctrl+V"; onActivated: keys.paste() }
    Shortcut { sequence: "Ctrl+Shift+V"; onActivated: keys.studio.slotB.paste() }
    Shortcut { sequence: "X"; enabled: keys.complete; onActivated: keys.studio.document.swapFaces() }
    Shortcut {
        sequence: "Ctrl+E"
        enabled: keys.complete && !keys.studio.exporter.busy
        onActivated: keys.exportRequested()
    }
    Shortcut { sequence: "Ctrl+J"; onActivated: keys.jobsRequested() }
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
    Shortcut { sequences: ["F1", "?"]; onActivated: keys.helpRequested() }
    Shortcut { sequence: "Escape"; enabled: keys.studio.notices.count > 0; onActivated: keys.studio.notices.dismissAll() }
    Shortcut { sequence: "Ctrl+Q"; onActivated: keys.closeRequested() }
}
