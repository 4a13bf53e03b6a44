pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Mien
import Mien.App

/// Where no ffmpeg is found: says which program it is.
Row {
    id: choice

    required property FilmExportModel film
    property FileDialog dialog: null

    function ask() {
        if (!dialog)
            dialog = maker.createObject(choice) as FileDialog;
        dialog.open();
    }

    spacing: Theme.small

    PushButton {
        objectName: "chooseFfmpeg"
        text: qsTr("Choose the program ffmpeg…")
        tip: qsTr("Where it is not on the PATH; Mien remembers it")
        onClicked: choice.ask()
    }
    PushButton {
        objectName: "forgetFfmpeg"
        visible: choice.film.ffmpegWasChosen
        text: qsTr("Forget the chosen one")
        tip: qsTr("Takes the one of the PATH, if there is one")
        onClicked: choice.film.chooseFfmpeg("")
    }
    // Not a Loader: that of Qt 6.4 can't make a bound component.
    Component {
        id: maker

        FileDialog {
            title: qsTr("The program ffmpeg")
            nameFilters: [qsTr("All files (*)")]
            onAccepted: choice.film.chooseFfmpeg(selectedFile)
        }
    }
}
