import QtQuick
import QtTest
import Mien
import Mien.App
import MienTest

Item {
    TestBench { id: testBench }

    Main {
        id: mainWindow

        studio: testBench.studio

        WindowCase {
            name: "Review"
            bench: testBench
            window: mainWindow

            readonly property ReviewDesk desk: bench.studio.review
            readonly property string secret: "correct horse battery"

            function drawTwo() {
                if (mix.complete)
                    return;
                bench.studio.startWithDrawnFaces();
                tryVerify(() => mix.complete, 30000);
            }
            function exportAt(share, name) {
                mix.setValue(MixDocument.Overall, share);
                mix.finishAdjusting();
                bench.studio.exporter.name = name;
                bench.studio.exporter.start(true);
                tryVerify(() => !bench.studio.exporter.busy && bench.widthOf(name + ".png") === 256, 30000, name);
            }
            function openReview() {
                mainWindow.requestActivate();
                keyClick(Qt.Key_R, Qt.ControlModifier);
                tryVerify(() => window.reviewing);
                tryVerify(() => desk.outputs.ready);
                tryVerify(() => child("reviewGrid").activeFocus);
            }
            function choose(number) {
                tryVerify(() => desk.outputs.count > 0);
                for (let i = 0; i < desk.outputs.count; ++i)
                    if (desk.outputs.data(desk.outputs.index(i, 0), 0x0100) === number)
                        desk.outputs.current = i;
                tryCompare(desk.entry, "number", number, 30000);
            }
            function type(text) {
                for (const letter of text)
                    keyClick(letter);
            }
            function openProfile() {
                if (desk.reviewer.unlocked)
                    return;
                mouseClick(child("reviewerProfile"));
                const isNew = desk.reviewer.names.length === 0;
                tryVerify(() => child(isNew ? "reviewerName" : "reviewerPassphrase").activeFocus);
                if (isNew) {
                    type("Ada");
                    keyClick(Qt.Key_Return);
                }
                type(secret);
                if (isNew) {
                    child("reviewerAgain").forceActiveFocus();
                    type(secret);
                }
                keyClick(Qt.Key_Return);
                tryVerify(() => desk.reviewer.unlocked, 20000);
                tryVerify(() => child("reviewGrid").activeFocus || child("reviewerProfile").activeFocus);
            }
            function closeReview() {
                if (window.reviewing)
                    keyClick(Qt.Key_R, Qt.ControlModifier);
                tryVerify(() => !window.reviewing);
            }

            function cleanup() {
                closeReview();
                desk.search.clear();
                bench.hold(false);
            }

            function test_1_emptyAtFirst() {
                openReview();
                tryCompare(child("reviewEmpty"), "text", "Nothing was exported yet");
                verify(!child("export").visible || window.reviewing);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !window.reviewing);
                verify(child("picture").visible);
            }

            function test_2_keysMoveRateAndLabel() {
                drawTwo();
                exportAt(0.2, "one");
                exportAt(0.5, "two");
                exportAt(0.8, "three");
                const landmarks = bench.studio.preferences.landmarksShown;
                openReview();
                tryCompare(child("reviewCount"), "text", "3 outputs");
                keyClick(Qt.Key_Home);
                tryCompare(desk.entry, "number", 3, 30000);
                keyClick(Qt.Key_Right);
                tryCompare(desk.entry, "number", 2, 30000);
                tryCompare(child("entryTitle"), "text", "Picture 2");
                keyClick(Qt.Key_4);
                tryCompare(desk.entry, "rating", 4, 30000);
                keyClick(Qt.Key_0);
                tryCompare(desk.entry, "rating", 0, 30000);
                keyClick(Qt.Key_L);
                wait(100);
                keyClick(Qt.Key_Down);
                keyClick(Qt.Key_Down);
                keyClick(Qt.Key_Return);
                tryCompare(desk.entry, "label", 2, 30000);
                tryVerify(() => child("reviewGrid").activeFocus);
                keyClick(Qt.Key_End);
                tryCompare(desk.entry, "number", 1, 30000);
                // None of these reached the mix behind.
                fuzzyCompare(mix.overall, 0.8, 1e-9);
                compare(bench.studio.preferences.landmarksShown, landmarks);
            }

            function test_3_compareIsOneKeyAndBack() {
                openReview();
                choose(3);
                keyClick(Qt.Key_Return);
                tryVerify(() => child("reviewCompare").visible);
                tryVerify(() => desk.entry.pictureIsWhole);
                keyClick(Qt.Key_Right);
                tryCompare(desk.entry, "number", 2, 30000);
                tryVerify(() => desk.entry.pictureIsWhole);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !child("reviewCompare").visible && window.reviewing);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !window.reviewing);
            }

            function test_4_flagFromTheMixAndApprove() {
                drawTwo();
                exportAt(0.37, "flagged");
                child("picture").parent.forceActiveFocus();
                const before = desk.waiting;
                keyClick(Qt.Key_F);
                tryVerify(() => findChild(window.contentItem, "flagWords")?.activeFocus);
                type("ear");
                keyClick(Qt.Key_Return);
                tryCompare(desk, "waiting", before + 1);
                const said = bench.studio.notices.count;
                openReview();
                keyClick(Qt.Key_Home);
                tryCompare(desk.entry, "state", ReviewModel.Flagged, 30000);
                const number = desk.entry.number;
                // A key that is held decides nothing.
                bench.repeatKey(Qt.Key_A);
                wait(100);
                verify(!(findChild(window.contentItem, "reviewerName")?.activeFocus ?? false));
                // A decision asks for a profile first, and then goes on.
                keyClick(Qt.Key_A);
                tryVerify(() => child("reviewerName").activeFocus);
                type("Ada");
                keyClick(Qt.Key_Return);
                type(secret);
                child("reviewerAgain").forceActiveFocus();
                type("another phrase");
                keyClick(Qt.Key_Return);
                tryVerify(() => child("reviewerProblem").visible);
                keyClick(Qt.Key_A, Qt.ControlModifier);
                type(secret);
                keyClick(Qt.Key_Return);
                tryCompare(desk.entry, "state", ReviewModel.Approved, 20000);
                compare(desk.entry.number, number);
                compare(desk.waiting, before);
                compare(bench.studio.notices.count, said - 1);  // that it waits is no longer so
                // What is approved can't be rejected, which is said, but flagged again.
                keyClick(Qt.Key_R);
                tryCompare(bench.studio.notices, "count", said);
                compare(desk.entry.state, ReviewModel.Approved);
                verify(desk.entry.undecidable.includes("flag it first"));
                keyClick(Qt.Key_F);
                tryVerify(() => child("words").activeFocus);
                keyClick(Qt.Key_Return);
                tryCompare(desk.entry, "state", ReviewModel.Flagged, 30000);
                keyClick(Qt.Key_R);
                tryCompare(desk.entry, "state", ReviewModel.Rejected, 30000);
                mouseClick(child("reviewerLock"));
                verify(!desk.reviewer.unlocked);
            }

            function test_5_aBlockAsksForAReason() {
                closeReview();
                drawTwo();
                bench.studio.slotA.openFile(bench.photo("unknown.png", 310, 300));
                tryVerify(() => bench.studio.checkA.needsConsent && bench.studio.checkA.outcome === FaceCheck.Block, 30000);
                const before = desk.outputs.total;
                bench.studio.exporter.name = "blocked";
                bench.studio.exporter.start(true);
                tryVerify(() => !bench.studio.exporter.busy, 30000);
                tryCompare(desk.outputs, "total", before + 1, 30000);
                bench.studio.notices.dismissAll();
                openReview();
                keyClick(Qt.Key_Home);
                tryCompare(desk.entry, "outcome", ReviewModel.Block, 30000);
                verify(desk.entry.needsReason);
                openProfile();
                keyClick(Qt.Key_A);
                tryVerify(() => child("words").activeFocus);
                verify(!child("wordsGo").enabled);
                keyClick(Qt.Key_Return);
                verify(child("words").activeFocus);
                type("papers are here");
                mouseClick(child("wordsGo"));
                tryCompare(desk.entry, "state", ReviewModel.Approved, 30000);
                compare(desk.entry.decisions[0].reason, "papers are here");
                keyClick(Qt.Key_C);
                tryVerify(() => child("words").activeFocus);
                type("seen");
                keyClick(Qt.Key_Return, Qt.ShiftModifier);
                type("twice");
                keyClick(Qt.Key_Tab);
                verify(!child("words").activeFocus);
                child("words").forceActiveFocus();
                keyClick(Qt.Key_Return);
                tryVerify(() => desk.entry.decisions.length === 2);
                verify(desk.entry.decisions.some(d => d.reason === "seen\ntwice"));
            }

            function test_5b_anApprovedPictureIsExportedFromHere() {
                openReview();
                keyClick(Qt.Key_Home);
                tryCompare(desk.entry, "state", ReviewModel.Approved, 30000);
                tryVerify(() => child("exportApproved").visible);
                bench.studio.exporter.size = 512;
                keyClick(Qt.Key_E);
                tryVerify(() => findChild(window.contentItem, "exportGo")?.visible, 30000);
                verify(!window.reviewing && mix.complete);
                compare(bench.studio.exporter.size, 256);
                bench.studio.exporter.name = "approved";
                wait(100);  // the sheet has opened
                mouseClick(child("exportGo"));
                tryVerify(() => !bench.studio.exporter.busy && bench.widthOf("approved.png") === 256, 30000);
            }

            function test_6_filtersAndSavedSearches() {
                openReview();
                tryVerify(() => desk.outputs.total > 3);
                const all = desk.outputs.total;
                keyClick(Qt.Key_Slash);
                tryVerify(() => child("reviewText").activeFocus);
                type("three");
                tryCompare(desk.outputs, "total", 1, 30000);
                keyClick(Qt.Key_Return);
                tryVerify(() => child("reviewGrid").activeFocus);
                mouseClick(child("reviewSave"));
                tryVerify(() => child("words").activeFocus);
                type("threes");
                keyClick(Qt.Key_Return);
                mouseClick(child("reviewClear"));
                tryCompare(desk.outputs, "total", all, 30000);
                tryVerify(() => findChild(window.contentItem, "savedSearch0")?.width > 0);
                mouseClick(child("savedSearch0"));
                tryCompare(desk.outputs, "total", 1, 30000);
                child("reviewText").text = "";
                desk.search.text = "nothing is called so";
                tryVerify(() => child("reviewShowAll").visible);
                compare(child("reviewEmpty").text, "No output fits");
                mouseClick(child("reviewShowAll"));
                tryCompare(desk.outputs, "total", all, 30000);
                desk.search.remove(0);
            }

            function test_7_tabReachesEveryPart() {
                openReview();
                choose(3);
                for (const name of ["comment", "star3", "reviewText"])
                    tabTo(name);
            }

            function test_8_restoreClosesThePage() {
                drawTwo();
                mix.setValue(MixDocument.Overall, 0.1);
                mix.finishAdjusting();
                openReview();
                verify(!child("undo").enabled && !child("export").enabled);  // they are the hidden mix's
                choose(3);
                tryVerify(() => desk.entry.canRestore);
                keyClick(Qt.Key_O);
                tryVerify(() => findChild(window.contentItem, "unsavedSave")?.activeFocus, 30000);
                verify(window.reviewing);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !findChild(window.contentItem, "unsavedDiscard")?.visible);
                verify(window.reviewing);
                compare(mix.overall, 0.1);
                tryVerify(() => child("reviewGrid").activeFocus);
                keyClick(Qt.Key_O);
                tryVerify(() => findChild(window.contentItem, "unsavedSave")?.activeFocus, 30000);
                mouseClick(child("unsavedDiscard"));
                tryCompare(mix, "overall", 0.8, 30000);
                tryVerify(() => !window.reviewing);
            }

            function test_9_anIncidentRecallsAllThatIsChosen() {
                openReview();
                mouseClick(child("incident"));
                tryVerify(() => findChild(window.contentItem, "incidentGo")?.visible);
                verify(!child("incidentGo").enabled);
                tryVerify(() => desk.incident.models.length === 2);
                tryVerify(() => child("faceStrip").count > 0 && child("faceStrip").height > 60);
                desk.incident.folder = bench.folder;
                desk.incident.model = 1;
                tryVerify(() => desk.incident.outputs > 3);
                verify(!child("incidentGo").enabled);
                child("incidentReason").forceActiveFocus();
                type("leak");
                mouseClick(child("incidentGo"));
                tryVerify(() => !findChild(window.contentItem, "incidentGo")?.visible);
                tryCompare(desk.entry, "state", ReviewModel.Recalled, 30000);
                verify(desk.entry.needsReason);
            }

            Component {
                id: narrowDecision

                DecisionRow {
                    width: 220
                    decision: ({what: "Approved, another reviewer is needed", who: "Rita", time: "Today, 02:36", reason: ""})
                }
            }
            function test_whoDecidedIsShownWhole() {
                const row = createTemporaryObject(narrowDecision, window.contentItem);
                tryVerify(() => findChild(row, "decisionWho").lineCount > 1);
                verify(!findChild(row, "decisionWho").truncated);
            }

            function test_theKeyboardComesBackToThePage() {
                openReview();
                for (const [key, modifiers] of [[Qt.Key_F1, Qt.NoModifier], [Qt.Key_M, Qt.ControlModifier],
                                                [Qt.Key_J, Qt.ControlModifier],
                                                [Qt.Key_P, Qt.ControlModifier | Qt.ShiftModifier]]) {
                    keyClick(key, modifiers);
                    tryVerify(() => !child("reviewGrid").activeFocus);
                    wait(100);
                    keyClick(Qt.Key_Escape);
                    tryVerify(() => child("reviewGrid").activeFocus);
                }
                keyClick(Qt.Key_Escape);
                tryVerify(() => !window.reviewing);
            }

            /// Who decides on a film sees it, and the very frame on which a rule spoke.
            function test_aFilmIsPlayedAndItsFindingShown() {
                const film = bench.addFilm(40, 12);
                verify(film > 0);
                openReview();
                tryVerify(() => desk.outputs.count > 0 && desk.outputs.data(desk.outputs.index(0, 0), 0x0100) === film);
                choose(film);
                const view = desk.entry.view;
                verify(!view.moves, "nothing is rendered for the grid");
                keyClick(Qt.Key_Return);
                tryVerify(() => child("filmPlay").visible && desk.entry.pictureIsWhole);
                compare(view.frames, 40);
                keyClick(Qt.Key_Space);
                verify(view.playing);
                keyClick(Qt.Key_Space);
                verify(!view.playing);
                view.frame = 20;
                keyClick(Qt.Key_Period);
                compare(view.frame, 21);
                keyClick(Qt.Key_Comma, Qt.ShiftModifier);
                compare(view.frame, 11);
                mouseClick(child("filmPlace"), child("filmPlace").width - 2, 8);
                compare(view.frame, 39);
                verify(child("reviewCompare").activeFocus, "the arrows are still the page's");
                child("filmPlace").forceActiveFocus(Qt.TabFocusReason);
                keyClick(Qt.Key_Left);
                compare(view.frame, 38);
                // From the grid, too.
                keyClick(Qt.Key_Escape);
                tryVerify(() => !child("reviewCompare").visible);
                mouseClick(child("showFrame"));
                tryVerify(() => child("reviewCompare").visible);
                compare(view.frame, 12);
                keyClick(Qt.Key_Space);
                verify(view.playing);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !view.playing);
            }

            /// Whoever is at the window can't change what outputs are judged by without a passphrase.
            function test_a_aReviewerSignsForThePolicy() {
                const policy = bench.studio.policy;
                desk.reviewer.lock();
                keyClick(Qt.Key_P, Qt.ControlModifier | Qt.ShiftModifier);
                tryVerify(() => policy.rowCount() > 0);
                policy.setOverride(1, 0);
                tryVerify(() => child("policyAccept").enabled);
                wait(100);  // the sheet has opened
                // What was not put in force yet outlives the sheet.
                keyClick(Qt.Key_Escape);
                tryVerify(() => !child("policyAccept").visible);
                keyClick(Qt.Key_P, Qt.ControlModifier | Qt.ShiftModifier);
                tryVerify(() => child("policyAccept").visible && child("policyAccept").enabled);
                wait(100);
                verify(policy.modified);
                mouseClick(child("policyAccept"));
                const isAsked = () => window.activeFocusItem?.echoMode === TextInput.Password;
                tryVerify(isAsked);
                verify(policy.modified && policy.name === "Mien standard");
                type(secret);
                keyClick(Qt.Key_Return);
                tryCompare(policy, "name", "House policy", 20000);
                tryVerify(() => !policy.modified);
                compare(bench.studio.notices.count, 1);  // that it is in force
                keyClick(Qt.Key_Escape);
            }
        }
    }
}
