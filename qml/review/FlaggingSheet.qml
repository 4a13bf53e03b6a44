import QtQuick
import Mien
import Mien.App

/// Words for a step of a review; of flagging, whole.
WordsSheet {
    id: sheet

    required property ReviewDesk desk

    function askToFlag(output: int, what: string) {
        ask({title: qsTr("Flag %1").arg(Theme.inWords(what)), go: qsTr("Flag"),
             explains: qsTr("Nobody can export it before a reviewer has approved it. What should they look at?"),
             then: words => sheet.desk.flag(output, words)});
    }
}
