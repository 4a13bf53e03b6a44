import QtQuick
import Mien
import Mien.App

/// Sits on the line between both faces and exchanges them.
IconButton {
    id: button

    required property MixDocument document

    objectName: "swap"
    framed: true
    round: true
    glyph: "swap"
    enabled: document.complete
    tip: qsTr("Swap A and B")
    keys: "X"
    onClicked: document.swapFaces()
}
