pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// The output in hand: picture, standing, what can be done, and all that the record knows of it in words.
Rectangle {
    id: panel

    required property ReviewDesk desk
    property bool showPicture: true
    readonly property ReviewEntry entry: desk.entry
    signal decisionRequested(string what)
    signal restoreRequested
    signal exportRequested
    signal labelsClosed
    signal frameRequested(int frame)

    function openLabels() { marks.openLabels(); }

    color: Theme.panel

    component Line: PlainText {
        Layout.fillWidth: true
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    /// Name, value, name, value, …
    component Pairs: GridLayout {
        property alias model: texts.model

        Layout.fillWidth: true
        columns: 2
        rowSpacing: 3
        columnSpacing: Theme.medium
        Repeater {
            id: texts

            PlainText {
                required property int index
                required property string modelData

                Layout.fillWidth: index % 2 === 0
                Layout.alignment: Qt.AlignTop
                text: modelData
                color: index % 2 === 0 ? Theme.textDim : Theme.text
                font.pixelSize: Theme.fontNormal
                wrapMode: index % 2 === 0 ? Text.WordWrap : Text.NoWrap
            }
        }
    }
    component Section: Panel {
        Layout.fillWidth: true
    }

    PlainText {
        anchors.centerIn: parent
        visible: panel.entry.number === 0
        text: qsTr("Choose an output to see its verdict")
        color: Theme.textFaint
        font.pixelSize: Theme.fontNormal
    }
    Flickable {
        id: view

        anchors.fill: parent
        anchors.leftMargin: Theme.medium
        visible: panel.entry.number > 0
        clip: true
        contentWidth: width
        contentHeight: column.implicitHeight + 2 * Theme.medium
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: ScrollLine {}

        ColumnLayout {
            id: column

            y: Theme.medium
            width: view.width - Theme.medium
            spacing: Theme.medium

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.medium
                Rectangle {
                    visible: panel.showPicture
                    implicitWidth: 96
                    implicitHeight: 96
                    color: Theme.canvas
                    PictureItem {
                        anchors.fill: parent
                        picture: panel.entry.picture
                    }
                }
                ColumnLayout {
                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignTop
                    spacing: Theme.tiny
                    PlainText {
                        objectName: "entryTitle"
                        Layout.fillWidth: true
                        text: panel.entry.title
                        color: Theme.text
                        font.pixelSize: 16
                        font.weight: Font.DemiBold
                        elide: Text.ElideRight
                    }
                    Line {
                        text: panel.entry.subtitle
                    }
                    StateMark {
                        objectName: "entryState"
                        reviewState: panel.entry.state
                        text: panel.entry.stateText
                    }
                }
            }
            Line {
                objectName: "entryStanding"
                visible: text.length > 0
                text: panel.entry.standing
                color: Theme.accent
            }
            ReviewActions {
                Layout.fillWidth: true
                entry: panel.entry
                onApproveRequested: panel.decisionRequested("approve")
                onRejectRequested: panel.decisionRequested("reject")
                onCommentRequested: panel.decisionRequested("comment")
                onFlagRequested: panel.decisionRequested("flag")
                onRestoreRequested: panel.restoreRequested()
                onExportRequested: panel.exportRequested()
            }
            MarkRow {
                id: marks

                Layout.fillWidth: true
                desk: panel.desk
                onLabelsClosed: panel.labelsClosed()
            }
            Section {
                title: qsTr("Verdict: %1").arg(panel.entry.outcomeText)
                Line {
                    visible: panel.entry.findings.length === 0
                    text: panel.entry.erased ? qsTr("Erased with the person.") : qsTr("No rule had anything against it.")
                }
                Repeater {
                    model: panel.entry.findings
                    FindingRow {
                        required property var modelData

                        Layout.fillWidth: true
                        finding: modelData
                        onFrameRequested: frame => panel.frameRequested(frame)
                    }
                }
            }
            Section {
                title: qsTr("Decisions")
                Line {
                    visible: panel.entry.decisions.length === 0
                    text: qsTr("Nobody has decided anything.")
                }
                Repeater {
                    model: panel.entry.decisions
                    DecisionRow {
                        required property var modelData

                        Layout.fillWidth: true
                        decision: modelData
                    }
                }
            }
            Section {
                title: qsTr("Nearest faces")
                visible: panel.entry.nearest.count > 0
                Repeater {
                    model: panel.entry.nearest
                    NearFaceRow {
                        Layout.fillWidth: true
                    }
                }
                Line {
                    text: qsTr("Distances as the identity network sees them: two pictures of one person are about 0.3 apart, two people 0.8.")
                    color: Theme.textFaint
                    font.pixelSize: Theme.fontSmall
                }
            }
            Section {
                title: qsTr("Recipe")
                visible: panel.entry.recipe.length > 0
                Pairs {
                    model: panel.entry.recipe
                }
            }
            Section {
                title: qsTr("Files")
                Line {
                    visible: panel.entry.files.length === 0
                    text: qsTr("It was not written to any file.")
                }
                Repeater {
                    model: panel.entry.files
                    FileRow {
                        required property int index
                        required property var modelData

                        Layout.fillWidth: true
                        file: modelData
                        onShowRequested: panel.entry.showFile(index)
                    }
                }
            }
            Section {
                title: qsTr("Cost and origin")
                Line {
                    visible: text.length > 0
                    text: panel.entry.cost
                }
                Line {
                    text: panel.entry.judgedBy
                    color: Theme.textFaint
                    font.pixelSize: Theme.fontSmall
                }
            }
        }
    }
}
