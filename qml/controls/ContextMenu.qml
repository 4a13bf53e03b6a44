pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

/// What a right click on its item offers: an ActionMenu at the pointer, made when it is first asked for. A handler and
/// no item, so that it can stand in a layout.
TapHandler {
    id: handler

    /// Answers the entries of an ActionMenu for a point of the item, each with what it does as `act`.
    required property var entriesAt
    property ActionMenu menu: null

    readonly property Component maker: Component {
        ActionMenu {
            objectName: "contextAction"
            entries: []
            closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
            onChosen: index => entries[index].act()
        }
    }

    acceptedButtons: Qt.RightButton
    onTapped: eventPoint => {
        const at = eventPoint.position;
        const entries = entriesAt(at);
        if (!menu)
            menu = maker.createObject(parent) as ActionMenu;
        menu.entries = entries;
        menu.x = at.x;
        menu.y = at.y;
        menu.open();
    }
}
