pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Where and how to write the mix: as a picture or a sheet of many at once, or as a film by the queue. What exists is
/// replaced only after asking.
Sheet {
    id: sheet

    required property StudioModel studio
    readonly property int kind: studio.preferences.exportKind
    readonly property bool film: kind === Preferences.Film
    readonly property bool sprites: kind === Preferences.ContactSheet
    readonly property OutputChoice output: film ? studio.film : sprites ? studio.sheet : studio.exporter
    readonly property string problem: output.nameProblem.length > 0 ? output.nameProblem
                                    : film ? studio.film.problem : sprites ? studio.sheet.problem : ""
    property bool replacing: false
    /// Of picture, film and sheet when it was opened: what is typed and cancelled is not kept. Empty: it goes on.
    property list<url> folders
    property string replaceProblem: ""
    /// What will stop it, as far as the faces tell: said before, and not only after.
    readonly property string facesProblem: {
        let without = [];
        let blocked = [];
        for (let i = 0; i < studio.document.faceCount; ++i) {
            const check = studio.check(i);
            if (check.outcome !== FaceCheck.Block)
                continue;
            if (check.needsConsent && check.consent < 0)
                without.push(studio.slot(i).letter);
            if (check.blocked.length > 0)
                blocked.push(studio.slot(i).letter + ": " + check.blocked);
        }
        return (without.length > 0 ? [qsTr("No consent is recorded for %1: say beside each such face where it is from, or nothing is exported.").arg(without.join(", "))] : []).concat(blocked).join("\n");
    }

    /// What must be approved once it is made, said before a whole film is.
    readonly property string facesReview: {
        let said = [];
        for (let i = 0; i < studio.document.faceCount; ++i) {
            const check = studio.check(i);
            if (check.review.length > 0)
                said.push(studio.slot(i).letter + ": " + check.review);
        }
        return said.join("\n");
    }

    function ask() {
        studio.exporter.prepare();
        studio.film.prepare();
        studio.sheet.prepare();
        replacing = false;
        for (let i = 0; i < studio.document.faceCount; ++i)
            studio.check(i).lookAgain();  // a consent may have been recorded by mien consent meanwhile
        folders = [studio.exporter.folder, studio.film.folder, studio.sheet.folder];
        open();
    }
    function go(overwrite: bool) {
        goButton.forceActiveFocus();  // a number still being typed is taken
        replacing = !overwrite && output.wouldOverwrite();
        replaceProblem = replacing ? output.replaceProblem() : "";
        if (replacing || problem.length > 0)
            return takeFocus();  // not onto the button that replaces: a second Return must not answer
        folders = [];
        close();
        if (film)
            studio.film.start(overwrite);
        else if (sprites)
            studio.sheet.start(overwrite);
        else
            studio.exporter.start(overwrite);
    }
    function takeFocus() {
        if (film)
            filmOptions.takeFocus();
        else if (sprites)
            sheetOptions.takeFocus();
        else
            options.takeFocus();
    }

    onOpened: takeFocus()
    onAccepted: go(false)
    onClosed: {
        if (folders.length === 0)
            return;
        studio.exporter.folder = folders[0];
        studio.film.folder = folders[1];
        studio.sheet.folder = folders[2];
    }

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
        options: [qsTr("Picture"), qsTr("Film"), qsTr("Sheet")]
        current: sheet.kind
        onRequested: index => {
            sheet.replacing = false;
            sheet.studio.preferences.exportKind = index;
        }
    }
    ExportOptions {
        id: options

        visible: !sheet.film && !sheet.sprites
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
    SheetOptions {
        id: sheetOptions

        visible: sheet.sprites
        Layout.fillWidth: true
        sheet: sheet.studio.sheet
        canBeLarge: sheet.studio.film.canBeLarge
        onAccepted: sheet.go(false)
    }
    PlainText {
        objectName: "exportProblem"
        Layout.fillWidth: true
        visible: text.length > 0
        text: !sheet.replacing ? sheet.problem : sheet.replaceProblem.length > 0 ? sheet.replaceProblem : sheet.output.replaceText()
        color: Theme.danger
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    FfmpegChoice {
        visible: !sheet.replacing && sheet.film && (film.ffmpegIsWanted || film.ffmpegWasChosen)
        film: sheet.studio.film
    }
    PlainText {
        objectName: "exportFaces"
        Layout.fillWidth: true
        visible: text.length > 0
        text: sheet.facesProblem
        color: Theme.danger
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    PlainText {
        objectName: "exportReview"
        Layout.fillWidth: true
        visible: text.length > 0
        text: sheet.facesReview
        color: Theme.accent
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
            enabled: sheet.problem.length === 0 && !(sheet.replacing && sheet.replaceProblem.length > 0)
            onClicked: sheet.go(sheet.replacing)
        }
    ]
}
