import QtQuick
import Mien
import Mien.App

/// Where an output stands in its review: a sign and its word.
Row {
    id: mark

    required property int reviewState
    required property string text
    readonly property color ink: reviewState === ReviewModel.Flagged ? Theme.accent
                               : reviewState === ReviewModel.Approved ? Theme.good
                               : reviewState === ReviewModel.Draft ? Theme.textFaint : Theme.danger
    readonly property list<string> signs: ["", "flag", "check", "close", "retry"]

    spacing: Theme.tiny
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    IconItem {
        anchors.verticalCenter: parent.verticalCenter
        visible: name.length > 0
        width: 13
        height: 13
        name: mark.signs[mark.reviewState]
        colour: mark.ink
    }
    PlainText {
        anchors.verticalCenter: parent.verticalCenter
        text: mark.text
        color: mark.ink
        font.pixelSize: Theme.fontSmall
    }
}
