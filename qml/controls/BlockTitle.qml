import QtQuick
import Mien

/// What stands over a block of controls or facts.
PlainText {
    color: Theme.textDim
    font.pixelSize: Theme.fontSmall
    font.weight: Font.DemiBold
    font.capitalization: Font.AllUppercase
    font.letterSpacing: 0.6
    Accessible.role: Accessible.Heading
    Accessible.name: text
}
