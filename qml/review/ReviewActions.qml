import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// What a reviewer can do with the output in hand; each has its key.
GridLayout {
    id: actions

    required property ReviewEntry entry
    signal approveRequested
    signal rejectRequested
    signal commentRequested
    signal flagRequested
    signal restoreRequested
    signal exportRequested

    columns: 2
    columnSpacing: Theme.tiny
    rowSpacing: Theme.tiny

    component Action: PushButton {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
    }

    Action {
        objectName: "approve"
        text: qsTr("Approve")
        glyph: "check"
        primary: actions.entry.canApprove
        enabled: actions.entry.canApprove
        tip: actions.entry.undecidable ? actions.entry.undecidable
             : actions.entry.needsReason ? qsTr("Approve all the same, with a reason") : qsTr("It may leave the house")
        keys: "A"
        onClicked: actions.approveRequested()
    }
    Action {
        objectName: "reject"
        text: qsTr("Reject")
        glyph: "close"
        enabled: actions.entry.canReject
        tip: enabled ? qsTr("It stays in the house") : actions.entry.unrejectable
        keys: "R"
        onClicked: actions.rejectRequested()
    }
    Action {
        objectName: "comment"
        text: qsTr("Comment")
        glyph: "comment"
        enabled: actions.entry.number > 0
        tip: qsTr("Add a signed comment")
        keys: "C"
        onClicked: actions.commentRequested()
    }
    Action {
        objectName: "flag"
        text: qsTr("Flag")
        glyph: "flag"
        enabled: actions.entry.canFlag
        tip: qsTr("Nobody exports it before a reviewer has looked")
        keys: "F"
        onClicked: actions.flagRequested()
    }
    Action {
        objectName: "exportApproved"
        Layout.columnSpan: 2
        visible: actions.entry.canExport
        text: qsTr("Export…")
        glyph: "export"
        primary: true
        tip: qsTr("Restore it as the document and export it, in the size and place that were approved")
        keys: "E"
        onClicked: actions.exportRequested()
    }
    Action {
        objectName: "restore"
        Layout.columnSpan: 2
        text: qsTr("Restore as the document")
        glyph: "undo"
        enabled: actions.entry.canRestore
        tip: qsTr("Open what it was made of; photographs are looked for")
        keys: "O"
        onClicked: actions.restoreRequested()
    }
}
