pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// New faces like the mix: a page of variations, how far they go, and which one the mix becomes.
Sheet {
    id: sheet

    required property VariationsModel variations

    title: qsTr("Variations of this mix")
    width: parent ? Math.min(parent.width - 2 * Theme.huge, 640) : 640
    height: parent ? Math.min(parent.height - 2 * Theme.huge, 780) : 600
    onAboutToShow: {
        variations.open = true;
        grid.currentIndex = 0;
        grid.forceActiveFocus();
    }
    onClosed: variations.open = false

    ValueSlider {
        objectName: "variationAmount"
        Layout.fillWidth: true
        label: qsTr("How much is drawn anew")
        hint: qsTr("0 % is the mix itself, 100 % faces that have nothing of it")
        position: sheet.variations.amount
        origin: 0
        number: Math.round(100 * sheet.variations.amount)
        onRequested: position => sheet.variations.amount = position
        onNumberRequested: number => sheet.variations.amount = number / 100
        onResetRequested: sheet.variations.amount = 0.5
    }
    GridView {
        id: grid

        objectName: "variations"
        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        interactive: false
        keyNavigationEnabled: true
        activeFocusOnTab: true
        cellWidth: Math.floor(Math.min(width, height) / 3)
        cellHeight: cellWidth
        leftMargin: (width - 3 * cellWidth) / 2
        model: sheet.variations
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Variations")
        Keys.onReturnPressed: sheet.variations.take(currentIndex)
        Keys.onSpacePressed: sheet.variations.take(currentIndex)
        delegate: VariationCell {
            width: grid.cellWidth
            height: grid.cellHeight
            focused: grid.activeFocus && GridView.isCurrentItem
            onTaken: {
                grid.currentIndex = index;
                sheet.variations.take(index);
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        BusyBar {
            Layout.preferredWidth: 120
            running: sheet.variations.made < grid.count
            progress: sheet.variations.made / Math.max(1, grid.count)
        }
        Item { Layout.fillWidth: true }
        PushButton {
            text: qsTr("Earlier")
            enabled: !sheet.variations.first
            onClicked: sheet.variations.turnPage(-1)
        }
        PushButton {
            objectName: "moreVariations"
            text: qsTr("Others")
            enabled: !sheet.variations.last
            onClicked: sheet.variations.turnPage(1)
        }
        PushButton {
            text: qsTr("Done")
            primary: true
            onClicked: sheet.close()
        }
    }
}
