import QtQuick
import QtQuick.Layouts
import Mien

/// Names of the columns of the policy.
RowLayout {
    spacing: Theme.small

    component Heading: PlainText {
        color: Theme.textFaint
        font.pixelSize: Theme.fontSmall
        horizontalAlignment: Text.AlignHCenter
    }

    Heading {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.small
        text: qsTr("Rule")
        horizontalAlignment: Text.AlignLeft
    }
    Heading { Layout.preferredWidth: 70; text: qsTr("Note") }
    Heading { Layout.preferredWidth: 70; text: qsTr("Review") }
    Heading { Layout.preferredWidth: 70; text: qsTr("Block") }
    Heading { Layout.preferredWidth: 120; text: qsTr("May override") }
    Heading {
        Layout.preferredWidth: 150
        Layout.rightMargin: Theme.small
        text: qsTr("Last 100 outputs")
        horizontalAlignment: Text.AlignLeft
    }
}
