import QtQuick
import Mien
import Mien.App

/// Opens and closes the review page; shows how many outputs wait for a decision.
PushButton {
    id: button

    required property ReviewDesk desk
    property bool reviewing: false

    text: desk.waiting > 0 ? desk.waiting : ""
    glyph: "review"
    tip: desk.waiting === 0 ? qsTr("Review what was made") : qsTr("Review: %1 flagged").arg(desk.waiting)
    keys: "Ctrl+R"
    leftPadding: Theme.small
    rightPadding: Theme.small
    Accessible.name: qsTr("Review")

    Rectangle {
        visible: button.reviewing
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 2
        height: 2
        radius: 1
        color: Theme.accent
    }
}
