pragma ComponentBehavior: Bound
import QtQuick
import Mien

/// What each face has, as one bar in their order; each with its letter where there is room for it.
Rectangle {
    id: bar

    required property string name
    /// 0..1 each, together 1; none: nobody has anything.
    required property var shares
    /// In words; what is said in place of the bar when nobody has anything.
    required property string words

    implicitHeight: 16
    color: shares.length > 0 ? Theme.field : "transparent"
    Accessible.role: Accessible.StaticText
    Accessible.name: name + ": " + words

    Row {
        id: row

        Repeater {
            model: bar.shares
            Rectangle {
                id: part

                required property int index
                required property real modelData

                width: Math.round(bar.width * modelData)
                height: bar.height
                color: Theme.faces[index]
                PlainText {
                    anchors.centerIn: parent
                    visible: part.width > implicitWidth + 8
                    text: part.width > 46 ? `${String.fromCharCode(65 + part.index)} ${Math.round(100 * part.modelData)} %`
                                          : String.fromCharCode(65 + part.index)
                    color: Theme.accentInk
                    font.pixelSize: Theme.fontSmall
                    font.weight: Font.DemiBold
                }
            }
        }
    }
    PlainText {
        anchors.verticalCenter: parent.verticalCenter
        visible: bar.shares.length === 0
        text: bar.words
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
    }
    HoverHandler { id: hover }
    Tip {
        visible: hover.hovered && bar.shares.length > 0
        text: bar.words
    }
}
