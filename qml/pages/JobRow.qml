import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// One export: what it is, how far it is, and what can be done with it.
Item {
    id: row

    required property JobsModel jobs
    required property int index
    required property string title
    required property string format
    required property int state
    required property string standing
    required property real progress
    required property string message
    required property string folder
    required property bool canPause
    required property bool canResume
    required property bool canCancel
    required property bool canRetry
    required property bool canGoFirst
    required property bool canRemove
    required property bool needsReview
    required property bool leadsToReview
    required property string made
    readonly property bool unfinished: state <= JobsModel.Paused
    /// Whether to throw away what is made of it so far.
    property bool asking: false
    signal reviewRequested(string made)

    onCanCancelChanged: if (!canCancel) asking = false

    implicitHeight: column.implicitHeight + 2 * Theme.small
    Accessible.role: Accessible.ListItem
    Accessible.name: title + ", " + standing + (message.length > 0 ? ", " + message : "")

    component Action: IconButton {
        implicitWidth: 24
        implicitHeight: 24
    }

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.line
        visible: row.index > 0
    }
    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.tiny

        RowLayout {
            Layout.fillWidth: true
            spacing: 0
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 1
                RowLayout {
                    spacing: Theme.small
                    PlainText {
                        Layout.maximumWidth: 210
                        text: row.title
                        color: row.unfinished || row.state === JobsModel.Done ? Theme.text : Theme.textDim
                        font.pixelSize: Theme.fontNormal
                        font.weight: Font.DemiBold
                        elide: Text.ElideMiddle
                    }
                    PlainText {
                        Layout.fillWidth: true
                        text: row.format
                        color: Theme.textFaint
                        font.pixelSize: Theme.fontSmall
                        elide: Text.ElideRight
                    }
                }
                PlainText {
                    objectName: "jobStanding"
                    Layout.fillWidth: true
                    text: row.standing
                    color: row.needsReview ? Theme.accent : row.state === JobsModel.Failed ? Theme.danger : Theme.textDim
                    font.pixelSize: Theme.fontSmall
                    elide: Text.ElideRight
                }
            }
            Action {
                objectName: "jobFirst"
                visible: row.canGoFirst
                glyph: "to-front"
                tip: qsTr("Make this one next")
                onClicked: row.jobs.goFirst(row.index)
            }
            Action {
                objectName: "jobPause"
                visible: row.canPause
                glyph: "pause"
                tip: qsTr("Pause")
                onClicked: row.jobs.pause(row.index)
            }
            Action {
                objectName: "jobResume"
                visible: row.canResume
                glyph: "play"
                tip: qsTr("Go on")
                onClicked: row.jobs.resume(row.index)
            }
            Action {
                objectName: "jobReview"
                visible: row.leadsToReview
                glyph: "review"
                tip: row.needsReview ? qsTr("Open the review") : qsTr("Open the review: with a reason a reviewer may let it leave")
                onClicked: row.reviewRequested(row.made)
            }
            Action {
                objectName: "jobRetry"
                visible: row.canRetry
                glyph: "retry"
                tip: row.leadsToReview ? qsTr("Try again; once it is approved it goes on by itself") : qsTr("Try again")
                onClicked: row.jobs.retry(row.index)
            }
            Action {
                objectName: "jobShow"
                visible: row.state === JobsModel.Done
                glyph: "folder"
                tip: qsTr("Show in %1").arg(row.folder)
                onClicked: row.jobs.showInFolder(row.index)
            }
            Action {
                objectName: "jobCancel"
                visible: row.canCancel
                glyph: "close"
                tip: qsTr("Cancel this export")
                onClicked: {
                    if (row.progress > 0)
                        row.asking = true;
                    else
                        row.jobs.cancel(row.index);
                }
            }
            Action {
                objectName: "jobRemove"
                visible: row.canRemove
                glyph: "close"
                tip: row.state === JobsModel.Done ? qsTr("Take off the list; the file stays") : qsTr("Take off the list")
                onClicked: row.jobs.remove(row.index)
            }
        }
        Rectangle {
            visible: row.state === JobsModel.Running || row.unfinished && row.progress > 0
            Layout.fillWidth: true
            implicitHeight: 3
            radius: 1.5
            color: Theme.track
            Accessible.role: Accessible.ProgressBar
            Accessible.name: qsTr("%1 %").arg(Math.floor(row.progress * 100))
            Rectangle {
                width: parent.width * row.progress
                height: parent.height
                radius: 1.5
                color: row.state === JobsModel.Running ? Theme.accent : Theme.trackDimmed
            }
        }
        RowLayout {
            Layout.fillWidth: true
            visible: row.asking
            spacing: Theme.tiny
            PlainText {
                Layout.fillWidth: true
                text: qsTr("What is made of it is thrown away.")
                color: Theme.textDim
                font.pixelSize: Theme.fontSmall
                elide: Text.ElideRight
            }
            PushButton {
                objectName: "jobKeep"
                text: qsTr("Keep it")
                onClicked: row.asking = false
            }
            PushButton {
                objectName: "jobDiscard"
                text: qsTr("Cancel export")
                onClicked: row.jobs.cancel(row.index)
            }
        }
        PlainText {
            objectName: "jobMessage"
            Layout.fillWidth: true
            visible: text.length > 0
            text: row.message
            color: row.state === JobsModel.Done ? Theme.accent : Theme.textDim
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.Wrap
        }
    }
}
