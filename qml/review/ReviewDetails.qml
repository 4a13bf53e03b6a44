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

    component Words: PlainText {
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    /// A column as the page is: layouts of layouts would be polished without end where words wrap.
    component Section: Column {
        id: section

        required property string title
        default property alias content: body.data

        width: parent.width
        spacing: Theme.small

        BlockTitle {
            height: 24
            verticalAlignment: Text.AlignVCenter
            text: section.title
        }
        Column {
            id: body

            width: parent.width
            spacing: Theme.small
        }
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

        Column {
            id: column

            y: Theme.medium
            width: view.width - Theme.medium
            spacing: Theme.medium

            RowLayout {
                width: parent.width
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
                    Words {
                        Layout.fillWidth: true
                        text: panel.entry.subtitle
                    }
                    StateMark {
                        objectName: "entryState"
                        reviewState: panel.entry.state
                        text: panel.entry.stateText
                    }
                }
            }
            Words {
                objectName: "entryStanding"
                width: parent.width
                visible: text.length > 0
                text: panel.entry.standing
                color: Theme.accent
            }
            ReviewActions {
                width: parent.width
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

                width: parent.width
                desk: panel.desk
                onLabelsClosed: panel.labelsClosed()
            }
            Section {
                title: qsTr("Verdict: %1").arg(panel.entry.outcomeText)
                Words {
                    width: parent.width
                    visible: panel.entry.findings.length === 0
                    text: panel.entry.erased ? qsTr("Erased with the person.") : qsTr("No rule had anything against it.")
                }
                RepeatedRows {
                    width: parent.width
                    model: panel.entry.findings
                    FindingRow {
                        required property var modelData

                        finding: modelData
                        onFrameRequested: frame => panel.frameRequested(frame)
                    }
                }
            }
            Section {
                title: qsTr("Decisions")
                Words {
                    width: parent.width
                    visible: panel.entry.decisions.length === 0
                    text: qsTr("Nobody has decided anything.")
                }
                RepeatedRows {
                    width: parent.width
                    model: panel.entry.decisions
                    DecisionRow {
                        required property var modelData

                        decision: modelData
                    }
                }
            }
            Section {
                title: qsTr("Nearest faces")
                visible: panel.entry.nearest.count > 0
                RepeatedRows {
                    width: parent.width
                    model: panel.entry.nearest
                    NearFaceRow {}
                }
                Words {
                    width: parent.width
                    text: qsTr("Distances as the identity network sees them: two pictures of one person are about 0.3 apart, two people 0.8.")
                    color: Theme.textFaint
                    font.pixelSize: Theme.fontSmall
                }
            }
            Section {
                title: qsTr("Recipe")
                visible: panel.entry.recipe.length > 0
                RepeatedRows {
                    width: parent.width
                    spacing: 3
                    model: panel.entry.recipe.length / 2  // name, value, name, value, …
                    RowLayout {
                        id: pair

                        required property int index

                        spacing: Theme.medium
                        Words {
                            Layout.fillWidth: true
                            Layout.alignment: Qt.AlignTop
                            text: panel.entry.recipe[2 * pair.index] ?? ""
                        }
                        PlainText {
                            Layout.alignment: Qt.AlignTop
                            text: panel.entry.recipe[2 * pair.index + 1] ?? ""
                            color: Theme.text
                            font.pixelSize: Theme.fontNormal
                        }
                    }
                }
            }
            Section {
                title: qsTr("Files")
                Words {
                    width: parent.width
                    visible: panel.entry.files.length === 0
                    text: qsTr("It was not written to any file.")
                }
                RepeatedRows {
                    width: parent.width
                    model: panel.entry.files
                    FileRow {
                        required property int index
                        required property var modelData

                        file: modelData
                        onShowRequested: panel.entry.showFile(index)
                    }
                }
            }
            Section {
                title: qsTr("Cost and origin")
                Words {
                    width: parent.width
                    visible: text.length > 0
                    text: panel.entry.cost
                }
                Words {
                    width: parent.width
                    text: panel.entry.judgedBy
                    color: Theme.textFaint
                    font.pixelSize: Theme.fontSmall
                }
            }
        }
    }
}
