pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien

/// Every key, and what the sliders do.
Sheet {
    id: help

    readonly property list<string> left: [
        "Ctrl+N", qsTr("New"), "Ctrl+O", qsTr("Open a project or a picture"),
        "Ctrl+Shift+O", qsTr("Open a photo as face B"),
        "Ctrl+S", qsTr("Save"), "Ctrl+Shift+S", qsTr("Save as"), "Ctrl+Q", qsTr("Close the studio"),
        "Ctrl+V", qsTr("Paste a picture as the next face"), "Ctrl+Shift+V", qsTr("Paste as face B"),
        "[   ]", qsTr("Previous, next drawn face A"), "{   }", qsTr("Previous, next drawn face B"),
        "G", qsTr("Mix the whole face, or regions of it"), "W", qsTr("Why this mix looks as it does"), "V", qsTr("New faces like this mix"), "X", qsTr("Swap A and B"), "Alt+↑   ↓", qsTr("Swap a face with the one above, below"), "L", qsTr("Show or hide landmarks")]
    readonly property list<string> right: [
        "A … E", qsTr("Hold to see that face alone"), "0   1", qsTr("Zoom to fit, to 100 %; the wheel zooms, too"), "Ctrl +   −", qsTr("Larger, smaller texts and controls"),
        "Ctrl+Z", qsTr("Undo"), "Ctrl+Shift+Z", qsTr("Redo; Ctrl+Y too"), "Ctrl+E", qsTr("Export"), "Ctrl+J", qsTr("List of exports"),
        "Ctrl+Shift+P", qsTr("Policy"), "Ctrl+M", qsTr("Models and their cards"),
        "Ctrl+R", qsTr("Review what was made"), "Ctrl+I", qsTr("Insights: what it took"), "F", qsTr("Flag the last export of this mix for review"),
        "←   →", qsTr("Move a slider by 1 %, with Shift by 0.1 %"),
        "←↑→↓", qsTr("Move a zoomed picture, after a click on it"),
        "Del", qsTr("Reset a slider (or double click)"), "Esc", qsTr("Take a drag back; close a dialog or message")]

    readonly property list<string> timelineLeft: [
        "Space", qsTr("Play, pause"), "T", qsTr("Show or hide the timeline"), "Ctrl+T", qsTr("From the first face to the last"),
        "K", qsTr("Keyframe of everything at the playhead"), "R", qsTr("Auto-key on, off"),
        ",   .", qsTr("One frame back, on; with Shift ten"), "←   →", qsTr("The same on the tracks"),
        "Home   End", qsTr("To the start, the last frame"), "[   ]", qsTr("Previous, next keyframe of the track"),
        "{   }", qsTr("Previous, next keyframe of any track"), "↑   ↓", qsTr("Other track"),
        "Enter", qsTr("Set or remove a keyframe of the track")]
    readonly property list<string> timelineRight: [
        "Ctrl+A", qsTr("Select all keyframes; with Shift none"), "Ctrl+C   X", qsTr("Copy, cut keyframes"),
        "Ctrl+V", qsTr("Paste at the playhead"), "Ctrl+D", qsTr("Duplicate at the playhead"),
        "G", qsTr("Align with the playhead"), "Alt+←   →", qsTr("Move by a frame, with Shift ten"),
        "Ctrl+←   →", qsTr("Stretch by a frame, with Shift ten"),
        "Del", qsTr("Delete the selected keyframes"),
        "F9", qsTr("Ease in and out; Shift in, Ctrl+Shift out"), "C   S   U", qsTr("Curve view, snapping, only tracks with keyframes"),
        "M", qsTr("Set or remove a marker"), "Esc", qsTr("Take a drag back; select nothing"),
        "+   −   0", qsTr("Zoom in, out, to the whole timeline")]
    readonly property list<string> reviewLeft: [
        "←↑→↓", qsTr("Other output"), "Enter", qsTr("Large, beside both parents"),
        "Esc", qsTr("Back to all outputs, to the mix"), "Ctrl+F   /", qsTr("Search"),
        "Home   End", qsTr("Newest, oldest output"), "Page ↑   ↓", qsTr("A screen up, down"),
        "Space", qsTr("Play a film, large; pause"), ",   .", qsTr("Its frame before, after; with Shift ten"),
        "Ctrl+R", qsTr("Open or close the review")]
    readonly property list<string> reviewRight: [
        "A", qsTr("Approve; with Shift with a reason"), "R", qsTr("Reject; with Shift with a reason"),
        "C", qsTr("Comment"), "F", qsTr("Flag with a note"), "0 – 5", qsTr("Rate"), "L", qsTr("Colour label"),
        "O", qsTr("Restore as the document"), "E", qsTr("Export a picture that is approved")]
    readonly property list<string> insights: [
        "←   →", qsTr("In a chart: the day, week or month before, after; all charts show it"),
        "Home   End", qsTr("The first, the last"), "Tab", qsTr("Next chart"),
        "Ctrl+I", qsTr("Open or close the insights"), "Esc", qsTr("Back to the mix")]
    property int page: 0

    function show(which: int) {
        page = which;
        open();
    }

    title: qsTr("Keys")

    component Keys: GridLayout {
        id: grid

        required property list<string> pairs

        columns: 2
        columnSpacing: Theme.large
        rowSpacing: Theme.small
        Layout.alignment: Qt.AlignTop
        Repeater {
            model: grid.pairs
            PlainText {
                required property int index
                required property string modelData

                Layout.preferredWidth: index % 2 === 0 ? 92 : 230
                text: modelData
                color: index % 2 === 0 ? Theme.text : Theme.textDim
                font.pixelSize: Theme.fontNormal
                font.weight: index % 2 === 0 ? Font.DemiBold : Font.Normal
                wrapMode: Text.WordWrap
            }
        }
    }

    Segmented {
        objectName: "helpPages"
        Layout.fillWidth: false
        Layout.preferredWidth: 400
        name: qsTr("Keys of")
        options: [qsTr("Mix"), qsTr("Timeline"), qsTr("Review"), qsTr("Insights")]
        current: help.page
        onRequested: index => help.page = index
    }
    RowLayout {
        visible: help.page === 0
        spacing: Theme.huge
        Keys { pairs: help.left }
        Keys { pairs: help.right }
    }
    RowLayout {
        visible: help.page === 1
        spacing: Theme.huge
        Keys { pairs: help.timelineLeft }
        Keys { pairs: help.timelineRight }
    }
    RowLayout {
        visible: help.page === 2
        spacing: Theme.huge
        Keys { pairs: help.reviewLeft }
        Keys { pairs: help.reviewRight }
    }
    RowLayout {
        visible: help.page === 3
        Keys { pairs: help.insights }
    }
    PlainText {
        Layout.maximumWidth: 690
        visible: help.page === 3
        text: qsTr("Days, weeks and months are those of UTC, as for budgets. An output counts on the day on which it was judged, a file on the day on which it was written. A rule stops an output by asking for a review or by blocking it. Prices, the month's budget and the same figures as a table are on the command line too: mien cost, mien insights.")
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        lineHeight: 1.2
        wrapMode: Text.WordWrap
    }
    PlainText {
        Layout.maximumWidth: 690
        visible: help.page === 2
        text: qsTr("Decisions are signed with a reviewer profile, which asks for its passphrase once in 15 minutes. What a rule blocks needs a reason to be approved all the same; some rules need two reviewers. Rating and label are separate from all that.")
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        lineHeight: 1.2
        wrapMode: Text.WordWrap
    }
    PlainText {
        Layout.maximumWidth: 690
        visible: help.page === 1
        text: qsTr("A slider that has keyframes sets one at the playhead when it moves; with auto-key every slider does. What follows the overall mix stays linked until it has keyframes of its own. Drag keyframes to move them, with Alt to copy, with Ctrl without snapping, the brackets around a selection to stretch it; a double click adds one, a drag on empty ground selects. A preset sets keyframes as the sliders do. Squares hold, diamonds run straight, circles ease.")
        color: Theme.textDim
        font.pixelSize: Theme.fontNormal
        lineHeight: 1.2
        wrapMode: Text.WordWrap
    }
}
