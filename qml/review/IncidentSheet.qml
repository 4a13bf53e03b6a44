pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// An incident: choose what is concerned, see it, and recall all of it in one step with a signed report.
Sheet {
    id: sheet

    required property RecallModel incident
    property FolderDialog folderDialog: null
    readonly property bool ready: incident.outputs > 0 && !incident.busy && reason.text.trim().length > 0

    function ask(faceKey: string) {
        reason.text = "";
        incident.prepare(faceKey);
        open();
    }

    title: qsTr("Incident: recall outputs")
    width: parent ? Math.min(760, parent.width - 2 * Theme.huge) : 760
    height: parent ? Math.min(680, parent.height - 2 * Theme.huge) : 680

    component Label: PlainText {
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        Layout.preferredWidth: 84
    }

    Connections {
        target: sheet.incident
        function onRecalled() { sheet.close(); }
    }
    PlainText {
        Layout.fillWidth: true
        text: qsTr("What is recalled is not made again, at no size and in no place, until a reviewer approves it anew. Other mixes of the same faces still are, unless their consent is withdrawn. Files that were written stay where they are: the report lists them.")
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    FaceStrip {
        Layout.fillWidth: true
        incident: sheet.incident
        onRequested: index => sheet.incident.face = index
    }
    GridLayout {
        Layout.fillWidth: true
        columns: 2
        columnSpacing: Theme.medium
        rowSpacing: Theme.small

        Label { text: qsTr("Made by") }
        DropDown {
            objectName: "incidentModel"
            Layout.fillWidth: true
            name: qsTr("Model")
            options: sheet.incident.models
            current: sheet.incident.model
            onRequested: index => sheet.incident.model = index
        }
        Label { text: qsTr("Judged by") }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.small
            DropDown {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                name: qsTr("Judging networks")
                options: sheet.incident.networks
                current: sheet.incident.network
                onRequested: index => sheet.incident.network = index
            }
            DropDown {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                name: qsTr("Policy")
                options: sheet.incident.policies
                current: sheet.incident.policy
                onRequested: index => sheet.incident.policy = index
            }
        }
        Label { text: qsTr("Days") }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.small
            TextLine {
                objectName: "incidentFrom"
                Layout.fillWidth: true
                text: sheet.incident.from
                placeholderText: qsTr("From YYYY-MM-DD")
                placeholderTextColor: Theme.textFaint
                Accessible.name: qsTr("First day")
                onEditingFinished: sheet.incident.from = text
            }
            TextLine {
                objectName: "incidentUntil"
                Layout.fillWidth: true
                text: sheet.incident.until
                placeholderText: qsTr("Until, that day included")
                placeholderTextColor: Theme.textFaint
                Accessible.name: qsTr("Last day")
                onEditingFinished: sheet.incident.until = text
            }
        }
    }
    Rectangle {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: 96
        color: Theme.field
        radius: Theme.radius

        ListView {
            id: list

            objectName: "incidentList"
            anchors.fill: parent
            anchors.margins: Theme.small
            clip: true
            spacing: Theme.tiny
            model: sheet.incident
            boundsBehavior: Flickable.StopAtBounds
            activeFocusOnTab: true
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Outputs concerned")
            T.ScrollBar.vertical: ScrollLine {}
            delegate: ConcernedRow { width: ListView.view.width - 12 }
        }
        PlainText {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.large
            visible: list.count === 0
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WordWrap
            text: sheet.incident.problem.length > 0 ? sheet.incident.problem : qsTr("Choose a face or set something above: what is concerned appears here.")
            color: sheet.incident.problem.length > 0 ? Theme.danger : Theme.textFaint
            font.pixelSize: Theme.fontNormal
        }
    }
    GridLayout {
        Layout.fillWidth: true
        columns: 2
        columnSpacing: Theme.medium
        rowSpacing: Theme.small

        Label { text: qsTr("Reason") }
        TextLine {
            id: reason

            objectName: "incidentReason"
            Layout.fillWidth: true
            placeholderText: qsTr("Stands in the record and in the report")
            placeholderTextColor: Theme.textFaint
            Accessible.name: qsTr("Reason")
        }
        Label { text: qsTr("Report in") }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.small
            PlainText {
                Layout.fillWidth: true
                text: sheet.incident.folderText
                color: Theme.text
                font.pixelSize: Theme.fontNormal
                elide: Text.ElideMiddle
            }
            PushButton {
                text: qsTr("Choose…")
                onClicked: {
                    if (!sheet.folderDialog)
                        sheet.folderDialog = maker.createObject(sheet.contentItem) as FolderDialog;
                    sheet.folderDialog.open();
                }
            }
        }
    }
    Component {
        id: maker

        FolderDialog {
            currentFolder: sheet.incident.folder
            onAccepted: sheet.incident.folder = selectedFolder
        }
    }
    buttons: [
        PlainText {
            objectName: "incidentSummary"
            text: sheet.incident.summary
            color: Theme.text
            font.pixelSize: Theme.fontNormal
            rightPadding: Theme.medium
        },
        PushButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        },
        PushButton {
            objectName: "incidentGo"
            text: sheet.incident.outputs > 0 ? qsTr("Recall %1").arg(sheet.incident.outputs) : qsTr("Recall")
            primary: true
            enabled: sheet.ready
            onClicked: sheet.incident.recall(reason.text)
        }
    ]
}
