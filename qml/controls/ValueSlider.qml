pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien

/// One value of the mix: name, slider, number in percent and, for a group, its link to the overall mix.
ColumnLayout {
    id: control

    required property string label
    required property real value
    property string hint: ""
    property real origin: 0.5
    property list<string> ends: []
    property bool linkable: false
    property bool linked: false
    signal requested(real value)
    signal finished
    signal resetRequested
    signal linkRequested(bool linked)
    signal undoRequested
    signal redoRequested

    spacing: 0

    component End: Text {
        visible: text.length > 0
        color: Theme.textDim
        font.pixelSize: Theme.fontSmall
        font.weight: Font.DemiBold
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.tiny
        Text {
            Layout.fillWidth: true
            text: control.label
            color: control.linkable && control.linked ? Theme.textDim : Theme.text
            font.pixelSize: Theme.fontNormal
            elide: Text.ElideRight
        }
        IconButton {
            visible: control.linkable
            implicitWidth: 20
            implicitHeight: 20
            checkable: false
            checked: control.linked
            glyph: control.linked ? "link" : "unlink"
            tip: control.linked ? qsTr("Unlink %1 from the overall mix").arg(control.label.toLowerCase())
                                : qsTr("Link %1 to the overall mix").arg(control.label.toLowerCase())
            onClicked: control.linkRequested(!control.linked)
        }
        NumberField {
            objectName: control.objectName + "Number"
            number: Math.round(control.value * 1000) / 10
            decimals: Math.abs(number - Math.round(number)) > 0.04 ? 1 : 0
            Accessible.name: qsTr("%1, percent").arg(control.label)
            onRequested: number => {
                control.requested(number / 100);
                control.finished();
            }
            onUndoRequested: control.undoRequested()
            onRedoRequested: control.redoRequested()
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: 6
        End { text: control.ends[0] ?? "" }
        TrackSlider {
            objectName: control.objectName + "Track"
            Layout.fillWidth: true
            value: control.value
            origin: control.origin
            dimmed: control.linkable && control.linked
            Accessible.name: control.label
            Accessible.description: control.hint
            onRequested: value => control.requested(value)
            onFinished: control.finished()
            onResetRequested: control.resetRequested()
        }
        End { text: control.ends[1] ?? "" }
    }
}
