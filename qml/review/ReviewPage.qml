import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// What was made in this house, and who decides what leaves it: search on the left, outputs in the middle, the one in
/// hand on the right.
FocusScope {
    id: page

    required property StudioModel studio
    readonly property ReviewDesk desk: studio.review
    readonly property ReviewEntry entry: desk.entry
    property bool comparing: false
    property var waiting: null  ///< what goes on once a profile is open
    /// Where messages lie.
    readonly property Item canvas: comparing ? large : grid
    signal backRequested
    signal protectedRequested

    onComparingChanged: if (!comparing) entry.view.pause()
    onVisibleChanged: if (!visible) entry.view.pause()

    function show() {
        desk.open();
        comparing = false;
        takeFocus();
    }
    /// The page's keys work while something of it has the keyboard.
    function takeFocus() { comparing ? large.forceActiveFocus() : grid.takeFocus(); }
    function back() {
        if (comparing) {
            comparing = false;
            takeFocus();
        } else {
            backRequested();
        }
    }
    function compare() {
        if (entry.number === 0)
            return;
        comparing = true;
        entry.loadPicture();
        takeFocus();
    }
    function showFrame(frame: int) {
        page.compare();
        entry.view.frame = frame;
    }
    function openIncident() { incidentSheet.ask(""); }
    function openProfile() {
        waiting = null;
        reviewerSheet.ask();
    }
    function restore() {
        if (entry.canRestore)
            desk.restore();
    }
    function exportApproved() {
        if (entry.canExport)
            desk.restoreToExport();
    }
    /// Runs `then` with an open profile.
    function signedBy(then: var) {
        if (desk.reviewer.unlocked)
            return then();
        waiting = then;
        reviewerSheet.ask();
    }
    function goOn() {
        const then = waiting;
        waiting = null;
        if (then)
            then();
    }
    function decide(what: string, withReason: bool) {
        const output = entry.number;
        if (what === "approve" && entry.canApprove)
            signedBy(() => approve(output, withReason));
        else if (what === "reject" && entry.canReject)
            signedBy(() => reject(output, withReason));
        else if (what === "approve" && entry.undecidable)
            page.studio.notices.warnAnew(entry.undecidable);
        else if (what === "reject" && entry.unrejectable)
            page.studio.notices.warnAnew(entry.unrejectable);
        else if (what === "comment" && output > 0)
            signedBy(() => wordsSheet.ask({title: qsTr("Comment on %1").arg(Theme.inWords(entry.title)), go: qsTr("Comment"), required: true,
                                           explains: qsTr("Signed with your name; it changes nothing else."),
                                           then: words => desk.comment(output, words)}));
        else if (what === "flag" && entry.canFlag)
            wordsSheet.askToFlag(output, entry.title);
    }
    function approve(output: int, withReason: bool) {
        if (!entry.needsReason && !withReason)
            return desk.approve(output, "");
        const how = entry.state === ReviewModel.Recalled ? qsTr("recalled") : qsTr("blocked");
        wordsSheet.ask({title: qsTr("Approve %1").arg(Theme.inWords(entry.title)), go: qsTr("Approve"), required: entry.needsReason,
                        explains: entry.needsReason ? qsTr("It was %1: say why it may leave all the same. Your words are signed and stay in the record.").arg(how)
                                                    : qsTr("Your words are signed and stay in the record."),
                        then: words => desk.approve(output, words)});
    }
    function reject(output: int, withReason: bool) {
        if (!withReason)
            return desk.reject(output, "");
        wordsSheet.ask({title: qsTr("Reject %1").arg(Theme.inWords(entry.title)), go: qsTr("Reject"),
                        explains: qsTr("Your words are signed and stay in the record."), then: words => desk.reject(output, words)});
    }

    Keys.onShortcutOverride: event => event.accepted = keys.action(event) !== undefined
    Keys.onPressed: event => {
        const act = keys.action(event);
        event.accepted = act !== undefined;
        if (act !== undefined)
            act();
    }

    ReviewKeys {
        id: keys

        desk: page.desk
        notices: page.studio.notices
        comparing: page.comparing
        columns: page.comparing ? 1 : grid.columns
        rows: page.comparing ? 1 : grid.rows
        onDecisionRequested: (what, withReason) => page.decide(what, withReason)
        onLabelRequested: if (page.entry.number > 0) details.openLabels()
        onCompareRequested: page.compare()
        onBackRequested: page.back()
        onSearchRequested: {
            page.comparing = false;
            filters.focusText();
        }
        onRestoreRequested: page.restore()
        onExportRequested: page.exportApproved()
    }
    Connections {
        target: page.entry
        enabled: page.comparing
        function onChanged() { page.entry.loadPicture(); }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 1

        ReviewHeader {
            Layout.fillWidth: true
            desk: page.desk
            comparing: page.comparing
            onBackRequested: page.back()
            onCompareRequested: page.compare()
            onProtectedRequested: page.protectedRequested()
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 1

            ReviewFilters {
                id: filters

                visible: !page.comparing
                Layout.preferredWidth: 216
                Layout.fillHeight: true
                desk: page.desk
                onGridRequested: grid.takeFocus()
                onSaveRequested: wordsSheet.ask({title: qsTr("Save this search"), explains: qsTr("A search of the same name is replaced."),
                                                 go: qsTr("Save"), required: true, oneLine: true, then: words => page.desk.search.save(words)})
                onProfileRequested: page.openProfile()
                onIncidentRequested: page.openIncident()
            }
            ReviewGrid {
                id: grid

                visible: !page.comparing
                focus: true
                Layout.fillWidth: true
                Layout.fillHeight: true
                desk: page.desk
                onOpened: page.compare()
            }
            ReviewCompare {
                id: large

                objectName: "reviewCompare"
                visible: page.comparing
                Layout.fillWidth: true
                Layout.fillHeight: true
                entry: page.entry
            }
            ReviewDetails {
                id: details

                Layout.preferredWidth: Math.min(400, Math.max(328, page.width * 0.22))
                Layout.fillHeight: true
                desk: page.desk
                showPicture: !page.comparing
                onDecisionRequested: what => page.decide(what, false)
                onRestoreRequested: page.restore()
                onExportRequested: page.exportApproved()
                onFrameRequested: frame => page.showFrame(frame)
                onLabelsClosed: page.takeFocus()
            }
        }
    }
    ReviewerSheet {
        id: reviewerSheet

        reviewer: page.desk.reviewer
        onReady: page.goOn()
        onClosed: page.takeFocus()
    }
    FlaggingSheet {
        id: wordsSheet

        desk: page.desk
        onClosed: page.takeFocus()
    }
    IncidentSheet {
        id: incidentSheet

        incident: page.desk.incident
        onClosed: page.takeFocus()
    }
}
