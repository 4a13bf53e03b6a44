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
    RepeatedRows {
        id: rows

        spacing: panel.spacing
        model: panel.visible ? shown : null
        ParameterRow {
            studio: panel.studio
            enabled: panel.usable
            opacity: enabled ? 1 : 0.45
        }
    }
}
