import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// One output in the grid: its picture with the guard's mark, its number and time, and where it stands.
Item {
    id: cell

    required property int index
    required property int number
    required property var thumbnail
    required property string time
    required property int reviewState
    required property string stateText
    required property int outcome
    required property string outcomeText
    required property string rules
    required property int rating
    required property int label
    required property string kind
    required property bool erased
    property bool chosen: false
    property bool focused: false
    signal picked
    signal opened

    objectName: "reviewCell" + number
    Accessible.role: Accessible.ListItem
    Accessible.name: `${kind} ${number}, ${time}, ${stateText}, ${outcomeText}, ${rules}`
    Accessible.selected: chosen

    Rectangle {
        anchors.fill: parent
        anchors.margins: 3
        radius: 5
        color: cell.chosen ? Theme.hovered : hover.hovered ? Theme.panel : "transparent"
        border.width: cell.chosen && cell.focused ? 1.5 : 0
        border.color: Theme.accent

        HoverHandler { id: hover }
        TapHandler {
            onTapped: cell.picked()
            onDoubleTapped: cell.opened()
        }
        ColumnLayout {
            anchors.fill: parent
            anchors.margins: 7
            spacing: 3

            Rectangle {
                Layout.fillWidth: true
                Layout.fillHeight: true
                color: Theme.canvas
                PictureItem {
                    anchors.fill: parent
                    picture: cell.thumbnail
                    opacity: cell.reviewState === ReviewModel.Recalled || cell.reviewState === ReviewModel.Rejected ? 0.35 : 1
                }
                Column {
                    anchors.centerIn: parent
                    visible: cell.erased
                    spacing: Theme.tiny
                    IconItem {
                        anchors.horizontalCenter: parent.horizontalCenter
                        width: 24
                        height: 24
                        name: "people"
                        colour: Theme.strongLine
                    }
                    PlainText {
                        text: qsTr("Erased")
                        color: Theme.textFaint
                        font.pixelSize: Theme.fontSmall
                    }
                }
                OutcomeMark {
                    x: 4
                    y: 4
                    outcome: cell.outcome
                    says: cell.outcomeText + (cell.rules.length > 0 ? ": " + cell.rules : "")
                }
                IconItem {
                    visible: cell.kind !== qsTr("Picture")
                    anchors.right: parent.right
                    anchors.bottom: parent.bottom
                    anchors.margins: 5
                    width: 14
                    height: 14
                    name: "film"
                    colour: Theme.mark
                }
                Rectangle {
                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.bottom: parent.bottom
                    height: 3
                    visible: cell.label > 0
                    color: Theme.labels[cell.label]
                }
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.tiny
                PlainText {
                    text: cell.number
                    color: Theme.text
                    font.pixelSize: Theme.fontSmall
                    font.weight: Font.DemiBold
                }
                PlainText {
                    Layout.fillWidth: true
                    text: cell.time
                    color: Theme.textFaint
                    font.pixelSize: Theme.fontSmall
                    elide: Text.ElideRight
                }
            }
            RowLayout {
                Layout.fillWidth: true
                Layout.preferredHeight: 15
                StateMark {
                    Layout.fillWidth: true
                    reviewState: cell.reviewState
                    text: cell.stateText
                }
                Stars { rating: cell.rating }
            }
        }
    }
}
