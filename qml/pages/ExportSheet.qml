pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Where and how to write the mix, as a picture at once or as a film by the queue. A file that exists is replaced only
/// after asking.
Sheet {
    id: sheet

    required property StudioModel studio
    readonly property bool film: studio.film.chosen
    readonly property OutputChoice output: film ? studio.film : studio.exporter
    readonly property string problem: output.nameProblem.length > 0 ? output.nameProblem
                                    : film ? studio.film.problem : ""
    property bool replacing: false

    function ask() {
        studio.exporter.prepare();
        studio.film.prepare();
        replacing = false;
        open();
    }
    function go(overwrite: bool) {
        goButton.forceActiveFocus();  // a number still being typed is taken
        replacing = !overwrite && output.wouldOverwrite();
        if (replacing || problem.length > 0)
            return;
        close();
        if (film)
            studio.film.start(overwrite);
        else
            studio.exporter.start(overwrite);
    }
    function takeFocus() {
        if (film)
            filmOptions.takeFocus();
        else
            options.takeFocus();
    }

    onOpened: takeFocus()

    title: qsTr("Export the mix")
    implicitWidth: 460

    Connections {
        target: sheet.output
        function onChoicesChanged() { sheet.replacing = false; }
    }
    Segmented {
        objectName: "exportKind"
        Layout.fillWidth: true
        name: qsTr("Export as")
        options: [qsTr("Picture"), qsTr("Film")]
        current: sheet.film ? 1 : 0
        onRequested: index => sheet.studio.film.chosen = index === 1
    }
    ExportOptions {
        id: options

        visible: !sheet.film
        Layout.fillWidth: true
        studio: sheet.studio
        onAccepted: sheet.go(false)
    }
    FilmOptions {
        id: filmOptions

        visible: sheet.film
        Layout.fillWidth: true
        studio: sheet.studio
        onAccepted: sheet.go(false)
    }
    Text {
        objectName: "exportProblem"
        Layout.fillWidth: true
        visible: text.length > 0
        text: sheet.replacing ? qsTr("%1 is there already.").arg(sheet.output.fileName) : sheet.problem
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
                sheet.output.takeFreeName();
                sheet.go(false);
            }
        },
        PushButton {
            id: goButton

            objectName: "exportGo"
            text: sheet.replacing ? qsTr("Replace") : qsTr("Export")
            primary: true
            enabled: sheet.problem.length === 0 && !(sheet.replacing && sheet.film && !sheet.studio.film.canReplace())
            onClicked: sheet.go(sheet.replacing)
        }
    ]
}
