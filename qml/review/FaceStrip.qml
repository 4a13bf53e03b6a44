pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mien
import Mien.App

/// Faces side by side, of which one can be chosen, or none. Arrows move the choice.
ListView {
    id: strip

    required property RecallModel incident
    readonly property int current: incident.face
    signal requested(int index)

    objectName: "faceStrip"
    // Always: a layout misses what grows while its sheet is about to open, and the faces come a moment later.
    implicitHeight: 76
    orientation: ListView.Horizontal
    clip: true
    spacing: Theme.tiny
    model: incident.faces
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: count > 0
    keyNavigationEnabled: false
    currentIndex: current
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Faces")
    Keys.onLeftPressed: requested(Math.max(0, current - 1))
    Keys.onRightPressed: requested(Math.min(count - 1, current + 1))
    Keys.onDeletePressed: requested(-1)
    T.ScrollBar.horizontal: ScrollLine {}

    delegate: T.AbstractButton {
        id: face

        required property int index
        required property string modelData
        readonly property bool chosen: index === strip.current

        implicitWidth: 64
        implicitHeight: 64
        focusPolicy: Qt.NoFocus
        hoverEnabled: true
        Accessible.role: Accessible.RadioButton
        Accessible.name: modelData
        Accessible.checked: chosen
        onClicked: strip.requested(chosen ? -1 : index)
        contentItem: PictureItem { picture: strip.incident.facePicture(face.index) }
        background: Rectangle { color: Theme.canvas }
        Rectangle {
            anchors.fill: parent
            z: 1  // above the picture, which is put in later
            color: "transparent"
            border.width: face.chosen ? 2 : face.hovered ? 1 : 0
            border.color: face.chosen ? Theme.accent : Theme.strongLine
        }
        Tip {
            visible: face.hovered
            text: face.modelData
        }
    }
    PlainText {
        parent: strip
        anchors.verticalCenter: parent.verticalCenter
        visible: strip.incident.read && strip.count === 0
        text: qsTr("No output shows a face yet.")
        color: Theme.textFaint
        font.pixelSize: Theme.fontNormal
    }
    FocusRing { shown: strip.activeFocus }
}
