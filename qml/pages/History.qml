pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// The undo steps; a click goes back or forward to one.
Panel {
    id: history

    required property MixDocument document

    title: qsTr("History")

    ListView {
        id: list

        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        model: history.document.steps
        currentIndex: history.document.stepIndex
        onCurrentIndexChanged: positionViewAtIndex(currentIndex, ListView.Contain)
        onHeightChanged: positionViewAtIndex(currentIndex, ListView.Contain)  // also as it comes back into sight
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: history.title

        delegate: T.AbstractButton {
            id: step

            required property int index
            required property string modelData
            readonly property bool here: index === history.document.stepIndex

            width: ListView.view.width
            implicitHeight: 22
            leftPadding: Theme.small
            text: modelData
            hoverEnabled: true
            focusPolicy: here ? Qt.StrongFocus : Qt.ClickFocus
            onClicked: history.document.goToStep(index)
            Keys.onUpPressed: history.document.undo()
            Keys.onDownPressed: history.document.redo()
            contentItem: PlainText {
                text: step.text
                color: step.here ? Theme.text : step.index > history.document.stepIndex ? Theme.textFaint : Theme.textDim
                font.pixelSize: Theme.fontNormal
                verticalAlignment: Text.AlignVCenter
                elide: Text.ElideRight
            }
            background: Rectangle {
                radius: Theme.radius
                color: step.here ? Theme.raised : step.hovered ? Theme.pressed : "transparent"
                Rectangle {
                    visible: step.here
                    width: 2
                    height: parent.height
                    color: Theme.accent
                }
                FocusRing {
                    anchors.margins: 0
                    shown: step.visualFocus
                }
            }
        }
    }
}
