import QtQuick
import QtQuick.Layouts
import Mien

/// Somebody who is protected, with what is wrong with the entry; a click chooses it.
Rectangle {
    id: row

    required property int index
    required property int number
    required property string name
    required property string note
    required property string photographs
    required property string since
    required property string fault
    required property bool chosen
    /// Verdicts name the person by the number alone.
    readonly property string title: qsTr("%1 · %2").arg(number).arg(name)
    /// The keyboard is here.
    property bool current: false
    signal toggled(bool on)

    function after(words: string): string { return words.length > 0 ? ", " + words : ""; }

    implicitHeight: content.implicitHeight + 2 * Theme.small
    radius: Theme.radius
    color: current ? Theme.hovered : pointed.hovered ? Theme.raised : "transparent"
    Accessible.role: Accessible.CheckBox
    Accessible.name: title + after(photographs) + after(since) + after(note) + after(fault)
    Accessible.checkable: true
    Accessible.checked: chosen
    Accessible.focused: current
    Accessible.onToggleAction: row.toggled(!chosen)
    Accessible.onPressAction: row.toggled(!chosen)

    HoverHandler { id: pointed }
    TapHandler { onTapped: row.toggled(!row.chosen) }
    RowLayout {
        id: content

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.small
        width: parent.width - 2 * x
        spacing: Theme.small

        Switch {
            Layout.alignment: Qt.AlignTop
            implicitHeight: 16
            on: row.chosen
            focusPolicy: Qt.NoFocus
            Accessible.ignored: true
            onRequested: on => row.toggled(on)
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.large
                PlainText {
                    Layout.fillWidth: true
                    text: row.title
                    color: Theme.text
                    font.pixelSize: Theme.fontNormal
                    elide: Text.ElideRight
                }
                PlainText {
                    text: row.photographs
                    color: Theme.textDim
                    font.pixelSize: Theme.fontSmall
                }
                PlainText {
                    Layout.minimumWidth: 96
                    horizontalAlignment: Text.AlignRight
                    text: row.since
                    color: Theme.textDim
                    font.pixelSize: Theme.fontSmall
                }
            }
            PlainText {
                Layout.fillWidth: true
                visible: text.length > 0
                text: row.note
                color: Theme.textFaint
                font.pixelSize: Theme.fontSmall
                elide: Text.ElideRight
            }
            PlainText {
                Layout.fillWidth: true
                visible: text.length > 0
                text: row.fault
                color: Theme.danger
                font.pixelSize: Theme.fontSmall
                wrapMode: Text.WordWrap
            }
        }
    }
}
