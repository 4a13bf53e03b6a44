pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// The faces of the mix. Two stand one above the other, and the button between them exchanges them; of more, one is
/// shown in full above the list of all.
Item {
    id: pickers

    required property StudioModel studio
    readonly property int count: studio.document.faceCount
    readonly property bool many: count > 2
    signal openRequested(int slot)

    ColumnLayout {
        anchors.fill: parent
        spacing: 1

        // No layout of its own: Qt 6.4's goes on to one that a Repeater has taken away, and crashes.
        Item {
            id: shown

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: pickers.many ? 180 : 0

            Repeater {
                model: pickers.many ? 0 : 2
                FacePicker {
                    required property int index

                    y: index === 0 ? 0 : shown.height - height
                    width: shown.width
                    height: Math.floor((shown.height - 1) / 2)
                    slot: pickers.studio.slot(index)
                    studio: pickers.studio
                    slotIndex: index
                    headroom: index === 0 ? Theme.small : swap.height / 2 + 2
                    onOpenRequested: pickers.openRequested(index)
                }
            }
            Repeater {
                model: pickers.many ? 1 : 0
                FacePicker {
                    width: shown.width
                    height: shown.height
                    slot: pickers.studio.slot(pickers.studio.faces.current)
                    studio: pickers.studio
                    slotIndex: pickers.studio.faces.current
                    onOpenRequested: pickers.openRequested(pickers.studio.faces.current)
                }
            }
        }
        ListView {
            objectName: "faceList"
            Layout.fillWidth: true
            Layout.preferredHeight: contentHeight
            Layout.maximumHeight: pickers.height - 240
            visible: pickers.many
            clip: true
            spacing: 1
            boundsBehavior: Flickable.StopAtBounds
            model: pickers.many ? pickers.count : 0
            currentIndex: pickers.studio.faces.current
            onCurrentIndexChanged: positionViewAtIndex(currentIndex, ListView.Contain)
            onCountChanged: positionViewAtIndex(currentIndex, ListView.Contain)
            T.ScrollBar.vertical: ScrollLine {}
            delegate: FaceRow {
                required property int index

                width: ListView.view.width
                face: index
                studio: pickers.studio
            }
        }
        AddFace {
            Layout.fillWidth: true
            visible: pickers.studio.document.complete
            studio: pickers.studio
            onOpenRequested: slot => pickers.openRequested(slot)
        }
    }
    SwapButton {
        id: swap

        anchors.horizontalCenter: parent.horizontalCenter
        y: (parent.height - (pickers.studio.document.complete ? 35 : 0) - height) / 2
        visible: !pickers.many
        document: pickers.studio.document
    }
}
