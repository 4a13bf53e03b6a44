pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Both parents, one above the other, and the button between them that exchanges them.
Item {
    id: pickers

    required property StudioModel studio
    signal openRequested(int slot)

    ColumnLayout {
        anchors.fill: parent
        spacing: 1
        Repeater {
            model: 2
            FacePicker {
                required property int index

                Layout.fillWidth: true
                Layout.fillHeight: true
                slot: index === 0 ? pickers.studio.slotA : pickers.studio.slotB
                studio: pickers.studio
                slotIndex: index
                headroom: index === 0 ? Theme.small : swap.height / 2 + 2
                onOpenRequested: pickers.openRequested(index)
            }
        }
    }
    SwapButton {
        id: swap

        anchors.centerIn: parent
        document: pickers.studio.document
    }
}
