pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// A film from A to B, or on through all faces: how long, with what rest at its ends, how it goes and what comes then.
Sheet {
    id: sheet

    required property StudioModel studio
    readonly property TimelineEditor timeline: studio.timeline
    readonly property int faces: Math.max(2, studio.document.faceCount)
    property real seconds: 3
    property real hold: 0.5
    property int ease: 1
    property int repeat: TimelineEditor.Once
    property bool even: false
    readonly property list<int> easings: [1, 4, 6]
    /// By the faces and the frame rate, too.
    readonly property real length: faces && timeline.framesPerSecond ? timeline.startSeconds(seconds, hold, repeat) : 0
    signal made

    function ask() {
        repeat = timeline.repeat;
        even = timeline.evenPace;
        open();
        field.forceActiveFocus();
    }
    function make() {
        go.forceActiveFocus();  // a number still being typed is taken
        close();
        if (timeline.start(seconds, hold, easings[ease], repeat, even))
            made();
    }

    title: qsTr("A to %1").arg(studio.slot(faces - 1).letter)
    implicitWidth: 440

    component Label: PlainText {
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        Layout.minimumWidth: 104
    }
    component Seconds: RowLayout {
        id: seconds

        required property real number
        required property real from
        required property string name
        property alias field: box
        signal requested(real number)

        spacing: Theme.small
        NumberField {
            id: box

            objectName: seconds.objectName + "Number"
            live: true  // the summary tells of what is typed
            implicitWidth: 64
            implicitHeight: Theme.controlHeight
            from: seconds.from
            to: 600
            decimals: 1
            number: seconds.number
            Accessible.name: seconds.name
            onRequested: number => seconds.requested(number)
            Rectangle {
                anchors.fill: parent
                z: -1
                radius: Theme.radius
                color: Theme.field
                border.color: Theme.line
            }
        }
        PlainText {
            text: qsTr("seconds")
            color: Theme.textFaint
            font.pixelSize: Theme.fontNormal
        }
    }

    GridLayout {
        Layout.fillWidth: true
        columns: 2
        columnSpacing: Theme.medium
        rowSpacing: Theme.small
        Keys.onReturnPressed: sheet.make()

        Label { text: sheet.faces > 2 ? qsTr("From one to the next") : qsTr("From A to B") }
        Seconds {
            readonly property NumberField first: field

            id: way
            objectName: "startSeconds"
            name: sheet.faces > 2 ? qsTr("Seconds from one face to the next") : qsTr("Seconds from A to B")
            from: 0.1
            number: sheet.seconds
            onRequested: number => sheet.seconds = number
        }
        Label { text: sheet.faces > 2 ? qsTr("Rest at each face") : qsTr("Rest at the ends") }
        Seconds {
            objectName: "startHold"
            name: sheet.faces > 2 ? qsTr("Seconds of rest at each face") : qsTr("Seconds of rest at each end")
            from: 0
            number: sheet.hold
            onRequested: number => sheet.hold = number
        }
        Label { text: qsTr("Easing") }
        Segmented {
            Layout.fillWidth: true
            name: qsTr("Easing")
            options: [qsTr("Linear"), qsTr("Ease"), qsTr("Smooth")]
            current: sheet.ease
            onRequested: index => sheet.ease = index
        }
        Label { text: qsTr("Then") }
        Segmented {
            objectName: "startRepeat"
            Layout.fillWidth: true
            name: qsTr("Then")
            options: [qsTr("Stop"), qsTr("Loop"), qsTr("Back and forth")]
            current: sheet.repeat
            onRequested: index => sheet.repeat = index
        }
        Item { implicitWidth: 1 }
        Switch {
            text: qsTr("Even pace")
            on: sheet.even
            onRequested: on => sheet.even = on
        }
    }
    PlainText {
        Layout.fillWidth: true
        objectName: "startSummary"
        text: (sheet.repeat === TimelineEditor.BackAndForth
                   ? qsTr("%1 s with the way back, at %2 fps.")
                   : qsTr("%1 s at %2 fps.")).arg(sheet.length.toFixed(1)).arg(sheet.timeline.framesPerSecond)
              + (sheet.timeline.moves ? " " + qsTr("Replaces the keyframes that are there; undo brings them back.") : "")
              + (sheet.timeline.linksMore ? " " + qsTr("What has a value of its own follows the whole again.") : "")
        color: Theme.textFaint
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    buttons: [
        PushButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        },
        PushButton {
            id: go

            objectName: "startGo"
            text: qsTr("Make it")
            primary: true
            onClicked: sheet.make()
        }
    ]
    readonly property NumberField field: way.first
}
