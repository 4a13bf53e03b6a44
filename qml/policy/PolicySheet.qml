pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien
import Mien.App

/// The policy, rule by rule: what it measures, what leads to what, and what a change would have done.
Sheet {
    id: sheet

    required property PolicyModel policy
    required property ReviewerProfile reviewer
    signal protectedRequested

    /// What was changed and not put in force is still there.
    function ask() {
        if (!policy.modified)
            policy.read();
        reviewer.look();
        open();
    }

    /// Where there are reviewers, one of them signs for it.
    function accept() {
        if (reviewer.names.length > 0 && !reviewer.unlocked)
            signing.ask();
        else
            policy.accept(reviewer);
    }

    title: policy.name.length > 0 ? qsTr("Policy: %1").arg(policy.name) : qsTr("Policy")
    width: parent ? Math.min(parent.width - 2 * Theme.huge, 1080) : 800
    height: parent ? Math.min(parent.height - 2 * Theme.huge, 860) : 600

    ReviewerSheet {
        id: signing

        reviewer: sheet.reviewer
        onReady: sheet.policy.accept(sheet.reviewer)
    }
    PlainText {
        Layout.fillWidth: true
        visible: sheet.policy.problem.length > 0
        text: sheet.policy.problem
        color: Theme.danger
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    PolicyHeader {
        Layout.fillWidth: true
        Layout.rightMargin: rules.barSpace
    }
    ListView {
        id: rules

        readonly property real barSpace: 14

        objectName: "policyRules"
        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        spacing: 1
        model: sheet.policy
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Rules")
        T.ScrollBar.vertical: ScrollLine {}
        EdgeFade {
            parent: rules
            z: 1
            width: rules.width - rules.barSpace
            more: !rules.atYEnd
        }
        delegate: PolicyRow {
            width: ListView.view.width - rules.barSpace
            policy: sheet.policy
        }
    }
    PlainText {
        objectName: "policyEffect"
        Layout.fillWidth: true
        text: sheet.policy.fault.length > 0 ? sheet.policy.fault : sheet.policy.effect
        color: sheet.policy.fault.length > 0 ? Theme.danger : Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.WordWrap
    }
    buttons: [
        PushButton {
            objectName: "policyProtected"
            glyph: "face"
            text: qsTr("Protected people…")
            tip: qsTr("Whose likeness no output may have")
            onClicked: sheet.protectedRequested()
        },
        Item { implicitWidth: Theme.huge },
        PushButton {
            text: qsTr("Shipped settings")
            tip: qsTr("Takes the settings that Mien ships with; nothing changes before you accept")
            onClicked: sheet.policy.takeShipped()
        },
        PushButton {
            text: qsTr("Undo changes")
            enabled: sheet.policy.modified
            onClicked: sheet.policy.read()
        },
        PushButton {
            objectName: "policyAccept"
            text: qsTr("Put in force")
            primary: true
            enabled: sheet.policy.fault.length === 0 && (sheet.policy.modified || sheet.policy.problem.length > 0)
            tip: qsTr("From now on outputs are judged by it; the history says so for good")
            onClicked: sheet.accept()
        }
    ]
}
