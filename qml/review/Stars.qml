import QtQuick
import Mien

/// A rating as stars; nothing for none.
PlainText {
    required property int rating

    visible: rating > 0
    text: "★".repeat(rating)
    color: Theme.textDim
    font.pixelSize: Theme.fontSmall
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1 of 5 stars").arg(rating)
}
