pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien

/// One choice of the mix: name, keyframe and options. Many options are a menu; in one line they stand beside the name.
ColumnLayout {
    id: control

    required property string label
    property string hint: ""
    /// Names the options, and with "Key" behind it their keyframe.
    property string key: ""
    property list<string> options: []
    property int current: -1
    property bool oneLine: false
    property bool animated: false
    property bool keyHere: false
    signal requested(int index)
    signal keyRequested

    readonly property bool many: options.length > (oneLine ? 4 : 5)

    spacing: Theme.tiny

    component Choices: Segmented {
        objectName: visible ? control.key : ""
        name: control.label
        options: control.options
        current: control.current
        fades: false
        onRequested: index => control.requested(index)
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: 2
        PlainText {
            Layout.fillWidth: true
            text: control.label
            color: Theme.text
            font.pixelSize: Theme.fontNormal
            elide: Text.ElideRight
            HoverHandler { id: hover }
            Tip {
                visible: hover.hovered && text.length > 0
                text: control.hint
            }
        }
        Choices {
            Layout.fillWidth: false
            Layout.minimumWidth: 126
            Layout.maximumWidth: 126
            visible: control.oneLine && !control.many
        }
        DropDown {
            objectName: visible ? control.key : ""
            Layout.preferredWidth: 132
            visible: control.many
            name: control.label
            options: control.options
            current: control.current
            onRequested: index => control.requested(index)
        }
        KeyButton {
            objectName: control.key + "Key"
            label: control.label
            animated: control.animated
            keyHere: control.keyHere
            onClicked: control.keyRequested()
        }
    }
    Choices {
        Layout.fillWidth: true
        visible: !control.oneLine && !control.many
    }
}
