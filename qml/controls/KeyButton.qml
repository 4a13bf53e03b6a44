import QtQuick
import QtQuick.Templates as T
import Mien

/// The keyframe of one parameter at the playhead: filled when it is there, an outline with a dot when the parameter
/// has others, a faint outline when it has none.
T.AbstractButton {
    id: control

    required property string label
    property bool animated: false
    property bool keyHere: false
    readonly property string says: keyHere ? qsTr("Remove the keyframe of %1").arg(Theme.inWords(label))
                                           : qsTr("Keyframe of %1").arg(Theme.inWords(label))

    implicitWidth: 20
    implicitHeight: 20
    focusPolicy: Qt.TabFocus
    hoverEnabled: true
    opacity: enabled ? 1 : 0.35
    Accessible.role: Accessible.Button
    Accessible.name: says
    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) control.clicked(); }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) control.clicked(); }

    contentItem: Item {
        Rectangle {
            anchors.centerIn: parent
            width: 8
            height: 8
            rotation: 45
            antialiasing: true
            color: control.keyHere ? Theme.accent : "transparent"
            border.width: 1.25
            border.color: control.keyHere ? Theme.accent
                        : control.hovered ? Theme.textBright : control.animated ? Theme.accent : Theme.textFaint
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: control.down ? Theme.pressed : control.hovered ? Theme.hovered : "transparent"
        FocusRing { shown: control.visualFocus }
    }
    Tip {
        visible: control.hovered || control.visualFocus
        text: control.says
    }
}
