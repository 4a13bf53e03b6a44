import QtQuick
import Mien
import Mien.App

/// What the guard said of an output, as a small badge; nothing for what passed.
Rectangle {
    id: mark

    required property int outcome
    required property string says
    readonly property color ink: outcome === ReviewModel.Block ? Theme.danger
                               : outcome === ReviewModel.NeedsReview ? Theme.accent : Theme.textDim

    visible: outcome !== ReviewModel.Pass
    implicitWidth: 22
    implicitHeight: 22
    radius: Theme.radius
    color: Theme.floating
    Accessible.role: Accessible.StaticText
    Accessible.name: says

    IconItem {
        anchors.centerIn: parent
        width: 14
        height: 14
        name: mark.outcome === ReviewModel.Block ? "recall" : mark.outcome === ReviewModel.NeedsReview ? "alert" : "record"
        colour: mark.ink
    }
    HoverHandler { id: hover }
    Tip {
        visible: hover.hovered
        text: mark.says
    }
}
