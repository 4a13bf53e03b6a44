pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// Messages over what is looked at: what can be restored, then the others, the newest last. They lie within `canvas`,
/// which shows pictures, so that panes, headers and bars beside it stay free at any size of window and texts.
Column {
    id: banners

    required property Notices notices
    required property Recovery recovery
    required property Item canvas
    /// The offer is about the mix.
    property bool offersRecovery: true
    signal reviewRequested(string made)

    parent: canvas
    x: Math.round((canvas.width - width) / 2)
    y: Theme.small
    z: 1
    width: Math.min(640, canvas.width - 2 * Theme.medium)
    spacing: Theme.small

    RecoveryOffer {
        width: banners.width
        visible: banners.recovery.offered && banners.offersRecovery
        recovery: banners.recovery
    }
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
