pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// The installed packs with their cards; those that mix faces side by side, and which of them is in use.
Sheet {
    id: sheet

    required property ModelsModel models
    property int current: 0
    readonly property var comparison: models.comparison
    readonly property int columnWidth: 190

    title: qsTr("Models")
    width: parent ? Math.min(parent.width - 2 * Theme.huge, 1080) : 960
    height: parent ? Math.min(parent.height - 2 * Theme.huge, 860) : 600
    onAboutToShow: models.read()

    component Cell: PlainText {
        color: Theme.text
        font.pixelSize: Theme.fontNormal
        elide: Text.ElideRight
    }

    ColumnLayout {
        Layout.fillWidth: true
        visible: sheet.models.mixers.length > 0
        spacing: Theme.tiny

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.tiny
            Cell {
                Layout.fillWidth: true
                text: qsTr("What mixes the faces")
                color: Theme.textFaint
            }
            Row {
                spacing: Theme.tiny
                Repeater {
                    model: sheet.models.mixers
                    PushButton {
                        required property int index
                        required property string modelData

                        objectName: "useModel" + index
                        width: sheet.columnWidth
                        text: modelData
                        primary: index === sheet.models.used
                        tip: index === sheet.models.used ? qsTr("In use") : qsTr("Mix with this one from now on")
                        Accessible.name: index === sheet.models.used ? qsTr("%1, in use").arg(modelData) : modelData
                        onClicked: sheet.models.use(index)
                    }
                }
            }
        }
        RepeatedRows {
            spacing: Theme.tiny
            model: sheet.comparison
            RowLayout {
                id: line

                required property var modelData
                required property int index

                spacing: Theme.tiny
                Cell {
                    Layout.fillWidth: true
                    text: line.modelData[0].charAt(0).toUpperCase() + line.modelData[0].slice(1)
                    color: Theme.textDim
                }
                Repeater {
                    model: line.modelData.length - 1
                    Cell {
                        required property int index

                        Layout.preferredWidth: sheet.columnWidth
                        horizontalAlignment: Text.AlignHCenter
                        text: line.modelData[index + 1]
                    }
                }
            }
        }
        PushButton {
            objectName: "measureModels"
            Layout.alignment: Qt.AlignRight
            enabled: !sheet.models.measuring
            text: sheet.models.measuring ? qsTr("Measuring…") : qsTr("Measure the time here")
            onClicked: sheet.models.measure()
        }
    }
    Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: Theme.large

        ListView {
            id: list

            objectName: "packs"
            Layout.preferredWidth: 240
            Layout.fillHeight: true
            clip: true
            model: sheet.models
            currentIndex: sheet.current
            activeFocusOnTab: true
            keyNavigationEnabled: true
            onCurrentIndexChanged: sheet.current = currentIndex
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Packs")
            delegate: Rectangle {
                id: pack

                required property int index
                required property string title
                required property string version
                required property string licence
                required property string size
                required property string card
                required property url folder

                width: ListView.view.width
                height: 44
                radius: Theme.radius
                color: ListView.isCurrentItem ? Theme.hovered : "transparent"
                Accessible.role: Accessible.ListItem
                Accessible.name: `${title} ${version}, ${size}, ${licence}`
                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    x: Theme.small
                    width: parent.width - 2 * x
                    Cell {
                        width: parent.width
                        text: pack.title
                    }
                    Cell {
                        width: parent.width
                        text: qsTr("%1 · %2 · %3").arg(pack.version).arg(pack.size).arg(pack.licence)
                        color: Theme.textFaint
                        font.pixelSize: Theme.fontSmall
                    }
                }
                TapHandler { onTapped: list.currentIndex = pack.index }
            }
        }
        Flickable {
            id: scroll

            readonly property var pack: list.currentItem

            objectName: "card"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            contentHeight: card.implicitHeight
            contentWidth: width
            boundsBehavior: Flickable.StopAtBounds
            // The folder first: the card's pictures are looked for there as soon as it is shown.
            onPackChanged: {
                contentY = 0
                card.text = ""
                card.baseUrl = pack ? pack.folder : ""
                card.text = pack ? sheet.models.htmlOf(pack.card || qsTr("This pack has no card.")) : ""
            }
            T.ScrollBar.vertical: ScrollLine {}
            // Headings and tables, in no HTML but ours. What it names elsewhere isn't fetched: see OnlyLocal.
            Text {
                id: card

                width: scroll.width - 12
                textFormat: Text.RichText
                color: Theme.text
                linkColor: Theme.accent
                font.pixelSize: Theme.fontNormal
                wrapMode: Text.Wrap
            }
        }
    }
    PlainText {
        visible: sheet.models.ready && list.count === 0
        text: qsTr("No model packs were found: install Mien again.")
        color: Theme.danger
        font.pixelSize: Theme.fontNormal
    }
}
