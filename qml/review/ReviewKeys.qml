import QtQuick
import Mien.App

/// The keys of the review page; they go before the window's own. HelpSheet lists them.
QtObject {
    id: keys

    required property ReviewDesk desk
    required property Notices notices
    /// Cells beside each other, and below each other in view.
    required property int columns
    required property int rows
    property bool comparing: false
    readonly property OutputView film: desk.entry.view
    readonly property ReviewModel outputs: desk.outputs
    signal decisionRequested(string what, bool withReason)
    signal labelRequested
    signal compareRequested
    signal backRequested
    signal searchRequested
    signal restoreRequested
    signal exportRequested

    function move(by: int) {
        outputs.current = Math.max(0, Math.min(outputs.count - 1, outputs.current + by));
    }
    /// What a key does, or undefined. A key that is held moves on, and decides nothing more.
    function action(event: KeyEvent): var {
        const act = pressed(event);
        const steps = [Qt.Key_Comma, Qt.Key_Less, Qt.Key_Period, Qt.Key_Greater].includes(event.key);
        const moves = steps || (event.key >= Qt.Key_Home && event.key <= Qt.Key_PageDown);
        return act === undefined || moves || !event.isAutoRepeat ? act : () => {};
    }
    function pressed(event: KeyEvent): var {
        const shift = (event.modifiers & Qt.ShiftModifier) !== 0;
        if (event.modifiers & Qt.ControlModifier)
            return event.key === Qt.Key_F ? () => searchRequested() : undefined;
        if (event.modifiers & (Qt.AltModifier | Qt.MetaModifier))
            return undefined;
        if (event.key >= Qt.Key_0 && event.key <= Qt.Key_5)
            return () => desk.rate(event.key - Qt.Key_0);
        switch (event.key) {
        case Qt.Key_A: return () => decisionRequested("approve", shift);
        case Qt.Key_R: return () => decisionRequested("reject", shift);
        case Qt.Key_C: return () => decisionRequested("comment", false);
        case Qt.Key_F: return () => decisionRequested("flag", false);
        case Qt.Key_L: return () => labelRequested();
        case Qt.Key_O: return () => restoreRequested();
        case Qt.Key_E: return () => exportRequested();
        case Qt.Key_Slash: return () => searchRequested();
        case Qt.Key_Left: return () => move(-1);
        case Qt.Key_Right: return () => move(1);
        case Qt.Key_Up: return () => move(-columns);
        case Qt.Key_Down: return () => move(columns);
        case Qt.Key_PageUp: return () => move(-columns * rows);
        case Qt.Key_PageDown: return () => move(columns * rows);
        case Qt.Key_Home: return () => move(-outputs.count);
        case Qt.Key_End: return () => move(outputs.count);
        case Qt.Key_Return:
        case Qt.Key_Enter: return () => compareRequested();
        // A message over the page goes first.
        case Qt.Key_Escape: return notices.count > 0 ? undefined : () => backRequested();
        case Qt.Key_Space: return () => { if (comparing) film.toggle(); };
        case Qt.Key_Comma:
        case Qt.Key_Less: return () => { if (comparing) film.step(shift ? -10 : -1); };
        case Qt.Key_Period:
        case Qt.Key_Greater: return () => { if (comparing) film.step(shift ? 10 : 1); };
        }
        return undefined;
    }
}
