import QtQuick
import Mien.App

/// Where a window stands while it is not maximised, between runs too. A window that is being maximised may have its new
/// size before it knows of its new state, so a place counts once it has settled.
Timer {
    id: place

    required property Window target
    required property Preferences preferences
    property rect normal: preferences.windowGeometry(Qt.size(target.minimumWidth, target.minimumHeight))

    /// Once: a binding would move the window back whenever it is resized.
    function restore() {
        target.x = normal.x;
        target.y = normal.y;
        target.width = Math.max(target.minimumWidth, normal.width);
        target.height = Math.max(target.minimumHeight, normal.height);
        target.visibility = preferences.windowMaximised() ? Window.Maximized : Window.Windowed;
    }
    function keep() {
        if (target.visibility === Window.Windowed)
            normal = Qt.rect(target.x, target.y, target.width, target.height);
    }
    function save() {
        keep();
        preferences.saveWindow(normal, target.visibility === Window.Maximized);
    }

    interval: 200
    onTriggered: keep()

    readonly property Connections moves: Connections {
        target: place.target
        function onXChanged() { place.restart(); }
        function onYChanged() { place.restart(); }
        function onWidthChanged() { place.restart(); }
        function onHeightChanged() { place.restart(); }
    }
}
