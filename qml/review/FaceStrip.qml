pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mien
import Mien.App

/// Faces side by side, of which one can be chosen, or none. Arrows move the choice.
ListView {
    id: strip

    required property var faces
    required property int current
    signal requested(int index)

    objectName: "faceStrip"
    implicitHeight: 76
    orientation: ListView.Horizontal
    clip: true
    spacing: Theme.tiny
    visible: faces.length > 0
    model: faces
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    keyNavigationEnabled: false
    currentIndex: current
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Faces")
    Keys.onLeftPressed: requested(Math.max(0, current - 1))
    Keys.onRightPressed: requested(Math.min(faces.length - 1, current + 1))
    Keys.onDeletePressed: requested(-1)
    T.ScrollBar.horizontal: ScrollLine {}

    delegate: T.AbstractButton {
        id: face

        required property int index
        required property var modelData
        readonly property bool chosen: index === strip.current

        implicitWidth: 64
        implicitHeight: 64
        focusPolicy: Qt.NoFocus
        hoverEnabled: true
        Accessible.role: Accessible.RadioButton
        Accessible.name: modelData.text
        Accessible.checked: chosen
        onClicked: strip.requested(chosen ? -1 : index)
        contentItem: PictureItem { picture: face.modelData.picture }
        background: Rectangle { color: Theme.canvas }
        Rectangle {
            anchors.fill: parent
            color: "transparent"
            border.width: face.chosen ? 2 : face.hovered ? 1 : 0
            border.color: face.chosen ? Theme.accent : Theme.strongLine
        }
        Tip {
            visible: face.hovered
            text: face.modelData.text
        }
    }
    FocusRing { shown: strip.activeFocus }
}
