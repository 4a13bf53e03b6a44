pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// Name, note and photographs of somebody who is to be protected, and how far looking at them is.
ColumnLayout {
    id: form

    required property Enrolment enrolment
    /// The list can be added to.
    required property bool usable
    /// Files are being dragged over it.
    property bool over: false
    readonly property bool hasFocus: name.activeFocus || note.activeFocus || choose.activeFocus
    signal photosRequested

    function takeFocus() { name.forceActiveFocus(); }
    function go() {
        if (!usable || enrolment.busy)
            return;
        enrolment.start(name.text, note.text);
        if (name.text.trim().length === 0)
            takeFocus();
    }

    spacing: Theme.small

    component Label: PlainText {
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        Layout.preferredWidth: 84
        Layout.preferredHeight: Theme.controlHeight
        Layout.alignment: Qt.AlignTop
        verticalAlignment: Text.AlignVCenter
    }

    Connections {
        target: form.enrolment
        function onEnrolled() {
            name.text = "";
            note.text = "";
        }
    }
    PlainText {
        text: qsTr("Protect somebody")
        color: Theme.text
        font.pixelSize: Theme.fontTitle
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    GridLayout {
        Layout.fillWidth: true
        enabled: form.usable && !form.enrolment.busy
        opacity: enabled ? 1 : 0.5
        columns: 2
        columnSpacing: Theme.medium
        rowSpacing: Theme.small

        Label { text: qsTr("Name") }
        TextLine {
            id: name

            objectName: "protectName"
            Layout.fillWidth: true
            placeholderText: qsTr("As it shall stand in the list")
            placeholderTextColor: Theme.textFaint
            Accessible.name: qsTr("Name")
            onAccepted: form.go()
        }
        Label { text: qsTr("Note") }
        TextLine {
            id: note

            objectName: "protectNote"
            Layout.fillWidth: true
            placeholderText: qsTr("Why, since when, who may lift it; may be left empty")
            placeholderTextColor: Theme.textFaint
            Accessible.name: qsTr("Note")
            onAccepted: form.go()
        }
        Label { text: qsTr("Photographs") }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.small

            Rectangle {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                implicitHeight: Math.max(52, Math.min(92, chips.implicitHeight + 2 * Theme.tiny))
                radius: Theme.radius
                color: Theme.field
                border.color: form.over ? Theme.accent : Theme.line

                PlainText {
                    anchors.fill: parent
                    anchors.leftMargin: Theme.small
                    anchors.rightMargin: Theme.small
                    visible: form.enrolment.photos.length === 0
                    verticalAlignment: Text.AlignVCenter
                    wrapMode: Text.WordWrap
                    text: qsTr("Drop photographs here or choose them: one clear face in each. Several views protect better than one.")
                    color: Theme.textFaint
                    font.pixelSize: Theme.fontNormal
                }
                Flickable {
                    anchors.fill: parent
                    anchors.margins: Theme.tiny
                    clip: true
                    contentWidth: width
                    contentHeight: chips.implicitHeight
                    boundsBehavior: Flickable.StopAtBounds
                    T.ScrollBar.vertical: ScrollLine {}

                    Flow {
                        id: chips

                        width: parent.width - 12
                        spacing: Theme.tiny
                        Repeater {
                            model: form.enrolment.photos
                            Rectangle {
                                id: chip

                                required property int index
                                required property string modelData

                                width: Math.min(chips.width, label.implicitWidth + Theme.small + leave.width)
                                height: Theme.controlHeight
                                radius: Theme.radius
                                color: Theme.raised
                                PlainText {
                                    id: label

                                    x: Theme.small
                                    anchors.verticalCenter: parent.verticalCenter
                                    width: parent.width - x - leave.width
                                    text: chip.modelData
                                    color: Theme.text
                                    font.pixelSize: Theme.fontNormal
                                    elide: Text.ElideMiddle
                                }
                                IconButton {
                                    id: leave

                                    objectName: "protectLeaveOut" + chip.index
                                    anchors.right: parent.right
                                    glyph: "close"
                                    tip: qsTr("Leave out %1").arg(chip.modelData)
                                    onClicked: form.enrolment.leaveOut(chip.index)
                                }
                            }
                        }
                    }
                }
            }
            PushButton {
                id: choose

                objectName: "protectChoose"
                Layout.alignment: Qt.AlignTop
                text: qsTr("Choose…")
                Accessible.name: qsTr("Choose photographs")
                onClicked: form.photosRequested()
            }
        }
    }
    PlainText {
        objectName: "protectSays"
        Layout.fillWidth: true
        visible: text.length > 0
        text: form.enrolment.busy ? form.enrolment.doing : form.enrolment.problem
        color: form.enrolment.busy ? Theme.textDim : Theme.danger
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    BusyBar {
        Layout.fillWidth: true
        running: form.enrolment.busy
        progress: form.enrolment.photos.length > 1 ? form.enrolment.progress : -1
    }
}
