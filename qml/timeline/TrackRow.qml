import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// One track's name with its value at the playhead, and its keyframe between those before and after.
Rectangle {
    id: row

    required property int index
    required property string name
    required property string valueText
    required property bool linkable
    required property bool measured
    required property bool linked
    required property bool animated
    required property bool keyHere
    required property bool keyBefore
    required property bool keyAfter
    required property StudioModel studio
    readonly property KeyEditor selected: studio.keys
    readonly property bool current: selected.currentRow === index

    color: current ? Theme.raised : "transparent"

    component Step: IconButton {
        implicitWidth: 16
        implicitHeight: 20
        focusPolicy: Qt.NoFocus
    }

    TapHandler {
        onTapped: row.selected.currentRow = row.index
        onDoubleTapped: row.selected.selectTrack(row.index)
    }
    Rectangle {
        width: parent.width
        height: 1
        anchors.bottom: parent.bottom
        color: Theme.gridLine
    }
    Rectangle {
        visible: row.current
        width: 2
        height: parent.height
        color: Theme.accent
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: row.linkable && !row.measured ? Theme.large + Theme.tiny : Theme.medium
        anchors.rightMargin: Theme.tiny
        spacing: 0
        PlainText {
            Layout.fillWidth: true
            text: row.name
            color: row.animated ? Theme.text : Theme.textFaint
            font.pixelSize: Theme.fontNormal
            elide: Text.ElideRight
        }
        PlainText {
            Layout.leftMargin: Theme.small
            Layout.rightMargin: Theme.tiny
            text: row.valueText
            color: row.animated ? Theme.accent : Theme.textFaint
            font.pixelSize: Theme.fontSmall
        }
        Step {
            glyph: "previous"
            enabled: row.keyBefore
            opacity: row.animated ? (enabled ? 1 : 0.3) : 0
            tip: qsTr("Previous keyframe of %1").arg(Theme.inWords(row.name))
            onClicked: row.selected.goToKey(row.index, false, false)
        }
        KeyButton {
            objectName: "row" + row.index + "Key"
            focusPolicy: Qt.NoFocus
            enabled: row.studio.document.complete
            label: row.name
            animated: row.animated
            keyHere: row.keyHere
            onClicked: row.studio.parameters.toggleKey(row.index)
        }
        Step {
            glyph: "next"
            enabled: row.keyAfter
            opacity: row.animated ? (enabled ? 1 : 0.3) : 0
            tip: qsTr("Next keyframe of %1").arg(Theme.inWords(row.name))
            onClicked: row.selected.goToKey(row.index, true, false)
        }
    }
}
