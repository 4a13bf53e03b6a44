import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Where the mixed face goes: alone, or into one of the faces' photographs.
Item {
    id: picker

    required property StudioModel studio
    required property int current
    signal requested(int index)

    readonly property FaceMix faces: studio.faces
    readonly property var places: faces.places
    readonly property var usable: faces.placesUsable

    implicitWidth: 240
    implicitHeight: Theme.controlHeight
    Layout.fillWidth: true

    Segmented {
        anchors.fill: parent
        visible: picker.faces.count === 2
        name: qsTr("Picture")
        options: picker.places
        usable: picker.usable
        current: picker.current
        onRequested: index => picker.requested(index)
    }
    DropDown {
        anchors.fill: parent
        visible: picker.faces.count > 2
        name: qsTr("Picture")
        options: picker.places
        problems: picker.faces.placeProblems
        current: picker.current
        onRequested: index => picker.requested(index)
    }
}
