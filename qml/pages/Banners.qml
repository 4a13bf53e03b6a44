pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Messages at the top of the window, the newest last.
Column {
    id: banners

    required property Notices notices
    signal reviewRequested(string made)

    spacing: Theme.small

    Repeater {
        model: banners.notices
        Rectangle {
            id: banner

            required property int index
            required property string text
            required property bool failure
            required property bool warning
            required property bool opensFolder
            required property bool leadsToReview
            required property string made

            width: banners.width
            height: row.implicitHeight + 2 * Theme.small
            radius: 4
            color: failure ? Theme.dangerPanel : Theme.raised
            border.color: failure ? Theme.danger : warning ? Theme.accent : Theme.strongLine
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text

            RowLayout {
                id: row

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                anchors.leftMargin: Theme.medium
                anchors.rightMargin: Theme.small
                spacing: Theme.small
                IconItem {
                    name: banner.failure || banner.warning ? "alert" : "check"
                    colour: banner.failure ? Theme.danger : banner.warning ? Theme.accent : Theme.textDim
                }
                PlainText {
                    objectName: "bannerText"
                    Layout.fillWidth: true
                    text: banner.text
                    color: Theme.text
                    wrapMode: Text.Wrap
                    font.pixelSize: Theme.fontTitle
                }
                PushButton {
                    visible: banner.opensFolder
                    text: qsTr("Show folder")
                    onClicked: banners.notices.openFolder(banner.index)
                }
                PushButton {
                    objectName: "bannerReview"
                    visible: banner.leadsToReview
                    text: qsTr("Review")
                    onClicked: {
                        banners.reviewRequested(banner.made);
                        banners.notices.dismiss(banner.index);
                    }
                }
                IconButton {
                    glyph: "close"
                    tip: qsTr("Dismiss")
                    keys: "Esc"
                    onClicked: banners.notices.dismiss(banner.index)
                }
            }
        }
    }
}
