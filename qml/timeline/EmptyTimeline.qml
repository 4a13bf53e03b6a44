import QtQuick
import Mien
import Mien.App

/// What to do while nothing moves.
Rectangle {
    id: empty

    required property StudioModel studio
    readonly property int faces: studio.document.faceCount
    signal startRequested
    /// There are keyframes now, and this is about to go.
    signal started

    width: row.width + 2 * Theme.medium
    height: 40
    radius: 5
    color: Theme.panel
    border.color: Theme.line

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.small
        PushButton {
            objectName: "startNow"
            focusPolicy: Qt.TabFocus
            primary: true
            text: empty.faces > 2 ? qsTr("A to %1, 3 seconds each").arg(empty.studio.slot(empty.faces - 1).letter)
                                  : qsTr("A to B in 3 seconds")
            tip: empty.faces > 2 ? qsTr("With half a second of rest at each face")
                                 : qsTr("With half a second of rest at both ends")
            onClicked: {
                if (empty.studio.timeline.start(3, 0.5, 4, TimelineEditor.Once, false))
                    empty.started();
            }
        }
        PushButton {
            focusPolicy: Qt.TabFocus
            text: qsTr("Other times…")
            onClicked: empty.startRequested()
        }
        PlainText {
            visible: (empty.parent?.width ?? 0) > 580
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("or set a keyframe with ◇ beside a slider")
            color: Theme.textDim
            font.pixelSize: Theme.fontNormal
        }
    }
}
