import QtQuick
import Mien
import Mien.App

/// The row of tools below a face: two positioners, since Qt 6.4's RowLayout at times leaves what appears in it lying over
/// the rest.
Item {
    id: actions

    required property FaceSlot slot
    required property StudioModel studio
    signal openRequested

    implicitWidth: ways.width + tools.width
    implicitHeight: ways.height

    Row {
        id: ways

        spacing: 2
        IconButton {
            objectName: "open" + actions.slot.letter
            framed: true
            glyph: "folder"
            tip: qsTr("Open a photo for face %1").arg(actions.slot.letter)
            keys: actions.slot.letter === "B" ? "Ctrl+Shift+O" : ""
            onClicked: actions.openRequested()
        }
        IconButton {
            objectName: "recent" + actions.slot.letter
            framed: true
            glyph: "clock"
            enabled: actions.studio.preferences.hasRecentPhotos
            tip: qsTr("Recent photos")
            quiet: recentMenu.visible
            onClicked: {
                recentMenu.photos = actions.studio.preferences.recentPhotos();
                recentMenu.open();
                actions.studio.preferences.lookForRecentFiles();
            }
            MenuList {
                id: recentMenu

                /// What the menu shows, whatever becomes of the files while it is open.
                property var photos: []

                y: -implicitHeight - 4
                entries: actions.studio.preferences.menuOf(photos)
                onChosen: index => {
                    if (index < photos.length)
                        actions.slot.openFile(photos[index]);
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
    }
    Row {
        id: tools

        objectName: "tools" + actions.slot.letter
        anchors.right: parent.right
        spacing: 2
        IconButton {
            visible: actions.slot.drawn
            glyph: "previous"
            enabled: actions.slot.seed > 0
            tip: qsTr("Previous drawn face")
            keys: ({A: "[", B: "{"})[actions.slot.letter] ?? ""
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
            onRequested: number => actions.slot.drawFace(number)
            onUndoRequested: actions.studio.document.undo()
            onRedoRequested: actions.studio.document.redo()
        }
        IconButton {
            objectName: "next" + actions.slot.letter
            visible: actions.slot.drawn
            glyph: "next"
            tip: qsTr("Next drawn face")
            keys: ({A: "]", B: "}"})[actions.slot.letter] ?? ""
            onClicked: actions.slot.drawOther(1)
        }
        IconButton {
            visible: actions.slot.facesInPhoto > 1
            glyph: "people"
            tip: qsTr("Choose another face of this photo")
            onClicked: actions.slot.chooseAgain()
        }
        IconButton {
            visible: actions.slot.photoThere
            glyph: "target"
            tip: qsTr("Set eyes, nose and mouth by hand")
            onClicked: actions.slot.editPoints()
        }
    }
}
