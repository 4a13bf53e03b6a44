pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien

/// One choice out of a few, all in view. Left and right arrows move the choice. No layout, for the choices change: Qt
/// 6.4's goes on to one that a Repeater has taken away, and crashes.
Item {
    id: control

    required property list<string> options
    required property int current
    property list<bool> usable: []
    property string name: ""
    /// False where what it stands in fades as a whole while it can't be used.
    property bool fades: true
    signal requested(int index)

    function isUsable(index: int): bool { return index >= usable.length || usable[index]; }
    function move(by: int) {
        for (let i = current + by; i >= 0 && i < options.length; i += by)
            if (isUsable(i)) {
                requested(i);
                (repeater.itemAt(i) as Item).forceActiveFocus(Qt.TabFocusReason);
                return;
            }
    }

    Layout.fillWidth: true
    implicitWidth: options.length
    implicitHeight: Theme.controlHeight
    Accessible.role: Accessible.Grouping
    Accessible.name: name

    Repeater {
        id: repeater

        model: control.options
        T.AbstractButton {
            id: option

            required property int index
            required property string modelData
            readonly property bool chosen: index === control.current

            /// A pixel apart, on whole pixels.
            function edge(of: int): real { return Math.round(of * (control.width + 1) / control.options.length); }

            x: edge(index)
            width: edge(index + 1) - 1 - x
            height: control.height
            text: modelData
            enabled: control.isUsable(index)
            opacity: control.isUsable(index) && (control.enabled || !control.fades) ? 1 : 0.35
            hoverEnabled: true
            focusPolicy: chosen || (control.current < 0 && index === 0) ? Qt.StrongFocus : Qt.ClickFocus
            Accessible.role: Accessible.RadioButton
            Accessible.name: control.name.length > 0 ? control.name + ": " + modelData : modelData
            Accessible.checked: chosen
            onClicked: control.requested(index)
            Keys.onLeftPressed: control.move(-1)
            Keys.onRightPressed: control.move(1)

            contentItem: PlainText {
                text: option.text
                color: option.chosen ? Theme.accent : option.hovered ? Theme.text : Theme.textDim
                font.pixelSize: Theme.fontNormal
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                elide: Text.ElideRight
            }
            background: Rectangle {
                radius: Theme.radius
                color: option.chosen ? Theme.hovered : option.hovered ? Theme.raised : Theme.pressed
                FocusRing { shown: option.visualFocus }
            }
        }
    }
}
