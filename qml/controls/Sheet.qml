import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Mien

/// A dialog over the window: title, content, and a row of buttons. Escape closes it; Return is `accepted`, wherever the
/// keyboard is but on a button or in something that takes Return itself.
T.Popup {
    id: sheet

    required property string title
    default property alias content: body.data
    property alias buttons: buttons.data
    signal accepted

    /// A line of text has answered to Return already, and hands it on.
    function takeReturn(event: KeyEvent) {
        const item = column.Window.activeFocusItem;
        if (opened && !event.isAutoRepeat && !(item && "cursorPosition" in item))
            accepted();
    }

    /// It opens in the middle and grows from there downwards, so that nothing moves away under the pointer.
    property real top: 0
    function place() { top = parent ? Math.round((parent.height - height) / 2) : 0; }

    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.max(0, Math.min(top, parent.height - height)) : 0
    // Set, or a popup that would reach beyond the window would be made smaller where it stands, without its buttons.
    height: parent ? Math.min(parent.height, implicitHeight) : implicitHeight
    onAboutToShow: place()
    onOpened: place()
    onHeightChanged: if (parent && top + height > parent.height) place()
    implicitWidth: column.implicitWidth + leftPadding + rightPadding
    implicitHeight: column.implicitHeight + topPadding + bottomPadding
    padding: Theme.large
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape

    Connections {
        target: sheet.parent
        function onHeightChanged() { sheet.place(); }
    }

    T.Overlay.modal: Rectangle { color: Theme.shade }
    background: Rectangle {
        color: Theme.panel
        radius: 5
        border.color: Theme.line
    }
    contentItem: ColumnLayout {
        id: column

        spacing: Theme.large
        Keys.onReturnPressed: event => sheet.takeReturn(event)
        Keys.onEnterPressed: event => sheet.takeReturn(event)
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title

        RowLayout {
            Layout.fillWidth: true
            PlainText {
                Layout.fillWidth: true
                text: sheet.title
                color: Theme.text
                font.pixelSize: Theme.fontTitle
                font.weight: Font.DemiBold
                elide: Text.ElideMiddle
            }
            IconButton {
                glyph: "close"
                tip: qsTr("Close")
                focusPolicy: Qt.NoFocus
                onClicked: sheet.close()
            }
        }
        ColumnLayout {
            id: body

            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Theme.medium
        }
        RowLayout {
            id: buttons

            Layout.alignment: Qt.AlignRight
            visible: children.length > 0
            spacing: Theme.small
        }
    }
}
