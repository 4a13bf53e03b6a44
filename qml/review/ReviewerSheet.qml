pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Makes a reviewer profile, or opens one: decisions are signed with its key.
Sheet {
    id: sheet

    required property ReviewerProfile reviewer
    property bool making: false
    /// A profile is open.
    signal ready

    function ask() {
        making = reviewer.names.length === 0;
        reviewer.forgetProblem();
        name.text = "";
        passphrase.text = "";
        again.text = "";
        open();
    }
    function go() {
        if (making)
            reviewer.make(name.text, passphrase.text, again.text);
        else
            reviewer.unlock(who.options[who.current], passphrase.text);
    }
    function takeFocus() { (making ? name : passphrase).forceActiveFocus(); }

    title: making ? qsTr("New reviewer profile") : qsTr("Open a reviewer profile")
    implicitWidth: 400
    onOpened: takeFocus()
    onClosed: {
        passphrase.text = "";
        again.text = "";
    }

    component Secret: TextLine {
        Layout.fillWidth: true
        echoMode: TextInput.Password
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        placeholderTextColor: Theme.textFaint
        Accessible.name: placeholderText
        Accessible.passwordEdit: true
        onAccepted: sheet.go()
    }

    Connections {
        target: sheet.reviewer
        enabled: sheet.opened
        function onOpened() {
            sheet.close();
            sheet.ready();
        }
        /// The names are read while the sheet opens: a new profile needs one that is open.
        function onChanged() {
            if (sheet.making && !sheet.reviewer.unlocked && sheet.reviewer.names.length > 0 && name.text.length === 0)
                sheet.making = false;
        }
    }
    PlainText {
        Layout.fillWidth: true
        text: sheet.making ? qsTr("Approvals, rejections and comments are signed with a key that only this passphrase opens. It can't be recovered.")
                             + (sheet.reviewer.unlocked ? " " + qsTr("%1 vouches for the new reviewer.").arg(sheet.reviewer.name) : "")
                           : qsTr("It stays open for 15 minutes, or until the window closes.")
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    TextLine {
        id: name

        objectName: "reviewerName"
        Layout.fillWidth: true
        visible: sheet.making
        placeholderText: qsTr("Name, as it shall stand in the record")
        placeholderTextColor: Theme.textFaint
        Accessible.name: qsTr("Name")
        onAccepted: passphrase.forceActiveFocus()
    }
    DropDown {
        id: who

        objectName: "reviewerWho"
        Layout.fillWidth: true
        visible: !sheet.making
        name: qsTr("Reviewer")
        options: sheet.reviewer.names
        current: Math.max(0, sheet.reviewer.placeOf(chosen.length > 0 ? chosen : sheet.reviewer.name))
        property string chosen: ""
        onRequested: index => {
            chosen = options[index];
            passphrase.forceActiveFocus();
        }
    }
    Secret {
        id: passphrase

        objectName: "reviewerPassphrase"
        placeholderText: sheet.making ? qsTr("Passphrase, at least 8 characters") : qsTr("Passphrase")
    }
    Secret {
        id: again

        objectName: "reviewerAgain"
        visible: sheet.making
        placeholderText: qsTr("The passphrase again")
    }
    PlainText {
        objectName: "reviewerProblem"
        Layout.fillWidth: true
        visible: text.length > 0
        text: sheet.reviewer.problem
        color: Theme.danger
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    BusyBar {
        Layout.fillWidth: true
        running: sheet.reviewer.busy
    }
    buttons: [
        PushButton {
            objectName: "reviewerOther"
            visible: sheet.reviewer.names.length > 0 && (sheet.making || sheet.reviewer.unlocked)
            tip: sheet.making ? "" : qsTr("Who is open vouches for a new reviewer")
            text: sheet.making ? qsTr("Open one instead") : qsTr("New profile…")
            onClicked: {
                sheet.making = !sheet.making;
                sheet.reviewer.forgetProblem();
                sheet.takeFocus();
            }
        },
        PushButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        },
        PushButton {
            objectName: "reviewerGo"
            text: sheet.making ? qsTr("Make profile") : qsTr("Open")
            primary: true
            enabled: !sheet.reviewer.busy && passphrase.text.length > 0
            onClicked: sheet.go()
        }
    ]
}
