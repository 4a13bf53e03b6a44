pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// How a film goes from A to B, or through all faces: seconds, rest at the ends, easing, what comes then, frames a second.
GridLayout {
    id: course

    required property FilmExportModel film
    required property int faces

    columns: 2
    columnSpacing: Theme.medium
    rowSpacing: Theme.small

    component Label: PlainText {
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        Layout.preferredWidth: 84
    }
    component Seconds: NumberField {
        takesReturn: true
        live: true  // the summary tells of what is typed
        implicitWidth: 56
        implicitHeight: Theme.controlHeight
        to: 600
        decimals: 1
        Rectangle {
            anchors.fill: parent
            z: -1
            radius: Theme.radius
            color: Theme.field
            border.color: Theme.line
        }
    }
    component Unit: PlainText {
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
    }

    Label { text: course.faces > 2 ? qsTr("Face to face") : qsTr("From A to B") }
    RowLayout {
        spacing: Theme.small
        Seconds {
            objectName: "filmSeconds"
            number: course.film.seconds
            Accessible.name: course.faces > 2 ? qsTr("Seconds from one face to the next") : qsTr("Seconds from A to B")
            onRequested: number => course.film.seconds = number
        }
        Unit { text: qsTr("s, and rest") }
        Seconds {
            objectName: "filmHold"
            number: course.film.hold
            Accessible.name: course.faces > 2 ? qsTr("Seconds of rest at each face") : qsTr("Seconds of rest at each end")
            onRequested: number => course.film.hold = number
        }
        Unit { text: course.faces > 2 ? qsTr("s at each") : qsTr("s at each end") }
    }
    Label { text: qsTr("Easing") }
    Segmented {
        name: qsTr("Easing")
        options: [qsTr("Linear"), qsTr("Ease"), qsTr("Smooth")]
        current: course.film.ease
        onRequested: index => course.film.ease = index
    }
    Label { text: qsTr("Then") }
    Segmented {
        objectName: "filmRepeat"
        name: qsTr("Then")
        options: [qsTr("Stop"), qsTr("Loop"), qsTr("Back and forth")]
        current: course.film.repeat
        onRequested: index => course.film.repeat = index
    }
    Label { text: qsTr("Frames/s") }
    Segmented {
        readonly property var rates: [24, 25, 30, 50, 60]

        objectName: "filmRate"
        name: qsTr("Frames a second")
        options: ["24", "25", "30", "50", "60"]
        current: rates.indexOf(course.film.framesPerSecond)
        onRequested: index => course.film.framesPerSecond = rates[index]
    }
    Item { implicitWidth: 1 }
    Switch {
        text: qsTr("Even pace: all frames change alike")
        on: course.film.evenPace
        onRequested: on => course.film.evenPace = on
    }
}
