import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// One more face for the mix: from a photograph, the clipboard or the model.
Rectangle {
    id: adder

    required property StudioModel studio
    readonly property int face: studio.document.faceCount
    /// It stays where it is, so that no other button comes to lie under a pointer that clicks on.
    readonly property bool full: face > 7
    readonly property FaceSlot slot: studio.slot(Math.min(face, 7))
    signal openRequested(int slot)

    implicitHeight: 34
    color: Theme.panel
    border.width: drop.containsDrag ? 1.5 : 0
    border.color: Theme.accent

    DropArea {
        id: drop

        anchors.fill: parent
        enabled: !adder.full
        onDropped: event => {
            if (!event.hasUrls)
                return;
            adder.studio.openDropped(event.urls, adder.face);
            event.accept(Qt.CopyAction);
        }
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.small
        spacing: 2
        PlainText {
            objectName: "addFaceText"
            Layout.fillWidth: true
            // Few words: in the narrowest column half of the row is the buttons'.
            text: adder.full ? qsTr("Eight at most")
                : adder.slot.busy ? adder.slot.busyText + "…" : qsTr("Add face %1").arg(adder.slot.letter)
            color: Theme.textDim
            font.pixelSize: Theme.fontNormal
            elide: Text.ElideMiddle
        }
        IconButton {
            visible: adder.slot.busy && !adder.full
            glyph: "close"
            tip: qsTr("Cancel: %1").arg(adder.slot.busyText)
            onClicked: adder.slot.cancel()
        }
        IconButton {
            objectName: "addOpen"
            framed: true
            glyph: "folder"
            enabled: !adder.full
            tip: qsTr("Add a photo as face %1").arg(adder.slot.letter)
            onClicked: adder.openRequested(adder.face)
        }
        IconButton {
            framed: true
            glyph: "paste"
            enabled: !adder.full
            tip: qsTr("Paste a picture as face %1").arg(adder.slot.letter)
            onClicked: adder.slot.paste()
        }
        IconButton {
            objectName: "addDraw"
            framed: true
            glyph: "draw"
            enabled: !adder.full && adder.studio.engineState === StudioModel.Ready
            tip: qsTr("Add a face drawn from the model")
            onClicked: adder.slot.drawFace(adder.slot.seed)
        }
    }
}
