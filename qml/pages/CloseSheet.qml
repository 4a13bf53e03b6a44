import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Asked only while a film is being made: closing is safe, and says so.
Sheet {
    id: sheet

    required property JobsModel jobs
    /// Holds while that film is being made, so that nobody is told twice.
    property bool told: false
    signal agreed

    function mayClose(): bool {
        if (jobs.runningHere && !told)
            open();
        return !jobs.runningHere || told;
    }

    title: qsTr("A film is being exported")
    implicitWidth: 400

    onOpened: closeButton.forceActiveFocus()

    Connections {
        target: sheet.jobs
        function onSummaryChanged() {
            if (sheet.jobs.runningHere)
                return;
            sheet.told = false;
            // The question stands while others wait for their turn; after the last one there is none.
            if (!sheet.opened || sheet.jobs.unfinished > 0)
                return;
            sheet.close();
            sheet.agreed();
        }
    }
    PlainText {
        Layout.fillWidth: true
        text: qsTr("It stops when Mien is closed and goes on from there when Mien is opened again.")
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    buttons: [
        PushButton {
            text: qsTr("Keep open")
            onClicked: sheet.close()
        },
        PushButton {
            id: closeButton

            objectName: "closeAnyway"
            text: qsTr("Close Mien")
            primary: true
            onClicked: {
                sheet.told = true;
                sheet.close();
                sheet.agreed();
            }
        }
    ]
}
