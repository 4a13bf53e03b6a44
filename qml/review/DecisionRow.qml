import QtQuick
import QtQuick.Layouts
import Mien

/// One step of a review: what, who, when, and why.
ColumnLayout {
    id: row

    required property var decision

    spacing: 1
    Accessible.role: Accessible.StaticText
    Accessible.name: [decision.what, decision.who, decision.time, decision.reason].join(", ")

    RowLayout {
        Layout.fillWidth: true
        PlainText {
            objectName: "decisionWho"
            Layout.fillWidth: true
            text: row.decision.who.length > 0 ? qsTr("%1 by %2").arg(row.decision.what).arg(row.decision.who) : row.decision.what
            color: Theme.text
            font.pixelSize: Theme.fontNormal
            wrapMode: Text.Wrap
        }
        PlainText {
            Layout.alignment: Qt.AlignTop
            text: row.decision.time
            color: Theme.textFaint
            font.pixelSize: Theme.fontSmall
        }
    }
    PlainText {
        Layout.fillWidth: true
        visible: text.length > 0
        text: row.decision.reason
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        wrapMode: Text.Wrap
    }
}
