import QtQuick
import Mien
import Mien.App

/// Presets in a menu: apply one, save the values in use, or edit the list.
FlatButton {
    id: button

    required property Presets presets
    required property bool usable
    signal editRequested(bool saving)

    function popUp() { menu.open(); }

    objectName: "presets"
    text: qsTr("Presets")
    open: menu.opened
    onClicked: popUp()

    ActionMenu {
        id: menu

        readonly property var names: button.presets.names

        objectName: "presetAction"
        x: button.width - width
        y: button.height + 4
        implicitWidth: 220
        entries: [
            ...names.map(name => ({text: name, enabled: button.usable})), ...(names.length > 0 ? [{heading: ""}] : []),
            {text: qsTr("Save these values…"), enabled: button.usable},
            {text: qsTr("Edit presets…"), enabled: names.length > 0}]
        onChosen: index => {
            if (index < names.length)
                button.presets.apply(index);
            else
                button.editRequested(index === entries.length - 2);
        }
    }
}
