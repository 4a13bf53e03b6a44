import QtQuick
import QtQuick.Layouts
import Mien

/// A titled block of controls in a side bar.
ColumnLayout {
    id: control

    required property string title
    default property alias content: body.data
    property alias tools: tools.data

    spacing: Theme.small

    RowLayout {
        Layout.fillWidth: true
        Layout.preferredHeight: 24
        spacing: Theme.tiny
        BlockTitle {
            Layout.fillWidth: true
            text: control.title
        }
        RowLayout {
            id: tools

            spacing: 2
        }
    }
    ColumnLayout {
        id: body

        Layout.fillWidth: true
        spacing: Theme.small
    }
}
