pragma ComponentBehavior: Bound
import QtQuick
import Mien

/// The regions of a face to choose from, drawn as a face. A click or the arrow keys choose one.
FocusScope {
    id: diagram

    /// In the order in which the arrow keys go through them.
    required property list<string> regions
    required property list<string> names
    required property string current
    /// Those with values of their own.
    property var own: []
    signal chosen(string region)

    function move(by: int) {
        const next = regions.indexOf(current) + by;
        if (next >= 0 && next < regions.length)
            chosen(regions[next]);
    }

    /// The part under the pointer: the topmost, for parts that appear under a pointer at rest are all told of it.
    readonly property Item pointed: {
        if (!over.hovered)
            return null;
        const at = over.point.position;
        return face.childAt(at.x - face.x, at.y - face.y);
    }

    implicitWidth: 160
    implicitHeight: 178
    activeFocusOnTab: true
    Accessible.role: Accessible.ComboBox
    Accessible.name: qsTr("Region of the face")
    Accessible.description: names[regions.indexOf(current)]
    Keys.onLeftPressed: move(-1)
    Keys.onUpPressed: move(-1)
    Keys.onRightPressed: move(1)
    Keys.onDownPressed: move(1)

    component Part: Rectangle {
        id: part

        required property string region
        readonly property bool here: diagram.current === region
        readonly property bool owned: diagram.own.includes(region)
        readonly property bool hovered: diagram.pointed === part

        objectName: region + "Part"
        radius: height / 2
        color: here ? Theme.accent : hovered ? Theme.strongLine : owned ? Theme.accentPressed : Theme.hovered
        opacity: owned && !here ? 0.75 : 1
        border.width: 1
        border.color: here ? Theme.accentHovered : Theme.trackDimmed

        MouseArea {
            anchors.fill: parent
            onClicked: {
                diagram.forceActiveFocus(Qt.MouseFocusReason);
                diagram.chosen(part.region);
            }
        }
        Tip {
            visible: part.hovered
            text: diagram.names[diagram.regions.indexOf(part.region)]
        }
    }

    HoverHandler { id: over }
    Item {
        id: face

        width: 128
        height: 160
        anchors.centerIn: parent

        Part {
            region: "surroundings"
            x: -16
            y: -9
            width: 160
            height: 178
            radius: 14
        }
        Part {
            region: "jaw"
            anchors.fill: parent
            radius: 60
        }
        Part {
            region: "skin"
            x: 15
            y: 8
            width: 98
            height: 132
            radius: 48
        }
        Repeater {
            model: 2
            Part {
                required property int index

                region: "brows"
                x: index === 0 ? 24 : 72
                y: 46
                width: 32
                height: 8
            }
        }
        Repeater {
            model: 2
            Part {
                required property int index

                region: "eyes"
                x: index === 0 ? 26 : 74
                y: 60
                width: 28
                height: 14
            }
        }
        Part {
            region: "nose"
            x: 55
            y: 62
            width: 18
            height: 40
            radius: 8
        }
        Part {
            region: "mouth"
            x: 42
            y: 112
            width: 44
            height: 16
        }
    }
    FocusRing { shown: diagram.activeFocus }
}
