import QtQuick
import Mien

/// A folder to type in. What stands there while it is typed is left as it is typed.
TextLine {
    id: line

    required property string folder
    signal typed(string text)

    function show() { text = folder; }

    Accessible.name: qsTr("Folder")
    onFolderChanged: if (!activeFocus) show()
    onActiveFocusChanged: if (!activeFocus) show()
    Component.onCompleted: show()
    onTextEdited: typed(text)
}
