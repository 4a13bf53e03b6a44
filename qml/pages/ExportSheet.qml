pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Where and how to write the mix. A file that exists is replaced only after asking.
Sheet {
    id: sheet

    required property StudioModel studio
    readonly property ExportModel exporter: studio.exporter
    property bool replacing: false

    function ask() {
        exporter.prepare();
        replacing = false;
        open();
    }
    function go(overwrite: bool) {
        replacing = !overwrite && exporter.wouldOverwrite();
        if (replacing || exporter.nameProblem.length > 0)
            return;
        close();
        exporter.start(overwrite);
    }

    onOpened: options.takeFocus()

    title: qsTr("Export the mix")
    implicitWidth: 460

    Connections {
        target: sheet.exporter
        function onChoicesChanged() { sheet.replacing = false; }
    }
    ExportOptions {
        id: options

        Layout.fillWidth: true
        studio: sheet.studio
        onAccepted: sheet.go(false)
    }
    Text {
        Layout.fillWidth: true
        visible: text.length > 0
        text: sheet.replacing ? qsTr("%1 is there already.").arg(sheet.exporter.fileName)
                              : sheet.exporter.nameProblem
        color: Theme.danger
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    buttons: [
        PushButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        },
        PushButton {
            visible: sheet.replacing
            text: qsTr("Keep both")
            onClicked: {
                sheet.exporter.takeFreeName();
                sheet.go(false);
            }
        },
        PushButton {
            objectName: "exportGo"
            text: sheet.replacing ? qsTr("Replace") : qsTr("Export")
            primary: true
            onClicked: sheet.go(sheet.replacing)
        }
    ]
}
