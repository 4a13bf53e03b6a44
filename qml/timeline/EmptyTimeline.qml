import QtQuick
import Mien
import Mien.App

/// What to do while nothing moves.
Rectangle {
    id: empty

    required property StudioModel studio
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
            text: qsTr("A to B in 3 seconds")
            tip: qsTr("With half a second of rest at both ends")
            onClicked: {
                empty.studio.timeline.start(3, 0.5, 4, TimelineEditor.Once, false);
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
