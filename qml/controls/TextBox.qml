import QtQuick
import QtQuick.Templates as T
import Mien

/// A few lines of text to type in. Return accepts it, Shift+Return begins a new line; it grows with what is typed.
Rectangle {
    id: control

    property alias area: area
    property alias text: area.text
    property string placeholderText: ""
    property int mostLines: 7
    signal accepted

    implicitWidth: 160
    implicitHeight: Math.max(2 * metrics.height, Math.min(area.contentHeight, mostLines * metrics.height)) + 2 * (Theme.small + border.width)
    radius: Theme.radius
    color: Theme.field
    border.color: area.activeFocus ? Theme.accent : Theme.line

    FontMetrics {
        id: metrics

        font: area.font
    }
    Flickable {
        anchors.fill: parent
        anchors.margins: control.border.width
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: ScrollLine {}
        T.TextArea.flickable: T.TextArea {
            id: area

            textFormat: TextEdit.PlainText
            placeholderText: control.placeholderText  // for screen readers; what is seen is below
            placeholderTextColor: "transparent"
            padding: Theme.small
            rightPadding: Theme.small + Theme.tiny
            wrapMode: TextEdit.Wrap
            selectByMouse: true
            color: Theme.text
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentInk
            font.family: Theme.family
            font.pixelSize: Theme.fontNormal
            Keys.onReturnPressed: event => accept(event)
            Keys.onEnterPressed: event => accept(event)
            // A tabulator in a comment is worth less than the way to the next button.
            Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)

            function accept(event: var) {
                event.accepted = event.isAutoRepeat || !(event.modifiers & Qt.ShiftModifier);
                if (event.accepted && !event.isAutoRepeat)
                    control.accepted();
            }

            PlainText {
                anchors.fill: parent
                anchors.margins: Theme.small
                visible: area.length === 0 && area.preeditText.length === 0
                text: control.placeholderText
                color: Theme.textFaint
                font: area.font
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
    }
}
