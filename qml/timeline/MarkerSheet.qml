import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The name of a marker.
Sheet {
    id: sheet

    required property TimelineEditor timeline
    property int time: 0

    function ask(at: int) {
        time = at;
        name.text = timeline.markerName(at);
        open();
        name.forceActiveFocus();
        name.selectAll();
    }
    function take() {
        timeline.nameMarker(time, name.text);
        close();
    }

    title: qsTr("Marker at %1").arg(timeline.textOf(time))
    implicitWidth: 320

    TextLine {
        id: name

        objectName: "markerName"
        Layout.fillWidth: true
        maximumLength: 60
        Accessible.name: qsTr("Name")
        onAccepted: sheet.take()
    }
    buttons: [
        PushButton {
            text: qsTr("Remove")
            onClicked: {
                sheet.timeline.removeMarker(sheet.time);
                sheet.close();
            }
        },
        PushButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        },
        PushButton {
            text: qsTr("Name it")
            primary: true
            onClicked: sheet.take()
        }
    ]
}
