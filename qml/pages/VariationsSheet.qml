pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// New faces like the mix: a page of variations, how far they go, and which one the mix becomes once it is done.
Sheet {
    id: sheet

    required property VariationsModel variations

    function finish() {
        variations.apply();
        close();
    }

    title: qsTr("Variations of this mix")
    width: parent ? Math.min(parent.width - 2 * Theme.huge, 640) : 640
    height: parent ? Math.min(parent.height - 2 * Theme.huge, 780) : 600
    onAboutToShow: {
        variations.open = true;
        grid.currentIndex = 0;
        grid.forceActiveFocus();
    }
    onClosed: variations.open = false

    Connections {
        target: sheet.variations
        function onChanged() {
            if (sheet.opened && !sheet.variations.open)
                sheet.close();
        }
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.small
        PlainText {
            text: qsTr("Drawn anew")
            color: Theme.textDim
            font.pixelSize: Theme.fontNormal
        }
        TrackSlider {
            objectName: "variationAmount"
            Layout.fillWidth: true
            Accessible.name: qsTr("How much of each is drawn anew")
            value: sheet.variations.amount
            origin: 0
            onRequested: value => sheet.variations.amount = value
            onResetRequested: sheet.variations.amount = 0.5
            onCancelRequested: value => sheet.variations.amount = value
        }
        NumberField {
            number: Math.round(100 * sheet.variations.amount)
            to: 100
            Accessible.name: qsTr("How much of each is drawn anew, %")
            onRequested: number => sheet.variations.amount = number / 100
        }
        PlainText {
            text: qsTr("%")
            color: Theme.textFaint
            font.pixelSize: Theme.fontNormal
        }
    }
    Item {
        Layout.fillWidth: true
        Layout.fillHeight: true
        GridView {
            id: grid

            objectName: "variations"
            anchors.centerIn: parent
            width: 3 * cellWidth
            height: 3 * cellHeight
            clip: true
            interactive: false
            keyNavigationEnabled: true
            activeFocusOnTab: true
            cellWidth: Math.floor(Math.min(parent.width, parent.height) / 3)
            cellHeight: cellWidth
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
            objectName: "cancelVariations"
            text: qsTr("Cancel")
            tip: qsTr("Back to the mix as it was")
            onClicked: sheet.close()
        }
        PushButton {
            objectName: "takeVariation"
            text: qsTr("Done")
            primary: true
            onClicked: sheet.finish()
        }
    }
}
