pragma ComponentBehavior: Bound
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
    signal newRequested
    signal saveRequested
    signal helpRequested
    signal anythingRequested
    signal saveAsRequested
    signal closeRequested
    signal timelineRequested
    signal startRequested
    signal jobsRequested
    signal policyRequested
    signal reviewRequested
    signal insightsRequested
    signal flagRequested
    signal regionsRequested
    signal explainRequested
    signal variationsRequested
    signal modelsRequested
    /// False while a page covers the mix.
    property bool mixing: true

    readonly property bool complete: studio.document.complete

    component Key: Shortcut { enabled: keys.mixing }

    /// Into the first place that is free; where none is, in place of the chosen face.
    function paste() {
        const slot = studio.slot(studio.freePlace());
        if (slot.busy && !slot.filled)  // it would take the other's place
            return studio.notices.warnAnew(qsTr("The picture before it is still being read: paste this one after it."));
        slot.paste();
    }

    Key { sequence: "Ctrl+Z"; onActivated: keys.studio.document.undo() }
    Key { sequences: ["Ctrl+Shift+Z", "Ctrl+Y"]; onActivated: keys.studio.document.redo() }
    Key { sequence: "Ctrl+N"; onActivated: keys.newRequested() }
    Key { sequence: "Ctrl+S"; onActivated: keys.saveRequested() }
    Key { sequence: "Ctrl+Shift+S"; onActivated: keys.saveAsRequested() }
    Key { sequence: "Ctrl+O"; onActivated: keys.anythingRequested() }
    Key { sequence: "Ctrl+Shift+O"; onActivated: keys.openRequested(1) }
    Key { sequence: "Ctrl+V"; onActivated: keys.paste() }
    Key { sequence: "Ctrl+Shift+V"; onActivated: keys.studio.slotB.paste() }
    Key { sequence: "X"; enabled: keys.mixing && keys.complete; onActivated: keys.studio.document.swapFaces() }
    Key { sequence: "Alt+Up"; onActivated: keys.studio.faces.moveCurrent(-1) }
    Key { sequence: "Alt+Down"; onActivated: keys.studio.faces.moveCurrent(1) }
    Key {
        sequence: "Ctrl+E"
        enabled: keys.mixing && keys.complete && !keys.studio.exporting
        onActivated: keys.exportRequested()
    }
    Shortcut { sequence: "Ctrl+J"; onActivated: keys.jobsRequested() }
    Shortcut { sequence: "Ctrl+Shift+P"; onActivated: keys.policyRequested() }
    Shortcut { sequence: "Ctrl+M"; onActivated: keys.modelsRequested() }
    Shortcut { sequence: "Ctrl+R"; onActivated: keys.reviewRequested() }
    Shortcut { sequence: "Ctrl+I"; onActivated: keys.insightsRequested() }
    Shortcut { sequences: ["Ctrl++", "Ctrl+="]; onActivated: keys.studio.changeInterfaceSize(1) }
    Shortcut { sequence: "Ctrl+-"; onActivated: keys.studio.changeInterfaceSize(-1) }
    Key { sequence: "F"; enabled: keys.mixing && keys.complete; onActivated: keys.flagRequested() }
    Key { sequence: "0"; onActivated: keys.preview.zoom = 0 }
    Key { sequence: "1"; onActivated: keys.preview.zoom = 1 }
    Key {
        sequence: "L"
        onActivated: keys.studio.preferences.landmarksShown = !keys.studio.preferences.landmarksShown
    }
    Key { sequence: "["; enabled: keys.mixing && keys.studio.slotA.drawn; onActivated: keys.studio.slotA.drawOther(-1) }
    Key { sequence: "]"; enabled: keys.mixing && keys.studio.slotA.drawn; onActivated: keys.studio.slotA.drawOther(1) }
    Key { sequence: "{"; enabled: keys.mixing && keys.studio.slotB.drawn; onActivated: keys.studio.slotB.drawOther(-1) }
    Key { sequence: "}"; enabled: keys.mixing && keys.studio.slotB.drawn; onActivated: keys.studio.slotB.drawOther(1) }
    Key { sequence: "G"; onActivated: keys.regionsRequested() }
    Key { sequence: "W"; enabled: keys.mixing && keys.complete; onActivated: keys.explainRequested() }
    Key { sequence: "V"; enabled: keys.mixing && keys.complete; onActivated: keys.variationsRequested() }
    Key { sequence: "T"; onActivated: keys.timelineRequested() }
    Key { sequence: "Ctrl+T"; enabled: keys.mixing && keys.complete; onActivated: keys.startRequested() }
    Key { sequence: "K"; enabled: keys.mixing && keys.complete; onActivated: keys.studio.parameters.keyEverything() }
    Key {
        sequence: "R"
        onActivated: keys.studio.parameters.autoKey = !keys.studio.parameters.autoKey
    }
    Key { sequence: ","; onActivated: keys.studio.timeline.step(-1) }
    Key { sequence: "."; onActivated: keys.studio.timeline.step(1) }
    Key { sequence: "<"; onActivated: keys.studio.timeline.step(-10) }
    Key { sequence: ">"; onActivated: keys.studio.timeline.step(10) }
    Shortcut { sequences: ["F1", "?"]; onActivated: keys.helpRequested() }
    Shortcut { sequence: "Escape"; enabled: keys.studio.notices.count > 0; onActivated: keys.studio.notices.dismissAll() }
    Shortcut { sequence: "Ctrl+Q"; onActivated: keys.closeRequested() }
}
