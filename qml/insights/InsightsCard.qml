import QtQuick
import QtQuick.Layouts
import Mien

/// A titled field of the page: a headline, a line or two that say more, and what is drawn.
Rectangle {
    id: card

    required property string title
    property string headline: ""
    property string note: ""
    /// In place of the note while something is pointed at.
    property string readout: ""
    default property alias content: body.data

    color: Theme.panel
    radius: Theme.radius
    implicitHeight: column.implicitHeight + 2 * Theme.medium

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: Theme.medium
        spacing: Theme.tiny

        BlockTitle {
            Layout.fillWidth: true
            text: card.title
            elide: Text.ElideRight
        }
        PlainText {
            Layout.fillWidth: true
            visible: text.length > 0
            text: card.headline
            color: Theme.text
            font.pixelSize: Theme.fontLarge
            elide: Text.ElideRight
        }
        PlainText {
            Layout.fillWidth: true
            visible: text.length > 0
            text: card.readout.length > 0 ? card.readout : card.note
            color: card.readout.length > 0 ? Theme.text : Theme.textDim
            font.pixelSize: Theme.fontNormal
            elide: Text.ElideRight
        }
        ColumnLayout {
            id: body

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: Theme.small
            spacing: Theme.small
        }
    }
}
