import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The row of tools below a face.
RowLayout {
    id: actions

    required property FaceSlot slot
    required property StudioModel studio
    readonly property var recent: studio.preferences.recentPhotos
    required property bool busyShown
    signal openRequested

    spacing: 2

    IconButton {
        objectName: "open" + actions.slot.letter
        framed: true
        glyph: "folder"
        tip: qsTr("Open a photo for face %1").arg(actions.slot.letter)
        keys: actions.slot.letter === "A" ? "Ctrl+O" : "Ctrl+Shift+O"
        onClicked: actions.openRequested()
    }
    IconButton {
        framed: true
        glyph: "clock"
        enabled: actions.recent.length > 0
        tip: qsTr("Recent photos")
        onClicked: recentMenu.open()
        MenuList {
            id: recentMenu

            y: -implicitHeight - 4
            entries: actions.studio.preferences.recentMenu
            onChosen: index => {
                if (index < actions.recent.length)
                    actions.slot.openFile(actions.studio.preferences.recentPhoto(index));
                else
                    actions.studio.preferences.clearRecentPhotos();
            }
        }
    }
    IconButton {
        framed: true
        glyph: "paste"
        tip: qsTr("Paste a picture as face %1").arg(actions.slot.letter)
        onClicked: actions.slot.paste()
    }
    IconButton {
        objectName: "draw" + actions.slot.letter
        framed: true
        glyph: "draw"
        enabled: actions.studio.engineState === StudioModel.Ready
        tip: qsTr("Draw a new face from the model")
        onClicked: actions.slot.drawOther(actions.slot.drawn ? 1 : 0)
    }
    Item { Layout.fillWidth: true }
    IconButton {
        visible: actions.slot.drawn
        glyph: "previous"
        enabled: actions.slot.seed > 0
        tip: qsTr("Previous drawn face")
        keys: actions.slot.letter === "A" ? "[" : "{"
        onClicked: actions.slot.drawOther(-1)
    }
    NumberField {
        visible: actions.slot.drawn
        implicitHeight: Theme.controlHeight
        implicitWidth: 40
        horizontalAlignment: TextInput.AlignHCenter
        rightPadding: 2
        to: 2147483647
        number: actions.slot.seed
        Accessible.name: qsTr("Seed of face %1").arg(actions.slot.letter)
        onRequested: number => { if (number !== actions.slot.seed) actions.slot.drawFace(number); }
    }
    IconButton {
        visible: actions.slot.drawn
        glyph: "next"
        tip: qsTr("Next drawn face")
        keys: actions.slot.letter === "A" ? "]" : "}"
        onClicked: actions.slot.drawOther(1)
    }
    IconButton {
        visible: actions.slot.facesInPhoto > 1
        glyph: "people"
        tip: qsTr("Choose another face of this photo")
        onClicked: actions.slot.chooseAgain()
    }
    IconButton {
        visible: actions.slot.filled && !actions.slot.drawn
        glyph: "target"
        tip: qsTr("Set eyes, nose and mouth by hand")
        onClicked: actions.slot.editPoints()
    }
    IconButton {
        visible: actions.busyShown
        glyph: "close"
        tip: qsTr("Cancel: %1").arg(actions.slot.busyText)
        onClicked: actions.slot.cancel()
    }
}
