pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// What to look for, searches that were saved, who reviews, and the way to an incident.
Rectangle {
    id: bar

    required property ReviewDesk desk
    readonly property ReviewSearch search: desk.search
    signal saveRequested
    signal profileRequested
    signal incidentRequested
    signal gridRequested

    function focusText() {
        field.forceActiveFocus();
        field.selectAll();
    }

    color: Theme.panel

    component Filter: DropDown {
        Layout.fillWidth: true
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.medium
        spacing: Theme.medium

        TextLine {
            id: field

            objectName: "reviewText"
            Layout.fillWidth: true
            text: bar.search.text
            placeholderText: qsTr("Search project, file, note…")
            placeholderTextColor: Theme.textFaint
            Accessible.name: qsTr("Search")
            onTextEdited: bar.search.text = text
            // Accepted here, or the page would take it for its own.
            Keys.onReturnPressed: bar.gridRequested()
            Keys.onEnterPressed: bar.gridRequested()
            Keys.onDownPressed: bar.gridRequested()
            Keys.onEscapePressed: {
                bar.search.text = "";
                bar.gridRequested();
            }
        }
        Panel {
            Layout.fillWidth: true
            title: qsTr("Show")
            tools: PushButton {
                objectName: "reviewClear"
                implicitHeight: 22
                visible: bar.search.narrowed
                text: qsTr("Clear")
                tip: qsTr("Show all outputs")
                onClicked: bar.search.clear()
            }
            Filter {
                objectName: "reviewState"
                name: qsTr("State")
                options: bar.search.states()
                current: bar.search.state
                onRequested: index => bar.search.state = index
            }
            Filter {
                objectName: "reviewOutcome"
                name: qsTr("Verdict")
                options: bar.search.outcomes()
                current: bar.search.outcome
                onRequested: index => bar.search.outcome = index
            }
            Filter {
                name: qsTr("When")
                options: bar.search.periods()
                current: bar.search.period
                onRequested: index => bar.search.period = index
            }
            Filter {
                name: qsTr("Model")
                options: bar.desk.modelNames
                current: bar.desk.placeOfModel(bar.search.model)
                onRequested: index => bar.search.model = bar.desk.modelAt(index)
            }
            Filter {
                name: qsTr("Label")
                options: bar.search.labels()
                current: bar.search.label
                onRequested: index => bar.search.label = index
            }
            Filter {
                name: qsTr("Rating")
                options: bar.search.ratings()
                current: bar.search.rating
                onRequested: index => bar.search.rating = index
            }
        }
        Panel {
            Layout.fillWidth: true
            title: qsTr("Saved searches")
            tools: IconButton {
                objectName: "reviewSave"
                glyph: "plus"
                enabled: bar.search.narrowed
                tip: qsTr("Save what is set above under a name")
                onClicked: bar.saveRequested()
            }
            PlainText {
                Layout.fillWidth: true
                visible: bar.search.saved.length === 0
                text: qsTr("None yet. Set the filters above, then press +.")
                color: Theme.textFaint
                font.pixelSize: Theme.fontSmall
                wrapMode: Text.WordWrap
            }
            RepeatedRows {
                model: bar.search.saved
                RowLayout {
                    id: row

                    required property int index
                    required property string modelData

                    spacing: 2
                    PushButton {
                        objectName: "savedSearch" + row.index
                        Layout.fillWidth: true
                        text: row.modelData
                        onClicked: bar.search.use(row.index)
                    }
                    IconButton {
                        glyph: "close"
                        tip: qsTr("Forget %1").arg(row.modelData)
                        onClicked: bar.search.remove(row.index)
                    }
                }
            }
        }
        Item { Layout.fillHeight: true }
        PushButton {
            objectName: "incident"
            Layout.fillWidth: true
            glyph: "alert"
            text: qsTr("Incident…")
            tip: qsTr("Recall all that a face, model, network or policy concerns")
            onClicked: bar.incidentRequested()
        }
        ReviewerRow {
            Layout.fillWidth: true
            reviewer: bar.desk.reviewer
            onProfileRequested: bar.profileRequested()
        }
    }
}
