pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// Why the mix looks as it does: training photographs that it is near to, who is where in it, and what each slider does.
Sheet {
    id: sheet

    required property ExplainModel explain
    /// Somebody wants to move this one; the sheet is closed.
    signal sliderChosen(int row, string region, int face)
    property var chosen: null
    readonly property bool ready: explain.state === ExplainModel.Ready

    readonly property TrainingPictures pictures: explain.pictures
    property bool byLook: false
    property FolderDialog folderDialog: null

    function chooseFolder() {
        if (pictures.folderName.length > 0) {
            pictures.folder = "";
            return;
        }
        if (!folderDialog)
            folderDialog = maker.createObject(sheet.contentItem) as FolderDialog;
        folderDialog.open();
    }

    function choose(slider: var) {
        chosen = slider;
        close();
    }

    title: qsTr("Explanation of this mix")
    width: parent ? Math.min(parent.width - 2 * Theme.huge, 1000) : 960
    height: parent ? Math.min(parent.height - 2 * Theme.huge, 820) : 600
    onAboutToShow: {
        chosen = null;
        explain.open = true;
    }
    onClosed: {
        explain.open = false;
        if (chosen !== null)
            sliderChosen(chosen.row, chosen.region, chosen.face);
    }

    Component {
        id: maker

        FolderDialog { onAccepted: sheet.pictures.folder = selectedFolder }
    }

    component Heading: PlainText {
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
    }
    component Note: PlainText {
        Layout.fillWidth: true
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        lineHeight: 1.15
        wrapMode: Text.WordWrap
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: !sheet.ready
        spacing: Theme.medium

        Item { Layout.fillHeight: true }
        PlainText {
            objectName: "explainState"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.huge
            Layout.rightMargin: Theme.huge
            text: sheet.explain.state === ExplainModel.Failed ? sheet.explain.problem
                : sheet.explain.state === ExplainModel.Working ? qsTr("Every slider is moved a little, and what changes is measured…")
                : qsTr("There is nothing to explain yet: choose two faces.")
            color: sheet.explain.state === ExplainModel.Failed ? Theme.danger : Theme.textDim
            font.pixelSize: Theme.fontTitle
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WordWrap
        }
        BusyBar {
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: 240
            running: sheet.explain.state === ExplainModel.Working
            progress: sheet.explain.progress
        }
        Item { Layout.fillHeight: true }
    }

    Rectangle {
        objectName: "explainAlarm"
        Layout.fillWidth: true
        visible: sheet.explain.alarm.length > 0
        implicitHeight: alarmRow.implicitHeight + 2 * Theme.small
        radius: 4
        color: Theme.dangerPanel
        border.color: Theme.danger
        Accessible.role: Accessible.AlertMessage
        Accessible.name: sheet.explain.alarm

        RowLayout {
            id: alarmRow

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.leftMargin: Theme.medium
            anchors.rightMargin: Theme.medium
            spacing: Theme.small
            IconItem {
                name: "alert"
                colour: Theme.danger
            }
            PlainText {
                Layout.fillWidth: true
                text: sheet.explain.alarm
                color: Theme.text
                font.pixelSize: Theme.fontTitle
                wrapMode: Text.WordWrap
            }
        }
    }

    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: sheet.ready
        spacing: Theme.huge

        // A low window has no room for all of it.
        Flickable {
            id: leftSide

            Layout.preferredWidth: 1
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            contentHeight: leftColumn.implicitHeight
            boundsBehavior: Flickable.StopAtBounds
            T.ScrollBar.vertical: ScrollLine {}

            ColumnLayout {
                id: leftColumn

                width: leftSide.width - (leftSide.contentHeight > leftSide.height ? 10 : 0)
                spacing: Theme.large

                Panel {
                    Layout.fillWidth: true
                    title: qsTr("Nearest training photographs")
                    PlainText {
                        Layout.fillWidth: true
                        visible: sheet.explain.nearest.length === 0
                        text: qsTr("The judging networks have no list of them.")
                        color: Theme.textDim
                        font.pixelSize: Theme.fontNormal
                    }
                    Segmented {
                        objectName: "nearestBy"
                        Layout.fillWidth: true
                        visible: sheet.explain.alike.length > 0
                        name: qsTr("Nearest by")
                        options: [qsTr("Who it is"), qsTr("How it looks")]
                        current: sheet.byLook ? 1 : 0
                        onRequested: index => sheet.byLook = index === 1
                    }
                    // Columns, since Qt 6.4's layouts, when a closed sheet's size changes, look at items that a Repeater has
                    // let go of meanwhile, and end the program.
                    Column {
                        id: knownFaces

                        Layout.fillWidth: true
                        spacing: Theme.small
                        Repeater {
                            model: sheet.byLook ? sheet.explain.alike : sheet.explain.nearest
                            KnownFaceRow {
                                required property var modelData

                                width: knownFaces.width
                                name: modelData.name
                                about: modelData.about
                                credit: modelData.credit
                                distance: modelData.distance
                                near: modelData.near
                                pictured: modelData.pictured
                                picture: modelData.picture
                            }
                        }
                    }
                    RowLayout {
                        Layout.fillWidth: true
                        visible: sheet.explain.nearest.length > 0
                        spacing: Theme.medium

                        Note {
                            color: sheet.pictures.problem.length > 0 ? Theme.danger : Theme.textFaint
                            text: sheet.pictures.problem.length > 0 ? sheet.pictures.problem
                                : sheet.pictures.folderName.length > 0 ? qsTr("Pictures out of %1").arg(sheet.pictures.folderName)
                                : qsTr("The photographs are no part of Mien. Whoever has them can see those nearest here.")
                        }
                        PushButton {
                            objectName: "trainingFolder"
                            text: sheet.pictures.folderName.length > 0 ? qsTr("No pictures") : qsTr("Choose folder…")
                            onClicked: sheet.chooseFolder()
                        }
                    }
                    Note {
                        visible: text.length > 0
                        text: sheet.byLook ? qsTr("Distances of the model's own codes: shape, pose, light, colours and hair. Two of the photographs are usually 1 apart.")
                            : sheet.explain.alarmNote
                    }
                }
                Panel {
                    Layout.fillWidth: true
                    title: qsTr("Who is where")
                    RowLayout {
                        Layout.fillWidth: true
                        spacing: Theme.medium

                        Item { Layout.preferredWidth: 84 }
                        Heading { Layout.fillWidth: true; Layout.preferredWidth: 1; text: qsTr("Shape") }
                        Heading { Layout.fillWidth: true; Layout.preferredWidth: 1; text: qsTr("Texture") }
                    }
                    Column {
                        id: regionRows

                        Layout.fillWidth: true
                        spacing: Theme.small
                        Repeater {
                            model: sheet.explain.regions
                            RowLayout {
                                id: region

                                required property var modelData

                                width: regionRows.width
                                spacing: Theme.medium
                                PlainText {
                                    Layout.preferredWidth: 84
                                    text: region.modelData.name
                                    color: Theme.text
                                    font.pixelSize: Theme.fontNormal
                                }
                                ShareBar {
                                    Layout.fillWidth: true
                                    Layout.preferredWidth: 1
                                    name: qsTr("%1, shape").arg(region.modelData.name)
                                    shares: region.modelData.shape
                                    words: region.modelData.shapeText
                                }
                                ShareBar {
                                    Layout.fillWidth: true
                                    Layout.preferredWidth: 1
                                    name: qsTr("%1, texture").arg(region.modelData.name)
                                    shares: region.modelData.texture
                                    words: region.modelData.textureText
                                }
                            }
                        }
                    }
                    PlainText {
                        objectName: "explainKept"
                        Layout.fillWidth: true
                        visible: text.length > 0
                        text: sheet.explain.kept
                        color: Theme.text
                        font.pixelSize: Theme.fontNormal
                        wrapMode: Text.WordWrap
                    }
                    Note { text: qsTr("With the balance in it, so half way may be another share.") }
                }
            }
        }
        Rectangle { Layout.fillHeight: true; implicitWidth: 1; color: Theme.line }
        ColumnLayout {
            Layout.preferredWidth: 1
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Theme.small

            Panel {
                Layout.fillWidth: true
                title: qsTr("What each slider does here")
                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.small
                    Heading { Layout.fillWidth: true; Layout.leftMargin: Theme.tiny; text: qsTr("For 10 % of its range") }
                    Heading { Layout.preferredWidth: 44; text: qsTr("Colour"); horizontalAlignment: Text.AlignRight }
                    Heading {
                        Layout.preferredWidth: 52
                        Layout.rightMargin: Theme.small + 10
                        text: qsTr("Identity")
                        horizontalAlignment: Text.AlignRight
                    }
                }
            }
            ListView {
                id: list

                objectName: "explainSliders"
                Layout.fillWidth: true
                Layout.fillHeight: true
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                model: sheet.explain.sliders
                Accessible.role: Accessible.List
                Accessible.name: qsTr("What each slider does here")
                T.ScrollBar.vertical: ScrollLine {}
                delegate: InfluenceRow {
                    required property var modelData

                    // Beside the scroll bar, and still below its heading.
                    width: ListView.view.width - 10
                    name: modelData.name
                    value: modelData.value
                    length: modelData.length
                    pixels: modelData.pixels
                    identity: modelData.identity
                    onClicked: sheet.choose(modelData)
                }
            }
            Note { text: qsTr("Colour: mean change in the face, of 255. Identity: how far the face moves for the identity network. Click a slider to go to it.") }
        }
    }
}
