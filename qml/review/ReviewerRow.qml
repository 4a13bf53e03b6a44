import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Who signs the decisions, and the lock on the key.
RowLayout {
    id: row

    required property ReviewerProfile reviewer
    signal profileRequested

    spacing: Theme.tiny

    PushButton {
        objectName: "reviewerProfile"
        Layout.fillWidth: true
        glyph: row.reviewer.unlocked ? "unlocked" : "lock"
        text: row.reviewer.name.length > 0 ? row.reviewer.name : qsTr("Reviewer…")
        tip: row.reviewer.unlocked ? qsTr("Decisions are signed by %1").arg(row.reviewer.name)
                                   : qsTr("Open a reviewer profile to decide")
        onClicked: row.profileRequested()
    }
    IconButton {
        objectName: "reviewerLock"
        visible: row.reviewer.unlocked
        glyph: "lock"
        framed: true
        tip: qsTr("Lock the profile")
        onClicked: row.reviewer.lock()
    }
}
