pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// Whose likeness no output may have: who is on the list, and a form to add somebody. Photographs can be dropped
/// anywhere on it.
Sheet {
    id: sheet

    required property ProtectionModel protection
    required property ReviewerProfile reviewer
    readonly property bool working: protection.enrolment.busy
    signal photosRequested

    /// What was typed and not stored yet is still there.
    function ask() {
        protection.read();
        reviewer.look();
        open();
    }
    function askToEnd() {
        if (protection.chosen > 0 && !protection.busy)
            ending.open();
    }
    /// Where there are reviewers, one of them signs for it.
    function end() {
        if (reviewer.names.length > 0 && !reviewer.unlocked)
            signing.ask();
        else
            protection.remove(reviewer);
    }
    function takeFocus() { list.count > 0 ? list.forceActiveFocus(Qt.TabFocusReason) : form.takeFocus(); }

    title: qsTr("Protected people")
    width: parent ? Math.min(parent.width - 2 * Theme.huge, 760) : 760
    height: parent ? Math.min(parent.height - 2 * Theme.huge, implicitHeight) : implicitHeight
    onOpened: if (protection.ready) takeFocus()
    onClosed: protection.enrolment.cancel()
    // What is being stored can't be typed into meanwhile: the keyboard waits at the way out.
    onWorkingChanged: if (opened) working ? cancel.forceActiveFocus(Qt.TabFocusReason) : form.takeFocus()

    Connections {
        target: sheet.protection
        enabled: sheet.opened
        /// The list has come, which keeps no place in it: the keyboard goes there unless somebody types already.
        function onChanged() {
            list.currentIndex = Math.max(0, Math.min(list.currentIndex, sheet.protection.count - 1));
            if (sheet.protection.ready && !sheet.working && !form.hasFocus && !list.activeFocus && !removal.activeFocus)
                sheet.takeFocus();
        }
    }
    EndProtectionSheet {
        id: ending

        protection: sheet.protection
        signs: sheet.reviewer.names.length > 0
        onAgreed: sheet.end()
    }
    ReviewerSheet {
        id: signing

        reviewer: sheet.reviewer
        onReady: sheet.protection.remove(sheet.reviewer)
    }
    DropArea {
        id: drop

        objectName: "protectedDrop"
        Layout.fillWidth: true
        Layout.fillHeight: true
        implicitHeight: parts.implicitHeight
        keys: ["text/uri-list"]
        enabled: sheet.protection.usable && !sheet.working
        onDropped: event => {
            sheet.protection.enrolment.addPhotos(event.urls);
            event.accept(Qt.CopyAction);
            form.takeFocus();
        }

        ColumnLayout {
            id: parts

            anchors.fill: parent
            spacing: Theme.medium

            PlainText {
                Layout.fillWidth: true
                text: qsTr("No output may be like one of these people. Of their photographs no picture is kept, only numbers that describe the face, encrypted beside the record.")
                color: Theme.textDim
                font.pixelSize: Theme.fontNormal
                wrapMode: Text.WordWrap
            }
            Rectangle {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: 96
                Layout.preferredHeight: Math.max(150, Math.min(360, list.contentHeight + 2 * Theme.tiny))
                color: Theme.field
                radius: Theme.radius
                border.color: list.activeFocus && list.count === 0 ? Theme.accent : Theme.field

                ListView {
                    id: list

                    objectName: "protectedList"
                    anchors.fill: parent
                    anchors.margins: Theme.tiny
                    clip: true
                    spacing: 1
                    model: sheet.protection
                    activeFocusOnTab: true
                    onCountChanged: if (count === 0 && activeFocus) form.takeFocus()
                    keyNavigationEnabled: true
                    boundsBehavior: Flickable.StopAtBounds
                    Accessible.role: Accessible.List
                    Accessible.name: sheet.title
                    Keys.onSpacePressed: sheet.protection.choose(currentIndex, !(currentItem as ProtectedRow)?.chosen)
                    Keys.onDeletePressed: {
                        if (sheet.protection.chosen === 0)
                            sheet.protection.choose(currentIndex, true);
                        sheet.askToEnd();
                    }
                    Keys.onPressed: event => {
                        event.accepted = true;
                        if (event.matches(StandardKey.SelectAll))
                            sheet.protection.chooseAll(true);
                        else if (event.key === Qt.Key_Home)
                            currentIndex = 0;
                        else if (event.key === Qt.Key_End)
                            currentIndex = count - 1;
                        else
                            event.accepted = false;
                    }
                    T.ScrollBar.vertical: ScrollLine {}
                    delegate: ProtectedRow {
                        width: ListView.view.width - 12
                        current: ListView.isCurrentItem && list.activeFocus
                        onToggled: on => {
                            list.currentIndex = index;
                            sheet.protection.choose(index, on);
                        }
                    }
                }
                PlainText {
                    objectName: "protectedEmpty"
                    anchors.centerIn: parent
                    width: parent.width - 2 * Theme.huge
                    visible: sheet.protection.ready && list.count === 0
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.WordWrap
                    lineHeight: 1.2
                    text: sheet.protection.problem.length > 0 ? sheet.protection.problem
                                                              : qsTr("Nobody is protected yet. Name somebody below and add a photograph: from then on every output that is too like this person is stopped.")
                    color: sheet.protection.problem.length > 0 ? Theme.danger : Theme.textFaint
                    font.pixelSize: Theme.fontNormal
                }
                BusyBar {
                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.bottom: parent.bottom
                    running: sheet.opened && (!sheet.protection.ready || sheet.protection.busy)
                }
            }
            PlainText {
                objectName: "protectedProblem"
                Layout.fillWidth: true
                visible: text.length > 0 && list.count > 0
                text: sheet.protection.problem
                color: Theme.danger
                font.pixelSize: Theme.fontNormal
                wrapMode: Text.WordWrap
            }
            RowLayout {
                Layout.fillWidth: true
                visible: list.count > 0
                PlainText {
                    Layout.fillWidth: true
                    readonly property string all: list.count === 1 ? qsTr("1 person") : qsTr("%1 people").arg(list.count)

                    text: sheet.protection.chosen === 0 ? all : qsTr("%1, %2 chosen").arg(all).arg(sheet.protection.chosen)
                    color: Theme.textFaint
                    font.pixelSize: Theme.fontSmall
                }
                PushButton {
                    id: removal

                    objectName: "protectedRemove"
                    text: qsTr("Remove…")
                    tip: qsTr("Protect those who are chosen no longer")
                    keys: qsTr("Del")
                    quiet: ending.visible
                    enabled: sheet.protection.chosen > 0 && !sheet.protection.busy
                    onClicked: sheet.askToEnd()
                }
            }
            Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
            ProtectForm {
                id: form

                Layout.fillWidth: true
                enrolment: sheet.protection.enrolment
                usable: sheet.protection.usable
                over: drop.containsDrag
                onPhotosRequested: sheet.photosRequested()
            }
        }
    }
    buttons: [
        PushButton {
            id: cancel

            objectName: "protectCancel"
            visible: sheet.working
            text: qsTr("Cancel")
            onClicked: sheet.protection.enrolment.cancel()
        },
        PushButton {
            objectName: "protectGo"
            text: qsTr("Protect")
            primary: true
            enabled: sheet.protection.usable && !sheet.working
            onClicked: form.go()
        }
    ]
}
