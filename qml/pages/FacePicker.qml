import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// One parent: its crop with landmarks, where it came from, and the ways to take another.
Rectangle {
    id: picker

    required property FaceSlot slot
    required property StudioModel studio
    required property int slotIndex
    property real headroom: Theme.small
    signal openRequested

    color: Theme.panel
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Face %1").arg(slot.letter)

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.medium
        anchors.topMargin: picker.headroom
        spacing: Theme.small

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.small
            Rectangle {
                implicitWidth: 30
                implicitHeight: 30
                radius: Theme.radius
                color: Theme.raised
                PlainText {
                    anchors.centerIn: parent
                    text: picker.slot.letter
                    color: Theme.text
                    font.pixelSize: Theme.fontTitle
                    font.weight: Font.DemiBold
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 1
                PlainText {
                    Layout.fillWidth: true
                    text: picker.slot.filled || picker.slot.missing ? picker.slot.label : qsTr("Face %1").arg(picker.slot.letter)
                    color: Theme.text
                    font.pixelSize: Theme.fontNormal
                    elide: Text.ElideMiddle
                }
                PlainText {
                    Layout.fillWidth: true
                    text: patience.shown ? picker.slot.busyText + "…" : picker.slot.filled ? picker.slot.caption
                        : picker.slot.missing ? qsTr("Its photograph is missing") : qsTr("Nothing chosen yet")
                    color: Theme.textFaint
                    font.pixelSize: Theme.fontSmall
                    elide: Text.ElideMiddle
                }
            }
            IconButton {
                objectName: "unusual" + picker.slot.letter
                visible: picker.slot.drawn
                glyph: "bars"
                tip: qsTr("How unusual the drawn face may be")
                quiet: unusualMenu.visible
                onClicked: unusualMenu.open()
                MenuList {
                    id: unusualMenu

                    readonly property var truncations: [0.5, 0.8, 0.9, 1]

                    x: parent.width - implicitWidth
                    y: parent.height + 4
                    entries: [qsTr("Close to the mean face"), qsTr("Usual"), qsTr("Unusual"), qsTr("As unusual as it gets")]
                    current: truncations.indexOf(picker.slot.truncation)
                    onChosen: index => picker.slot.truncation = truncations[index]
                }
            }
            IconButton {
                objectName: "cancel" + picker.slot.letter
                visible: patience.shown
                glyph: "close"
                tip: qsTr("Cancel: %1").arg(picker.slot.busyText)
                onClicked: picker.slot.cancel()
            }
        }
        Rectangle {
            id: frame

            readonly property real side: Math.min(width, height)

            Layout.fillWidth: true
            Layout.fillHeight: true
            color: Theme.canvas
            radius: Theme.radius
            clip: true
            border.width: drop.containsDrag ? 1.5 : 0
            border.color: Theme.accent

            PictureItem {
                id: crop

                anchors.centerIn: parent
                width: frame.side
                height: frame.side
                picture: picker.slot.crop
                LandmarksItem {
                    anchors.fill: parent
                    visible: picker.studio.preferences.landmarksShown && picker.slot.filled
                    points: picker.slot.landmarks
                    colour: Theme.mark
                    opacity: 0.75
                }
            }
            Column {
                anchors.centerIn: parent
                visible: !picker.slot.filled && !picker.slot.missing && !picker.slot.busy
                spacing: Theme.small
                IconItem {
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: 36
                    height: 36
                    name: "image"
                    colour: Theme.strongLine
                }
                PlainText {
                    width: frame.width - 2 * Theme.large
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.WordWrap
                    text: qsTr("Drop a photo here,\nor use the buttons below.")
                    color: Theme.textFaint
                    font.pixelSize: Theme.fontNormal
                    lineHeight: 1.25
                }
            }
            MissingFace {
                anchors.centerIn: parent
                width: parent.width - 2 * Theme.large
                visible: picker.slot.missing && !picker.slot.busy
                slot: picker.slot
                slotIndex: picker.slotIndex
                finder: picker.studio.project.finder
                folder: picker.studio.preferences.photoFolder
            }
            ContextMenu {
                entriesAt: () => [
                    {text: qsTr("Open a photo…"), act: () => picker.openRequested()},
                    {text: qsTr("Paste"), act: () => picker.slot.paste()},
                    {text: qsTr("Draw a new face"), enabled: picker.studio.engineState === StudioModel.Ready,
                     act: () => picker.slot.drawOther(picker.slot.drawn ? 1 : 0)},
                    {heading: ""},
                    {text: qsTr("Choose another face of this photo…"), enabled: picker.slot.facesInPhoto > 1,
                     act: () => picker.slot.chooseAgain()},
                    {text: qsTr("Set eyes, nose and mouth…"), enabled: picker.slot.photoThere,
                     act: () => picker.slot.editPoints()}
                ]
            }
            BusyBar {
                id: patience

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                running: picker.slot.busy
            }
            DropArea {
                id: drop

                anchors.fill: parent
                onDropped: event => {
                    if (!event.hasUrls)
                        return;
                    picker.studio.openDropped(event.urls, picker.slotIndex);
                    event.accept(Qt.CopyAction);
                }
            }
        }
        FaceCheckRow {
            Layout.fillWidth: true
            check: picker.studio.check(picker.slotIndex)
            letter: picker.slot.letter
        }
        PickerActions {
            Layout.fillWidth: true
            slot: picker.slot
            studio: picker.studio
            onOpenRequested: picker.openRequested()
        }
    }
}
