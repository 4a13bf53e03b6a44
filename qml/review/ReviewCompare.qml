pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The output in hand as large as it goes, between its parents (half of them on either side), with what the verdict
/// says.
Rectangle {
    id: compare

    required property ReviewEntry entry
    readonly property OutputView view: entry.view
    /// Of the output, and of a parent beside it.
    readonly property real centre: Math.max(120, Math.min(0.48 * (width - 4 * Theme.large),
                                                          height - words.height - (view.moves ? 150 : 110)))
    readonly property real side: 0.54 * centre

    color: Theme.canvas
    activeFocusOnTab: true
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("%1 between its parents").arg(entry.title)

    /// The parents from `first` on, so many, one above the other.
    component Parents: Column {
        id: parents

        required property int first
        required property int count
        readonly property real each: Math.min(compare.side, compare.centre / count - 30)

        visible: count > 0
        spacing: Theme.small
        Repeater {
            model: parents.count
            Shown {
                required property int index
                readonly property int face: parents.first + index

                objectName: "compareFace" + face
                side: parents.each
                picture: compare.entry.facePicture(face < compare.entry.facePictures ? face : -1)
                caption: qsTr("%1 · %2").arg(String.fromCharCode(65 + face)).arg(compare.entry.faces[face] ?? "")
            }
        }
    }
    component Shown: Column {
        id: shown

        property var picture
        property string caption
        property real side: compare.side

        spacing: Theme.small
        PictureItem {
            width: shown.side
            height: shown.side
            picture: shown.picture
        }
        PlainText {
            width: shown.side
            horizontalAlignment: Text.AlignHCenter
            text: shown.caption
            color: Theme.textDim
            font.pixelSize: Theme.fontNormal
            elide: Text.ElideRight
        }
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.large
        spacing: Theme.large

        Item { Layout.fillHeight: true }
        RowLayout {
            Layout.alignment: Qt.AlignHCenter
            spacing: Theme.large
            Parents {
                first: 0
                count: Math.ceil(compare.entry.faces.length / 2)
            }
            Column {
                spacing: Theme.small
                Shown {
                    objectName: "comparePicture"
                    side: compare.centre
                    picture: compare.entry.picture
                    caption: compare.entry.pictureIs.length === 0 ? compare.entry.title
                                                                  : compare.entry.title + "  ·  " + compare.entry.pictureIs
                }
                FilmTransport {
                    visible: compare.view.moves
                    width: compare.centre
                    view: compare.view
                }
            }
            Parents {
                first: Math.ceil(compare.entry.faces.length / 2)
                count: Math.floor(compare.entry.faces.length / 2)
            }
        }
        ColumnLayout {
            id: words

            Layout.alignment: Qt.AlignHCenter
            Layout.maximumWidth: 720
            spacing: Theme.tiny
            PlainText {
                objectName: "viewProblem"
                Layout.alignment: Qt.AlignHCenter
                Layout.maximumWidth: 720
                visible: text.length > 0
                text: compare.view.problem
                color: Theme.textDim
                font.pixelSize: Theme.fontNormal
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.WordWrap
            }
            Column {  // no layout: Qt 6.4's goes on to words that a Repeater has taken away
                id: found

                readonly property real most: Math.min(720, compare.width - 2 * Theme.large)

                Layout.alignment: Qt.AlignHCenter
                visible: compare.entry.findings.length > 0
                spacing: words.spacing

                Repeater {
                    model: compare.entry.findings
                    PlainText {
                        required property var modelData

                        width: found.most
                        text: modelData.name + ": " + modelData.words
                        color: modelData.action === 2 ? Theme.danger : modelData.action === 1 ? Theme.accent : Theme.textDim
                        font.pixelSize: Theme.fontTitle
                        horizontalAlignment: Text.AlignHCenter
                        wrapMode: Text.WordWrap
                    }
                }
            }
            PlainText {
                objectName: "compareNoFinding"
                Layout.alignment: Qt.AlignHCenter
                Layout.maximumWidth: 720
                visible: compare.entry.number > 0 && compare.entry.findings.length === 0
                text: compare.entry.erased ? compare.entry.standing : qsTr("No rule had anything against it.")
                color: Theme.textDim
                font.pixelSize: Theme.fontTitle
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.WordWrap
            }
        }
        Item { Layout.fillHeight: true }
    }
    FocusRing {
        anchors.margins: 2
        shown: compare.activeFocus
    }
}
