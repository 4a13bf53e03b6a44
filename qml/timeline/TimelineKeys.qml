import QtQuick
import Mien.App

/// The keys of the timeline while it holds the keyboard; they go before the window's own. HelpSheet lists them.
QtObject {
    id: keys

    required property StudioModel studio
    required property TimeScale timeScale
    readonly property TimelineEditor timeline: studio.timeline
    readonly property KeyEditor selected: studio.keys
    /// Something is dragged with the pointer.
    property bool dragging: false
    signal cancelRequested
    signal curvesRequested
    signal snappingRequested

    /// What a key does, or undefined.
    function action(event: KeyEvent): var {
        const control = event.modifiers & Qt.ControlModifier;
        const shift = event.modifiers & Qt.ShiftModifier;
        const alt = event.modifiers & Qt.AltModifier;
        const frames = shift ? 10 : 1;
        if (event.key === Qt.Key_Escape && dragging)
            return () => keys.cancelRequested();
        if (control)
            return controlAction(event.key, shift);
        switch (event.key) {
        case Qt.Key_Left: return alt ? () => selected.nudge(-frames) : () => timeline.step(-frames);
        case Qt.Key_Right: return alt ? () => selected.nudge(frames) : () => timeline.step(frames);
        case Qt.Key_F9: return () => selected.setEasing(shift ? 2 : 4);
        }
        return alt ? undefined : plainAction(event.key);
    }
    function plainAction(key: int): var {
        switch (key) {
        case Qt.Key_Home: return () => timeline.playhead = 0;
        case Qt.Key_End: return () => timeline.playhead = timeline.lastFrame;
        case Qt.Key_Up: return () => selected.stepRow(-1);
        case Qt.Key_Down: return () => selected.stepRow(1);
        case Qt.Key_Return:
        case Qt.Key_Enter: return () => studio.parameters.toggleKey(selected.currentRow);
        case Qt.Key_BracketLeft: return () => selected.goToKey(selected.currentRow, false, false);
        case Qt.Key_BracketRight: return () => selected.goToKey(selected.currentRow, true, false);
        case Qt.Key_BraceLeft: return () => selected.goToKey(-1, false, false);
        case Qt.Key_BraceRight: return () => selected.goToKey(-1, true, false);
        case Qt.Key_Delete:
        case Qt.Key_Backspace: return () => selected.remove();
        case Qt.Key_Escape: return selected.selectionCount > 0 ? () => selected.clearSelection() : undefined;
        case Qt.Key_G: return () => selected.align();
        case Qt.Key_M: return () => timeline.toggleMarker();
        case Qt.Key_C: return () => keys.curvesRequested();
        case Qt.Key_S: return () => keys.snappingRequested();
        case Qt.Key_U: return () => selected.animatedOnly = !selected.animatedOnly;
        case Qt.Key_Plus:
        case Qt.Key_Equal: return () => timeScale.zoom(1.5, timeScale.xOf(timeline.playhead));
        case Qt.Key_Minus: return () => timeScale.zoom(1 / 1.5, timeScale.xOf(timeline.playhead));
        case Qt.Key_0: return () => timeScale.fit();
        }
        return undefined;
    }
    function controlAction(key: int, shift: int): var {
        switch (key) {
        case Qt.Key_Left: return () => selected.stretchBy(shift ? -10 : -1);
        case Qt.Key_Right: return () => selected.stretchBy(shift ? 10 : 1);
        case Qt.Key_A: return shift ? () => selected.clearSelection() : () => selected.selectAll();
        case Qt.Key_C: return () => selected.copy();
        case Qt.Key_X: return () => selected.cut();
        case Qt.Key_V: return shift ? undefined : () => selected.paste();
        case Qt.Key_D: return () => selected.duplicate();
        case Qt.Key_F9: return shift ? () => selected.setEasing(3) : undefined;
        }
        return undefined;
    }
    function handles(event: KeyEvent): bool { return action(event) !== undefined; }
    function pressed(event: KeyEvent): bool {
        const act = action(event);
        if (act === undefined)
            return false;
        act();
        return true;
    }
}
