pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mien
import Mien.App

/// The outputs that the search finds, and what to do when there are none.
FocusScope {
    id: grid

    required property ReviewDesk desk
    readonly property ReviewModel outputs: desk.outputs
    readonly property int columns: Math.max(1, Math.floor(view.width / (width > 1400 ? 200 : 164)))
    readonly property int rows: Math.max(1, Math.floor(view.height / view.cellHeight))
    signal opened

    /// The pictures take the keyboard.
    function takeFocus() { view.forceActiveFocus(); }


    Rectangle {
        anchors.fill: parent
        color: Theme.canvas
    }
    GridView {
        id: view

        objectName: "reviewGrid"
        anchors.fill: parent
        anchors.margins: Theme.small
        anchors.rightMargin: 0
        rightMargin: Theme.small
        focus: true
        activeFocusOnTab: true
        clip: true
        model: grid.outputs
        currentIndex: grid.outputs.current
        keyNavigationEnabled: false
        highlightFollowsCurrentItem: true
        highlightMoveDuration: 0
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: 400
        cellWidth: Math.floor((width - 12) / grid.columns)
        cellHeight: cellWidth + 36
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Outputs")
        delegate: ReviewCell {
            width: view.cellWidth
            height: view.cellHeight
            chosen: GridView.isCurrentItem
            focused: grid.activeFocus
            onPicked: {
                grid.outputs.current = index;
                grid.takeFocus();
            }
            onOpened: grid.opened()
        }
        T.ScrollBar.vertical: ScrollLine {}
    }
    Column {
        anchors.centerIn: parent
        width: Math.min(360, parent.width - 2 * Theme.huge)
        spacing: Theme.large
        visible: grid.outputs.ready && grid.outputs.count === 0

        IconItem {
            anchors.horizontalCenter: parent.horizontalCenter
            width: 48
            height: 48
            name: grid.desk.search.narrowed ? "search" : "review"
            colour: Theme.strongLine
        }
        PlainText {
            objectName: "reviewEmpty"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WordWrap
            text: grid.outputs.problem.length > 0 ? qsTr("The record can't be read")
                : grid.desk.search.state === ReviewModel.Flagged + 1 ? qsTr("Nothing waits for a decision here")
                : grid.desk.search.narrowed ? qsTr("No output fits") : qsTr("Nothing was exported yet")
            color: Theme.text
            font.pixelSize: Theme.fontLarge
        }
        PlainText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WordWrap
            lineHeight: 1.35
            text: grid.outputs.problem.length > 0 ? grid.outputs.problem
                : grid.desk.search.narrowed ? qsTr("No output meets all that is set on the left.")
                : qsTr("Every picture and film is judged when it is exported, and appears here with its verdict.")
            color: Theme.textDim
            font.pixelSize: Theme.fontTitle
        }
        PushButton {
            objectName: "reviewShowAll"
            anchors.horizontalCenter: parent.horizontalCenter
            visible: grid.desk.search.narrowed && grid.outputs.problem.length === 0
            text: qsTr("Show all")
            onClicked: grid.desk.search.clear()
        }
    }
}
