import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// One parameter of the mix: a slider, or for a choice its options.
ColumnLayout {
    id: row

    required property int index
    /// Its place among all parameters.
    required property int parameter
    required property string name
    required property string help
    required property real position
    required property real origin
    required property real number
    required property real numberFrom
    required property real numberTo
    required property string unit
    required property list<string> choices
    required property bool leads
    required property bool linkable
    required property bool linked
    required property bool measured
    /// Of the face, or "".
    required property string region
    /// Along a direction of the model, in standard deviations.
    required property bool direction
    /// Of a further face, from 2 (C), or 0.
    required property int face
    required property bool animated
    required property bool keyHere
    /// Locked faces leave it no way to move.
    required property bool held
    /// Of a direction: what less and more of it is, or none.
    required property list<string> endWords
    required property StudioModel studio
    /// Above it.
    property int gap: 0
    readonly property string letter: String.fromCharCode(65 + face)
    readonly property bool stepped: choices.length > 0
    readonly property string key: name.toLowerCase().replace(/ /g, "-")

    function takeFocus() { slider.takeFocus(); }

    spacing: 0

    ValueSlider {
        id: slider

        objectName: row.stepped || !row.visible ? "" : row.key
        Layout.fillWidth: true
        Layout.topMargin: row.gap
        visible: !row.stepped
        label: row.name
        hint: row.help
        position: row.position
        origin: row.origin
        number: row.number
        numberFrom: row.numberFrom
        numberTo: row.numberTo
        percent: row.unit === "%"
        ends: !row.leads ? row.endWords : row.face > 0 ? [qsTr("Without"), row.letter] : ["A", "B"]
        endWidth: row.direction ? 58 : 0
        linkable: row.linkable
        linked: row.linked
        linkTips: row.measured ? [qsTr("Measured for these faces: equally like both. Click to set it by hand"),
                                  qsTr("Measure it for these faces, so that half way is equally like both")]
                : row.region !== "" ? [qsTr("Follows the whole face. Click to set it by hand"),
                                       qsTr("Follow the whole face again")] : []
        animated: row.animated
        keyHere: row.keyHere
        held: row.held
        onRequested: position => row.studio.parameters.setPosition(row.parameter, position)
        onNumberRequested: number => row.studio.parameters.setNumber(row.parameter, number)
        onFinished: row.studio.parameters.finish()
        onCancelled: row.studio.parameters.cancel()
        onResetRequested: row.studio.parameters.reset(row.parameter)
        onLinkRequested: linked => row.studio.parameters.setLinked(row.parameter, linked)
        onKeyRequested: row.studio.parameters.toggleKey(row.parameter)
        onUndoRequested: row.studio.document.undo()
        onRedoRequested: row.studio.document.redo()
    }
    ContextMenu {
        enabled: !row.stepped
        entriesAt: () => [
            {text: qsTr("Reset"), keys: qsTr("double click"), enabled: !row.held,
             act: () => row.studio.parameters.reset(row.parameter)},
            {text: row.linked ? qsTr("Set by hand") : row.measured ? qsTr("Measure it") : qsTr("Follow the whole"),
             enabled: row.linkable, act: () => row.studio.parameters.setLinked(row.parameter, !row.linked)},
            {heading: ""},
            {text: row.keyHere ? qsTr("Remove the keyframe") : qsTr("Set a keyframe"),
             act: () => row.studio.parameters.toggleKey(row.parameter)},
            {text: qsTr("Select its keyframes"), enabled: row.animated, act: () => row.studio.keys.selectTrack(row.parameter)}
        ]
    }
    ChoiceRow {
        key: row.stepped ? row.key : ""
        Layout.fillWidth: true
        Layout.topMargin: row.gap
        visible: row.stepped
        label: row.name
        hint: row.help
        oneLine: row.key.startsWith("keep-")
        options: row.choices
        current: row.stepped ? row.number : -1
        animated: row.animated
        keyHere: row.keyHere
        onRequested: index => row.studio.parameters.setChoice(row.parameter, index)
        onKeyRequested: row.studio.parameters.toggleKey(row.parameter)
    }
}
