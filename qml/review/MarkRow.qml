pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// Rating and colour label of the output in hand; both are separate from its state.
RowLayout {
    id: row

    required property ReviewDesk desk
    readonly property ReviewEntry entry: desk.entry

    signal labelsClosed

    function openLabels() { labels.open(); }

    spacing: 2

    Repeater {
        model: 5
        T.AbstractButton {
            id: star

            required property int index
            readonly property bool lit: index < row.entry.rating

            objectName: "star" + (index + 1)
            implicitWidth: 22
            implicitHeight: 24
            focusPolicy: Qt.TabFocus
            hoverEnabled: true
            Accessible.role: Accessible.Button
            Accessible.name: qsTr("Rate with %1 of 5 stars").arg(index + 1)
            Keys.onReturnPressed: star.clicked()
            // The star that is lit last takes the rating back.
            onClicked: row.desk.rate(row.entry.rating === index + 1 ? 0 : index + 1)
            contentItem: PlainText {
                text: star.lit ? "★" : "☆"
                color: star.lit ? Theme.text : star.hovered ? Theme.textDim : Theme.textFaint
                font.pixelSize: 16
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
            }
            background: Item { FocusRing { shown: star.visualFocus } }
            Tip {
                visible: star.hovered
                text: qsTr("Rate")
                keys: "0 – 5"
            }
        }
    }
    Item { Layout.fillWidth: true }
    T.AbstractButton {
        id: label

        objectName: "label"
        implicitHeight: Theme.controlHeight
        implicitWidth: 104
        focusPolicy: Qt.TabFocus
        hoverEnabled: true
        Accessible.role: Accessible.ButtonMenu
        Accessible.name: qsTr("Label: %1").arg(names[row.entry.label])
        Keys.onReturnPressed: label.clicked()
        onClicked: labels.open()

        readonly property var names: row.entry.labelNames

        contentItem: Row {
            leftPadding: Theme.small
            spacing: Theme.small
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: 10
                height: 10
                radius: 5
                color: Theme.labels[row.entry.label]
                border.color: Theme.strongLine
                border.width: row.entry.label === 0 ? 1 : 0
            }
            PlainText {
                anchors.verticalCenter: parent.verticalCenter
                text: label.names[row.entry.label]
                color: row.entry.label === 0 ? Theme.textFaint : Theme.text
                font.pixelSize: Theme.fontNormal
            }
        }
        background: Rectangle {
            radius: Theme.radius
            color: label.down || labels.opened ? Theme.pressed : label.hovered ? Theme.hovered : Theme.raised
            FocusRing { shown: label.visualFocus }
        }
        Tip {
            visible: label.hovered && !labels.opened
            text: qsTr("Colour label")
            keys: "L"
        }
        MenuList {
            id: labels

            objectName: "labelMenu"
            y: label.height + 2
            width: 130
            entries: label.names
            current: row.entry.label
            onChosen: index => row.desk.setLabel(index)
            onClosed: row.labelsClosed()
        }
    }
}
