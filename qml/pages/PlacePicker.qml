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

    readonly property int faces: studio.document.faceCount
    readonly property var letters: ["A", "B", "C", "D", "E", "F", "G", "H"].slice(0, faces)
    readonly property var options: [qsTr("Crop")].concat(letters.map(letter => qsTr("In photo %1").arg(letter)))
    readonly property var usable: {
        const there = [true];
        for (let i = 0; i < faces; ++i)
            there.push(studio.slot(i).photoThere);
        return there;
    }

    implicitWidth: 240
    implicitHeight: Theme.controlHeight
    Layout.fillWidth: true

    Segmented {
        anchors.fill: parent
        visible: picker.faces === 2
        name: qsTr("Picture")
        options: picker.options
        usable: picker.usable
        current: picker.current
        onRequested: index => picker.requested(index)
    }
    DropDown {
        anchors.fill: parent
        visible: picker.faces > 2
        name: qsTr("Picture")
        options: picker.options
        problems: picker.usable.map(there => there ? "" : qsTr("it has no photograph"))
        current: picker.current
        onRequested: index => picker.requested(index)
    }
}
