pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien

/// One value of the mix: name, link to the overall mix if it has one, keyframe, number and slider.
ColumnLayout {
    id: control

    required property string label
    /// 0..1 of the range.
    required property real position
    required property real number
    property real numberFrom: 0
    property real numberTo: 100
    property bool percent: true
    property string hint: ""
    property real origin: 0.5
    property list<string> ends: []
    /// Of each end's words, px, so that the tracks of several sliders lie below one another; 0: as they are.
    property int endWidth: 0
    property bool linkable: false
    property bool linked: false
    /// What the link button says while linked and while not; empty: it is a link to the overall mix.
    property list<string> linkTips: []
    property bool animated: false
    property bool keyHere: false
    /// It can't be moved now, because of faces that are locked.
    property bool held: false
    readonly property string explanation: held ? qsTr("Held by a face that is locked: unlock it to move this.") : hint
    signal requested(real position)
    signal numberRequested(real number)
    signal finished
    signal cancelled
    signal resetRequested
    signal linkRequested(bool linked)
    signal keyRequested
    signal undoRequested
    signal redoRequested

    function takeFocus() { track.forceActiveFocus(Qt.TabFocusReason); }

    spacing: 0

    // On the whole, for what is disabled in it is not hovered.
    HoverHandler { id: over }

    component End: PlainText {
        visible: text.length > 0 || control.endWidth > 0
        Layout.preferredWidth: control.endWidth > 0 ? control.endWidth : implicitWidth
        color: Theme.textDim
        font.pixelSize: Theme.fontSmall
        font.weight: Font.DemiBold
        elide: Text.ElideRight
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: 2
        PlainText {
            Layout.fillWidth: true
            text: control.label
            color: control.linkable && control.linked ? Theme.textDim : Theme.text
            font.pixelSize: Theme.fontNormal
            elide: Text.ElideRight
            HoverHandler { id: overLabel }
            Tip {
                visible: (overLabel.hovered || control.held && over.hovered) && text.length > 0
                text: control.explanation
            }
        }
        IconButton {
            visible: control.linkable
            implicitWidth: 20
            implicitHeight: 20
            checkable: false
            checked: control.linked
            glyph: control.linked ? "link" : "unlink"
            tip: control.linkTips.length > 1 ? control.linkTips[control.linked ? 0 : 1]
               : control.linked ? qsTr("Unlink %1 from the overall mix").arg(Theme.inWords(control.label))
               : control.animated ? qsTr("Link %1 to the overall mix, without its keyframes").arg(Theme.inWords(control.label))
                                  : qsTr("Link %1 to the overall mix").arg(Theme.inWords(control.label))
            onClicked: control.linkRequested(!control.linked)
        }
        NumberField {
            objectName: control.objectName + "Number"
            enabled: !control.held
            next: track
            opacity: enabled ? 1 : 0.4
            number: control.number
            from: control.numberFrom
            to: control.numberTo
            decimals: Math.abs(number - Math.round(number)) > 0.04 ? 1 : 0
            Accessible.name: control.percent ? qsTr("%1, percent").arg(control.label) : control.label
            onRequested: number => control.numberRequested(number)
            onUndoRequested: control.undoRequested()
            onRedoRequested: control.redoRequested()
        }
        KeyButton {
            objectName: control.objectName + "Key"
            label: control.label
            animated: control.animated
            keyHere: control.keyHere
            onClicked: control.keyRequested()
        }
    }
    RowLayout {
        Layout.fillWidth: true
        enabled: !control.held
        spacing: 6
        End {
            text: control.ends[0] ?? ""
            horizontalAlignment: control.endWidth > 0 ? Text.AlignRight : Text.AlignLeft
        }
        TrackSlider {
            id: track

            objectName: control.objectName + "Track"
            Layout.fillWidth: true
            value: control.position
            origin: control.origin
            dimmed: control.held || (control.linkable && control.linked)
            Accessible.name: control.label
            Accessible.description: control.explanation
            onRequested: value => {
                control.requested(value);
                // What gives way only so far leaves the handle there, not under the hand.
                if (track.value !== control.position)
                    track.value = Qt.binding(() => control.position);
            }
            onFinished: control.finished()
            onCancelRequested: control.cancelled()
            onResetRequested: control.resetRequested()
        }
        End { text: control.ends[1] ?? "" }
    }
}
