pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Mien
import Mien.App

/// The studio window: its pages, and the sheets over them.
Window {
    id: window

    required property StudioModel studio
    /// The review page covers the mix.
    property bool reviewing: false
    /// So does the Insights page.
    property bool insightsOpen: false
    readonly property bool mixing: !reviewing && !insightsOpen
    readonly property Preview preview: mixPage.preview
    readonly property TimelineDock dock: mixPage.dock
    readonly property MixPanel mixPanel: mixPage.panel

    /// A number or time that is typed and not entered counts for what is saved, made or closed.
    function takeTyped() {
        const number = activeFocusItem as NumberField;
        if (number && number.edited)
            number.ask();
        const time = activeFocusItem as TimeField;
        if (time && time.edited)
            time.ask();
    }
    function startNew() {
        takeTyped();
        studio.project.startNew();
    }
    function save() {
        takeTyped();
        studio.project.save();
    }
    function openExport() {
        takeTyped();
        exportSheet.ask();
    }
    function openExportFilm() {
        studio.preferences.exportKind = Preferences.Film;
        openExport();
    }
    function openExportSheet() {
        studio.preferences.exportKind = Preferences.ContactSheet;
        openExport();
    }
    function openJobs() { jobsPanel.open(); }
    function openPolicy() { policySheet.ask(); }
    function openProtected() { protectedSheet.ask(); }
    function openReview() {
        closeInsights();
        if (studio.player.playing)
            studio.player.toggle();
        reviewing = true;
        reviewPage.show();
    }
    /// At what was made of this recipe, by its digest.
    function reviewMade(made: string) {
        openReview();
        studio.review.showMade(made);
    }
    function closeReview() {
        if (!reviewing)
            return;
        reviewing = false;
        content.forceActiveFocus();
        window.preview.forceActiveFocus();
    }
    function openInsights() {
        closeReview();
        if (studio.player.playing)
            studio.player.toggle();
        insightsOpen = true;
        insightsPage.show();
    }
    function closeInsights() {
        if (!insightsOpen)
            return;
        insightsOpen = false;
        insightsPage.hide();
        content.forceActiveFocus();
        window.preview.forceActiveFocus();
    }
    /// The keyboard goes back to the page that covers the mix once nothing covers that.
    function focusPage() {
        if (reviewing)
            reviewPage.takeFocus();
        else if (insightsOpen)
            insightsPage.takeFocus();
    }
    function compareOutput() { reviewPage.compare(); }
    function openIncident() {
        openReview();
        reviewPage.openIncident();
    }
    function openProfile() {
        openReview();
        reviewPage.openProfile();
    }
    function openHelp() { helpSheet.show(insightsOpen ? 3 : reviewing ? 2 : window.dock.activeFocus ? 1 : 0); }
    function openTimelineHelp() { helpSheet.show(1); }
    function openChooser() { studio.slotA.chooseAgain(); }
    function openPoints() { studio.slotA.editPoints(); }
    function openTimeline() { window.dock.focusTracks(); }
    function showCurves() { window.dock.curves = true; }
    function openExplain() { explainSheet.open(); }
    function openVariations() { variationsSheet.open(); }
    function openModels() { modelsSheet.open(); }
    function openStart() { startSheet.ask(); }
    function openFile(slot: int) { filePicker.ask(slot); }
    function openAnything() {
        takeTyped();
        filePicker.askForAnything();
    }
    function openFileMenu() { topBar.openFileMenu(); }
    function openSave() {
        takeTyped();
        sheets.saveAs();
    }
    function openPresets() { window.mixPanel.openPresets(); }
    function showRegions() { window.mixPanel.byRegion = true; }
    function showDirections() { window.mixPanel.byDirection = true; }
    function editPresets() { sheets.editPresets(false); }
    function savePreset() { sheets.editPresets(true); }

    title: (studio.document.modified ? "* " : "") + studio.project.name + " – " + qsTr("Mien")
    color: Theme.gap
    minimumWidth: Math.min(960, Screen.desktopAvailableWidth)
    minimumHeight: Math.min(640, Screen.desktopAvailableHeight)

    Component.onCompleted: place.restore()
    onClosing: close => {
        takeTyped();
        // The document's question comes last: once it is answered, its changes are let go.
        close.accepted = closeSheet.mayClose() && studio.project.mayClose();
        if (!close.accepted)
            return;
        place.save();
    }

    WindowPlace {
        id: place

        target: window
        preferences: window.studio.preferences
    }
    FocusScope {
        id: content

        anchors.fill: parent
        focus: true
        onActiveFocusChanged: if (!activeFocus) window.preview.compareWith = -1
        Keys.onPressed: event => {
            if (!window.mixing)
                return;
            window.preview.comparePressed(event);
            if (event.key === Qt.Key_Space && !event.modifiers && !event.isAutoRepeat) {
                window.studio.player.toggle();
                event.accepted = true;
            }
        }
        Keys.onReleased: event => window.preview.compareReleased(event)

        ColumnLayout {
            anchors.fill: parent
            spacing: 1

            TopBar {
                id: topBar

                Layout.fillWidth: true
                studio: window.studio
                onOpenRequested: window.openAnything()
                onSaveAsRequested: window.openSave()
                onExportRequested: window.openExport()
                onQuitRequested: window.close()
                onHelpRequested: window.openHelp()
                onJobsRequested: window.openJobs()
                onPolicyRequested: window.openPolicy()
                reviewing: window.reviewing
                onReviewRequested: window.reviewing ? window.closeReview() : window.openReview()
                insightsOpen: window.insightsOpen
                onInsightsRequested: window.insightsOpen ? window.closeInsights() : window.openInsights()
            }
            ReviewPage {
                id: reviewPage

                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: window.reviewing
                studio: window.studio
                onBackRequested: window.closeReview()
                onProtectedRequested: window.openProtected()
            }
            InsightsPage {
                id: insightsPage

                objectName: "insightsPage"
                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: window.insightsOpen
                studio: window.studio
                onBackRequested: window.closeInsights()
                onCsvRequested: filePicker.askForCsv()
            }
            MixPage {
                id: mixPage

                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: window.mixing
                studio: window.studio
                onOpenRequested: slot => window.openFile(slot)
                onExplainRequested: window.openExplain()
                onVariationsRequested: window.openVariations()
                onStartRequested: window.openStart()
                onPresetsRequested: saving => sheets.editPresets(saving)
                onModelsRequested: window.openModels()
            }
        }
        Banners {
            canvas: window.reviewing ? reviewPage.canvas : window.insightsOpen ? insightsPage.canvas : window.preview as Item
            notices: window.studio.notices
            recovery: window.studio.project.recovery
            offersRecovery: window.mixing
            onReviewRequested: made => window.reviewMade(made)
        }
        Shortcuts {
            studio: window.studio
            preview: window.preview
            onOpenRequested: slot => window.openFile(slot)
            onExportRequested: window.openExport()
            onNewRequested: window.startNew()
            onSaveRequested: window.save()
            onHelpRequested: window.openHelp()
            onAnythingRequested: window.openAnything()
            onSaveAsRequested: window.openSave()
            onJobsRequested: window.openJobs()
            onPolicyRequested: window.openPolicy()
            onCloseRequested: window.close()
            onTimelineRequested: window.dock.toggle()
            onStartRequested: window.openStart()
            mixing: window.mixing
            onReviewRequested: window.reviewing ? window.closeReview() : window.openReview()
            onInsightsRequested: window.insightsOpen ? window.closeInsights() : window.openInsights()
            onFlagRequested: window.studio.review.findMix()
            onExplainRequested: window.openExplain()
            onVariationsRequested: window.openVariations()
            onModelsRequested: window.openModels()
            onRegionsRequested: window.mixPanel.byRegion = !window.mixPanel.byRegion
        }
        // How the window looks at the document travels with it.
        Binding {
            target: window.studio.project
            property: "view"
            value: ({zoom: window.preview.zoom > 0 ? String(Math.round(window.preview.zoom * 100)) : "fit", playhead: window.studio.timeline.playhead})
        }
        Connections {
            target: window.studio.project
            /// Another document is shown, not hidden behind a page.
            function onReplacing() {
                window.closeReview();
                window.closeInsights();
            }
            function onViewOpened(view: var) {
                window.preview.zoom = Math.max(0, Math.min(window.preview.mostZoom, Number(view.zoom) / 100)) || 0;  // "fit" is no number
                window.studio.timeline.playhead = view.playhead ?? 0;
            }
        }
    }

    ProjectSheets {
        id: sheets

        studio: window.studio
        onCloseApproved: window.close()
        onClosed: window.focusPage()
    }
    ExportSheet {
        id: exportSheet

        studio: window.studio
    }
    JobsPanel {
        id: jobsPanel

        jobs: window.studio.jobs
        onExportRequested: {
            if (window.mixing && window.studio.document.complete && !window.studio.exporting)
                window.openExport();
        }
        onCloseRequested: window.close()
        onReviewRequested: made => window.reviewMade(made)
        onClosed: window.focusPage()
    }
    PolicySheet {
        id: policySheet

        onClosed: window.focusPage()

        policy: window.studio.policy
        reviewer: window.studio.review.reviewer
        onProtectedRequested: window.openProtected()
    }
    ProtectedSheet {
        id: protectedSheet

        protection: window.studio.protection
        reviewer: window.studio.review.reviewer
        onPhotosRequested: filePicker.askForPeople()
        onClosed: if (!policySheet.opened) window.focusPage()
    }
    ExplainSheet {
        id: explainSheet

        explain: window.studio.explain
        onSliderChosen: (row, region, face) => window.mixPanel.showParameter(row, region, face)
    }
    ModelsSheet {
        id: modelsSheet

        models: window.studio.models
        onClosed: window.focusPage()
    }
    VariationsSheet {
        id: variationsSheet

        variations: window.studio.variations
    }
    FlaggingSheet {
        id: flagSheet

        key: "flagWords"
        desk: window.studio.review
    }
    Connections {
        target: window.studio.review
        function onMixFound(output: int, title: string) { flagSheet.askToFlag(output, title); }
        function onExportReady() {
            if (!window.studio.exporting)
                window.openExport();
        }
    }
    CloseSheet {
        id: closeSheet

        jobs: window.studio.jobs
        onAgreed: window.close()
        onClosed: window.focusPage()
    }
    HelpSheet {
        id: helpSheet

        onClosed: window.focusPage()
    }
    StartSheet {
        id: startSheet

        studio: window.studio
        onMade: {
            if (window.studio.document.faceCount > 2)
                window.studio.keys.animatedOnly = true;  // those of further faces lie far below
            window.dock.focusTracks();
        }
    }
    FilePicker {
        id: filePicker

        objectName: "filePicker"
        studio: window.studio
        onCsvClosed: insightsPage.takeFocus()
    }
    Repeater {
        model: 8
        Item {
            id: popups

            required property int index

            FaceChooser { slot: window.studio.slot(popups.index) }
            PointsEditor { slot: window.studio.slot(popups.index) }
        }
    }
}
