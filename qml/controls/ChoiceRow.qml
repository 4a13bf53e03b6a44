import QtQuick
import QtQuick.Layouts
import Mien

/// One choice of the mix: name, keyframe and options.
ColumnLayout {
    id: control

    required property string label
    /// Names the options, and with "Key" behind it their keyframe.
    property string key: ""
    property alias options: segments.options
    property alias current: segments.current
    property bool animated: false
    property bool keyHere: false
    signal requested(int index)
    signal keyRequested

    spacing: Theme.tiny

    RowLayout {
        Layout.fillWidth: true
        Text {
            Layout.fillWidth: true
            text: control.label
            color: Theme.text
            font.pixelSize: Theme.fontNormal
        }
        KeyButton {
            objectName: control.key + "Key"
            label: control.label
            animated: control.animated
            keyHere: control.keyHere
            onClicked: control.keyRequested()
        }
    }
    Segmented {
        id: segments

        objectName: control.key
        Layout.fillWidth: true
        name: control.label
        options: []
        current: -1
        onRequested: index => control.requested(index)
    }
}
