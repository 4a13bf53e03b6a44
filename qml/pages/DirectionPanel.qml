pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The directions along which the mix can be moved, in standard deviations: who the face is stays.
ColumnLayout {
    id: panel

    required property StudioModel studio
    readonly property bool usable: studio.document.complete && studio.hasDirections

    property alias rows: rows

    function has(parameter: int): bool {
        for (let i = 0; i < shown.rowCount(); ++i)
            if (shown.data(shown.index(i, 0), ParameterList.ParameterRole) === parameter)
                return true;
        return false;
    }

    spacing: Theme.small

    ParameterPart {
        id: shown

        list: panel.studio.parameters
        part: ParameterPart.Directions
    }
    RowLayout {
        Layout.fillWidth: true
        PlainText {
            Layout.fillWidth: true
            text: panel.studio.hasDirections ? qsTr("In standard deviations")
                : qsTr("The model in use has no directions: put the pack models/directions beside it.")
            color: Theme.textFaint
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.Wrap
        }
        PushButton {
            objectName: "leaveDirections"
            text: qsTr("All to 0")
            enabled: panel.usable
            onClicked: panel.studio.parameters.leaveDirections()
        }
    }
    Column {  // no layout: Qt 6.4's goes on to rows that a Repeater has taken away
        id: column

        Layout.fillWidth: true
        visible: rows.count > 0
        spacing: panel.spacing

        Repeater {
            id: rows

            model: panel.visible ? shown : null
            ParameterRow {
                width: column.width
                studio: panel.studio
                enabled: panel.usable
                opacity: enabled ? 1 : 0.45
            }
        }
    }
}
