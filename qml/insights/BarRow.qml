pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien

/// A name, what it is worth, its bar, and its course over time.
ColumnLayout {
    id: control

    required property var row
    required property list<color> colours
    required property list<bool> hollow
    readonly property var trend: row.trend ?? []

    spacing: 3
    Accessible.role: Accessible.ListItem
    Accessible.name: row.name + ": " + row.text

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.small
        PlainText {
            id: name

            Layout.fillWidth: true
            text: control.row.name
            color: Theme.text
            font.pixelSize: Theme.fontNormal
            elide: Text.ElideMiddle
            HoverHandler { id: hover }
            Tip {
                visible: hover.hovered && name.truncated
                text: control.row.name
            }
        }
        PlainText {
            text: control.row.text
            color: Theme.textDim
            font.pixelSize: Theme.fontNormal
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.medium
        Rectangle {
            id: track

            Layout.fillWidth: true
            implicitHeight: 8
            color: Theme.field
            Row {
                Repeater {
                    model: control.row.parts
                    Rectangle {
                        required property int index
                        required property real modelData
                        readonly property bool outlined: control.hollow[index] ?? false

                        width: modelData > 0 ? Math.max(2, Math.round(track.width * modelData)) : 0
                        height: track.height
                        visible: modelData > 0
                        color: outlined ? Qt.alpha(control.colours[index], 0.25) : control.colours[index]
                        border.width: outlined ? 1 : 0
                        border.color: control.colours[index]
                    }
                }
            }
        }
        Item {
            id: course

            readonly property int step: Math.max(1, Math.floor(96 / Math.max(1, control.trend.length)))

            visible: control.trend.length > 1
            implicitWidth: step * control.trend.length
            implicitHeight: 14
            Repeater {
                model: control.trend
                Rectangle {
                    required property int index
                    required property real modelData

                    x: index * course.step
                    y: course.height - height
                    width: Math.max(1, course.step - 1)
                    height: modelData > 0 ? Math.max(1, Math.round(course.height * modelData)) : 0
                    color: Theme.trackDimmed
                }
            }
        }
    }
}
