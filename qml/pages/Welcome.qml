import QtQuick
import Mien
import Mien.App

/// What to do first, shown where the mix will be.
Column {
    id: welcome

    required property StudioModel studio
    readonly property bool oneMissing: studio.slotA.filled !== studio.slotB.filled
    readonly property bool searching: studio.faces.anyMissing
    readonly property string missing: studio.slotA.filled ? "B" : "A"
    signal openRequested(int slot)

    spacing: Theme.large
    width: 380

    IconItem {
        anchors.horizontalCenter: parent.horizontalCenter
        width: 56
        height: 56
        name: welcome.searching ? "image" : "face"
        colour: Theme.strongLine
    }
    PlainText {
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        text: welcome.searching ? qsTr("A photograph is missing")
            : welcome.oneMissing ? qsTr("One more face") : qsTr("Mix two faces")
        color: Theme.text
        font.pixelSize: Theme.fontLarge
    }
    PlainText {
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.WordWrap
        lineHeight: 1.35
        text: welcome.searching ? qsTr("The mix appears as soon as it is found: locate it on the left.")
              : welcome.oneMissing
              ? qsTr("Drop a photo here, open one, or let the model draw face %1.").arg(welcome.missing)
              : qsTr("Drop two photos here, open them one by one, or start with two faces drawn by the model.")
        color: Theme.textDim
        font.pixelSize: Theme.fontTitle
    }
    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: !welcome.searching
        spacing: Theme.small
        PushButton {
            objectName: "welcomeOpen"
            text: qsTr("Open a photo")
            glyph: "folder"
            implicitHeight: 32
            onClicked: welcome.openRequested(welcome.missing === "A" ? 0 : 1)
        }
        PushButton {
            objectName: "welcomeDraw"
            text: welcome.oneMissing ? qsTr("Draw face %1").arg(welcome.missing) : qsTr("Start with two drawn faces")
            glyph: "draw"
            primary: true
            implicitHeight: 32
            enabled: welcome.studio.engineState === StudioModel.Ready
            onClicked: {
                if (!welcome.oneMissing)
                    welcome.studio.startWithDrawnFaces();
                else
                    (welcome.missing === "A" ? welcome.studio.slotA : welcome.studio.slotB).drawOther(0);
            }
        }
    }
}
