import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// One of many faces: its picture, what it has of the mix, and mute, solo and lock. Its picture, dragged onto another
/// face, swaps both.
Rectangle {
    id: row

    required property int face
    required property StudioModel studio
    readonly property FaceSlot slot: studio.slot(face)
    readonly property FaceMix faces: studio.faces
    readonly property real weight: faces.weights[face] ?? 0
    readonly property bool muted: faces.muted[face] ?? false
    readonly property bool locked: faces.locked[face] ?? false
    /// Some other face can give way.
    readonly property bool moves: !locked && Array.from(faces.locked).some((held, other) => other !== face && !held)
    readonly property bool here: faces.current === face
    readonly property FaceCheck check: studio.check(face)
    /// The policy lets nothing out that is made with it.
    readonly property bool stops: check.outcome === FaceCheck.Block || check.outcome === FaceCheck.Unknown

    implicitHeight: 54
    color: here ? Theme.raised : area.containsMouse ? Theme.hovered : Theme.panel
    border.width: drop.containsDrag ? 1.5 : 0
    border.color: Theme.accent
    Accessible.role: Accessible.ListItem
    Accessible.name: (slot.missing ? qsTr("Face %1: %2, its photograph is missing") : qsTr("Face %1: %2"))
                     .arg(slot.letter).arg(slot.label)

    MouseArea {
        id: area

        anchors.fill: parent
        hoverEnabled: true
        onClicked: row.faces.current = row.face
    }
    DropArea {
        id: drop

        anchors.fill: parent
        onDropped: event => {
            const dragged = event.source as DraggedFace;
            if (dragged)
                row.studio.document.swapFaces(dragged.face, row.face);
            else if (event.hasUrls)
                row.studio.openDropped(event.urls, row.face);
            else
                return;
            event.accept(Qt.CopyAction);
        }
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.small
        anchors.rightMargin: Theme.tiny
        spacing: Theme.small

        Rectangle {
            id: thumb

            Layout.preferredWidth: 42
            Layout.preferredHeight: 42
            color: Theme.canvas
            border.width: row.here ? 2 : 0
            border.color: Theme.accent
            PictureItem {
                anchors.fill: parent
                anchors.margins: row.here ? 2 : 0
                opacity: row.muted ? 0.3 : 1
                fill: true
                picture: row.slot.crop
            }
            IconItem {
                objectName: "missingMark" + row.slot.letter
                anchors.centerIn: parent
                width: 22
                height: 22
                visible: row.slot.missing && !row.slot.busy
                name: "image"
                colour: Theme.accent
            }
            DraggedFace {
                id: dragged

                width: thumb.width
                height: thumb.height
                face: row.face
                picture: row.slot.crop
                dragging: grip.drag.active
            }
            MouseArea {
                id: grip

                objectName: "grip" + row.slot.letter
                anchors.fill: parent
                hoverEnabled: true
                preventStealing: true
                cursorShape: drag.active ? Qt.ClosedHandCursor : Qt.OpenHandCursor
                drag.target: dragged
                drag.onActiveChanged: {
                    if (!drag.active)
                        dragged.x = dragged.y = 0;
                }
                onClicked: row.faces.current = row.face
                onReleased: dragged.Drag.drop()
                Tip {
                    visible: grip.containsMouse && !grip.pressed
                    text: qsTr("Drag onto another face to swap them")
                    keys: "Alt+↑ ↓"
                }
            }
            Shortcut {
                sequence: "Escape"
                enabled: grip.drag.active
                onActivated: dragged.Drag.cancel()
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0
            RowLayout {
                Layout.fillWidth: true
                spacing: 0
                PlainText {
                    id: name

                    Layout.fillWidth: true
                    text: row.slot.letter + "  " + (row.slot.busy ? row.slot.busyText + "…" : row.slot.label)
                    color: row.muted ? Theme.textFaint : Theme.text
                    font.pixelSize: Theme.fontSmall
                    elide: Text.ElideMiddle
                    HoverHandler { id: overName }
                    Tip {
                        visible: overName.hovered && name.truncated
                        text: row.slot.label
                    }
                }
                IconItem {
                    Layout.preferredWidth: 14
                    Layout.preferredHeight: 14
                    Layout.rightMargin: Theme.tiny
                    visible: row.stops || row.slot.missing
                    name: "alert"
                    colour: row.slot.missing ? Theme.accent : Theme.danger
                    HoverHandler { id: overMark }
                    Tip {
                        visible: overMark.hovered
                        text: row.slot.missing ? qsTr("Its photograph is missing: choose this face, and say where it is.")
                            : qsTr("With this face nothing is exported: choose it, and see below its picture.")
                    }
                }
                IconButton {
                    objectName: "mute" + row.slot.letter
                    implicitWidth: 20
                    implicitHeight: 20
                    glyph: "recall"
                    checked: row.muted
                    tip: row.muted ? qsTr("Take face %1 back into the mix").arg(row.slot.letter)
                                   : qsTr("Mute face %1: mix without it").arg(row.slot.letter)
                    onClicked: row.faces.setMuted(row.face, !row.muted)
                }
                IconButton {
                    objectName: "solo" + row.slot.letter
                    implicitWidth: 20
                    implicitHeight: 20
                    glyph: "face"
                    checked: row.faces.muted.length > 0 && row.faces.isSolo(row.face)
                    tip: qsTr("Face %1 alone").arg(row.slot.letter)
                    onClicked: row.faces.solo(row.face)
                }
                IconButton {
                    objectName: "lock" + row.slot.letter
                    implicitWidth: 20
                    implicitHeight: 20
                    glyph: row.locked ? "lock" : "unlocked"
                    checked: row.locked
                    tip: row.locked ? qsTr("Unlock the share of face %1").arg(row.slot.letter)
                                    : qsTr("Lock the share of face %1: it stays while others move").arg(row.slot.letter)
                    onClicked: row.faces.setLocked(row.face, !row.locked)
                }
            }
            RowLayout {
                Layout.fillWidth: true
                enabled: row.moves
                spacing: Theme.tiny
                TrackSlider {
                    id: share

                    objectName: "weight" + row.slot.letter
                    Layout.fillWidth: true
                    dimmed: row.muted || !row.moves
                    value: row.weight
                    Accessible.name: qsTr("Share of face %1").arg(row.slot.letter)
                    onRequested: value => {
                        row.faces.setWeight(row.face, value);
                        // What gives way only so far leaves the handle there, not under the hand.
                        if (share.value !== row.weight)
                            share.value = Qt.binding(() => row.weight);
                    }
                    onFinished: row.faces.finish()
                    onCancelRequested: row.faces.cancel()
                    onResetRequested: row.faces.level()
                }
                NumberField {
                    implicitWidth: 40
                    number: 100 * row.weight
                    Accessible.name: qsTr("Share of face %1, percent").arg(row.slot.letter)
                    onRequested: number => {
                        row.faces.setWeight(row.face, number / 100);
                        row.faces.finish();
                    }
                    onUndoRequested: row.studio.document.undo()
                    onRedoRequested: row.studio.document.redo()
                }
            }
        }
        IconButton {
            objectName: "remove" + row.slot.letter
            implicitWidth: 20
            glyph: "close"
            tip: qsTr("Take face %1 out").arg(row.slot.letter)
            onClicked: row.studio.document.removeFace(row.face)
        }
    }
}
