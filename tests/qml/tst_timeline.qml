import QtQuick
import QtTest
import Mien
import Mien.App
import MienTest

Item {
    TestBench { id: bench }

    Main {
        id: window

        studio: bench.studio

        TestCase {
            name: "Timeline"
            when: windowShown

            readonly property MixDocument mix: bench.studio.document
            readonly property TimelineEditor timeline: bench.studio.timeline
            readonly property KeyEditor keys: bench.studio.keys
            readonly property ParameterList parameters: bench.studio.parameters
            property int first: 0

            function child(name) {
                const found = findChild(window.contentItem, name);
                verify(found, name);
                return found;
            }
            function number(row) { return parameters.data(parameters.index(row, 0), ParameterList.NumberRole); }
            function keyHere(row) { return parameters.data(parameters.index(row, 0), ParameterList.KeyHereRole); }
            function focusTracks() {
                window.openTimeline();
                waitForRendering(window.contentItem);
            }
            function undoAll() {
                while (mix.stepIndex > first)
                    mix.undo();
            }
            /// Where a keyframe is drawn on the tracks.
            function place(row, time) {
                const tracks = child("tracks");
                return Qt.point(tracks.timeScale.xOf(time), row * 24 + 12);
            }
            function press(name, point, modifiers) {
                mouseClick(child(name), point.x, point.y, Qt.LeftButton, modifiers ?? Qt.NoModifier);
                wait(500);  // or two clicks would be a double click
            }

            function initTestCase() {
                window.width = 1280;
                window.height = 800;
                window.requestActivate();
                tryVerify(() => window.active);
                tryVerify(() => bench.studio.engineState === StudioModel.Ready);
                bench.studio.startWithDrawnFaces();
                tryVerify(() => mix.complete);
                first = mix.stepIndex;
            }
            function init() {
                failOnWarning(/qrc:/);
                undoAll();
                timeline.playhead = 0;
                parameters.autoKey = false;
                keys.currentRow = 0;
                keys.clearSelection();
                window.contentItem.children[0].forceActiveFocus();
            }
            function cleanup() { bench.studio.player.pause(); }

            function test_keyTwoParametersScrubPlayAndUndoAll() {
                focusTracks();
                mouseClick(child("overallKey"));
                verify(keyHere(0));
                const ruler = child("ruler");
                mousePress(ruler, ruler.timeScale.xOf(300), 8);
                mouseMove(ruler, ruler.timeScale.xOf(912), 8);
                mouseRelease(ruler, ruler.timeScale.xOf(912), 8);
                compare(timeline.playhead, 912);
                const track = child("overallTrack");
                mouseClick(track, track.width - 3, track.height / 2);
                compare(number(0), 100);
                verify(keyHere(0));
                mouseClick(child("detailKey"));
                timeline.playhead = 0;
                compare(number(0), 50);
                const detail = child("detailTrack");
                mouseClick(detail, 3, detail.height / 2);
                compare(number(5), 0);
                timeline.scrub(456, false, 0);
                verify(number(0) > 60 && number(0) < 90);
                verify(number(5) > 20 && number(5) < 80);
                tryVerify(() => bench.studio.player.coveredShare === 1, 15000);
                timeline.playhead = 0;
                keyClick(Qt.Key_Space);
                verify(bench.studio.player.playing);
                tryVerify(() => timeline.playhead > 400);
                tryVerify(() => !bench.studio.player.playing, 8000);
                compare(timeline.playhead, timeline.lastFrame);
                undoAll();
                verify(!timeline.moves);
                compare(number(0), 50);
                compare(number(5), 100);
            }

            function test_oneClickStart() {
                focusTracks();
                mouseClick(child("startNow"));
                verify(timeline.moves);
                compare(timeline.durationText, "04:01");  // half a second is 13 frames
                compare(mix.undoText, "A to B in 3 s");
                mix.undo();
                verify(!timeline.moves);
            }

            function test_aFilmThroughAllFaces() {
                bench.studio.slot(2).drawFace(9);
                tryCompare(mix, "faceCount", 3);
                focusTracks();
                compare(child("startNow").text, "A to C, 3 seconds each");
                keyClick(Qt.Key_T, Qt.ControlModifier);
                tryVerify(() => child("startSecondsNumber").activeFocus);
                verify(child("startSummary").text.startsWith("7.6 s at 25 fps."), child("startSummary").text);
                keyClick(Qt.Key_Return);
                tryVerify(() => timeline.moves);
                fuzzyCompare(timeline.duration / 600, 7.5, 0.2);
                compare(mix.undoText, "A to C, 3 s each");
                verify(keys.animatedOnly);  // those of face C lie far below the first
                keys.animatedOnly = false;
                mix.undo();
                // A locked face stays where it is.
                bench.studio.faces.setLocked(0, true);
                bench.studio.notices.dismissAll();
                mouseClick(child("startNow"));
                verify(!timeline.moves);
                compare(bench.studio.notices.count, 1);
                bench.studio.notices.dismissAll();
            }

            function test_theZoomFitsTheSmallestWindow() {
                const width = window.width;
                focusTracks();
                window.width = 960;
                const fit = child("fitTimeline");
                tryVerify(() => fit.parent.width < 700);
                waitForRendering(window.contentItem);
                verify(child("zoomOut").visible && child("zoomIn").visible);
                verify(fit.x + fit.width <= fit.parent.width, fit.x + fit.width + " of " + fit.parent.width);
                window.width = width;
            }

            function test_startSheetByKeyboard() {
                keyClick(Qt.Key_T, Qt.ControlModifier);
                tryVerify(() => child("startSecondsNumber").activeFocus);
                keyClick(Qt.Key_T);
                compare(child("startSecondsNumber").text, "3.0");
                keyClick(Qt.Key_A, Qt.ControlModifier);
                keyClick(Qt.Key_9);
                verify(child("startSummary").text.startsWith("10.0 s"), child("startSummary").text);
                keyClick(Qt.Key_Backspace);
                keyClick(Qt.Key_2);
                verify(child("startSummary").text.startsWith("3.0 s"), child("startSummary").text);
                child("startRepeat").requested(2);
                verify(child("startSummary").text.startsWith("6.0 s with the way back"), child("startSummary").text);
                child("startRepeat").requested(0);
                keyClick(Qt.Key_Tab);
                keyClick(Qt.Key_0);
                keyClick(Qt.Key_Return);
                compare(timeline.durationText, "02:00");
                tryVerify(() => !child("startGo").visible);
                compare(bench.studio.preferences.timelineOpen, true);
            }

            function test_everythingByKeyboard() {
                focusTracks();
                keyClick(Qt.Key_K);
                verify(keyHere(0) && keyHere(5) && keyHere(6) && !keyHere(1));
                keyClick(Qt.Key_Right, Qt.ShiftModifier);
                keyClick(Qt.Key_Right);
                keyClick(Qt.Key_Left);
                compare(timeline.playhead, 240);
                keyClick(Qt.Key_Down);
                compare(keys.currentRow, 1);
                keyClick(Qt.Key_Return);
                verify(keyHere(1));
                keyClick(Qt.Key_Up);
                keyClick(Qt.Key_Return);
                verify(keyHere(0));
                keyClick(Qt.Key_BracketLeft);
                compare(timeline.playhead, 0);
                compare(keys.selectionCount, 1);
                keyClick(Qt.Key_BraceRight);
                compare(timeline.playhead, 240);
                compare(keys.selectionCount, 2);
                keyClick(Qt.Key_Right, Qt.AltModifier);
                verify(keys.isSelected(0, 264) && keys.isSelected(1, 264));
                keyClick(Qt.Key_G);
                verify(keys.isSelected(0, 240));
                keyClick(Qt.Key_C, Qt.ControlModifier);
                keyClick(Qt.Key_End);
                compare(timeline.playhead, timeline.lastFrame);
                keyClick(Qt.Key_V, Qt.ControlModifier);
                verify(keyHere(0) && keyHere(1));
                keyClick(Qt.Key_F9);
                compare(keys.selectedEasing, 4);
                keyClick(Qt.Key_F9, Qt.ControlModifier | Qt.ShiftModifier);
                compare(keys.selectedEasing, 3);
                keyClick(Qt.Key_A, Qt.ControlModifier);
                compare(keys.selectionCount, 7);
                keyClick(Qt.Key_M);
                verify(timeline.markerHere);
                keyClick(Qt.Key_Home);
                compare(timeline.playhead, 0);
                keyClick(Qt.Key_X, Qt.ControlModifier);
                verify(!timeline.moves);
                keyClick(Qt.Key_V, Qt.ControlModifier);
                keyClick(Qt.Key_Delete);
                verify(!timeline.moves);
                keyClick(Qt.Key_C);
                verify(child("curve").visible && !child("tracks").visible);
                keyClick(Qt.Key_C);
                compare(bench.studio.notices.count, 0);
                compare(bench.studio.slotA.seed, 16);  // [ and ] were the timeline's
                while (mix.stepIndex > first)
                    keyClick(Qt.Key_Z, Qt.ControlModifier);
                verify(!timeline.moves && !timeline.markerHere);
            }

            function test_keysOutsideTheTimelineStayTheWindows() {
                focusTracks();
                mouseClick(child("picture"));
                keyClick(Qt.Key_BracketRight);
                tryCompare(bench.studio.slotA, "seed", 17);
                tryVerify(() => !bench.studio.slotA.busy);
                keyClick(Qt.Key_Period);
                compare(timeline.playhead, 24);
                keyClick(Qt.Key_R);
                verify(parameters.autoKey);
            }

            function test_dragAndBoxOnTheTracks() {
                timeline.start(2, 0, 1, TimelineEditor.Once, false);  // 0 and 1176
                focusTracks();
                const tracks = child("tracks");
                press("tracks", place(0, 1176));
                compare(keys.selectionCount, 1);
                const from = place(0, 1176);
                const to = place(0, 600);
                mousePress(tracks, from.x, from.y);
                for (let i = 1; i <= 5; ++i)
                    mouseMove(tracks, from.x + (to.x - from.x) * i / 5, from.y);
                mouseRelease(tracks, to.x, to.y);
                verify(keys.isSelected(0, 600));
                compare(mix.undoText, "Move keyframes");
                mix.undo();
                mix.redo();
                wait(500);
                mouseDoubleClickSequence(tracks, place(4, 240).x, place(4, 240).y);
                verify(keys.isSelected(4, 240));
                const corner = place(0, 120);
                const end = place(4, 700);
                mousePress(tracks, corner.x, corner.y - 8);
                mouseMove(tracks, corner.x + 40, corner.y + 30);
                mouseMove(tracks, end.x, end.y + 8);
                mouseRelease(tracks, end.x, end.y + 8);
                compare(keys.selectionCount, 2);
                press("tracks", place(2, 900));
                compare(keys.selectionCount, 0);
            }

            function test_curveDragsValueAndHandles() {
                timeline.start(2, 0, 4, TimelineEditor.Once, false);
                focusTracks();
                keys.currentRow = 0;
                mouseClick(child("curves"));
                const curve = child("curve");
                const x = curve.timeScale.xOf(0);
                const bottom = curve.height - 16;
                mouseClick(curve, x, bottom);
                verify(keys.isSelected(0, 0));
                wait(500);
                mousePress(curve, x, bottom);
                mouseMove(curve, x, bottom - 20);
                mouseMove(curve, x, curve.height / 2);
                mouseRelease(curve, x, curve.height / 2);
                timeline.playhead = 0;
                fuzzyCompare(number(0), 50, 2);
                // The handle that leaves the first keyframe lies at 42 % of the way, at its height.
                const handle = x + 0.42 * (curve.timeScale.xOf(1176) - x);
                mousePress(curve, handle, curve.height / 2);
                mouseMove(curve, handle + 10, curve.height / 2 - 10);
                mouseMove(curve, handle + 20, curve.height / 2 - 20);
                mouseRelease(curve, handle + 20, curve.height / 2 - 20);
                compare(mix.undoText, "Shape a curve");
                compare(keys.selectedEasing, 5);
                mouseClick(child("curves"));
            }

            function test_markersAreNamed() {
                focusTracks();
                timeline.playhead = 600;
                mouseClick(child("marker"));
                const ruler = child("ruler");
                mouseDoubleClickSequence(ruler, ruler.timeScale.xOf(600), ruler.height - 5);
                tryVerify(() => child("markerName").activeFocus);
                for (const key of [Qt.Key_E, Qt.Key_Y, Qt.Key_E])
                    keyClick(key);
                keyClick(Qt.Key_Return);
                compare(timeline.markerName(600), "eye");
            }

            function test_aMarkerBelowThePlayheadLetsItGo() {
                focusTracks();
                timeline.playhead = 600;
                mouseClick(child("marker"));
                const ruler = child("ruler");
                mousePress(ruler, ruler.timeScale.xOf(600), ruler.height - 5);
                mouseMove(ruler, ruler.timeScale.xOf(700), ruler.height - 5);
                mouseMove(ruler, ruler.timeScale.xOf(912), ruler.height - 5);
                mouseRelease(ruler, ruler.timeScale.xOf(912), ruler.height - 5);
                compare(timeline.playhead, 912);
                timeline.playhead = 600;
                verify(timeline.markerHere);
            }

            function test_onlyTracksWithKeyframes() {
                focusTracks();
                const all = keys.shownCount;
                verify(all > 20);
                keyClick(Qt.Key_U);
                compare(keys.shownCount, all);  // none has any: all are shown
                parameters.toggleKey(0);
                parameters.toggleKey(5);
                compare(keys.shownCount, 2);
                compare(keys.placeOf(5), 1);
                compare(keys.placeOf(3), -1);
                keys.currentRow = 0;
                keyClick(Qt.Key_Down);
                compare(keys.currentRow, 5);
                keyClick(Qt.Key_Down);
                compare(keys.currentRow, 5);
                const tracks = child("tracks");
                const x = tracks.timeScale.xOf(0);
                mouseClick(tracks, x, 1.5 * 24);
                verify(keys.isSelected(5, 0));
                compare(keys.selectionCount, 1);
                mouseClick(tracks, x + 60, 1.5 * 24, Qt.RightButton);
                tryVerify(() => findChild(window.contentItem, "contextAction5")?.visible);
                wait(100);
                mouseClick(findChild(window.contentItem, "contextAction5"));
                compare(mix.undoText, "Delete keyframe");
                compare(keys.shownCount, 1);
                mouseClick(child("animatedOnly"));
                compare(keys.shownCount, all);
            }

            /// A loop ends with a keyframe at its very end, which is no reason to say so.
            function test_keyframesBeyondTheEndAreTold() {
                const told = () => findChild(window.contentItem, "bannerText")?.text ?? "";
                bench.studio.notices.dismissAll();
                timeline.start(2, 0, 1, TimelineEditor.Looping, false);
                compare(bench.studio.notices.count, 0);
                mix.undo();
                timeline.start(2, 0, 1, TimelineEditor.Once, false);
                focusTracks();
                keys.selectAll();
                keys.stretchBy(30);
                compare(bench.studio.notices.count, 1);
                verify(told().startsWith("A keyframe lies beyond the end"), told());
                bench.studio.notices.dismissAll();
                mix.undo();
                compare(bench.studio.notices.count, 0);
            }

            function test_rateRepeatAndPace() {
                focusTracks();
                mouseClick(child("frameRate"));
                wait(50);
                keyClick(Qt.Key_Up);
                keyClick(Qt.Key_Home);
                keyClick(Qt.Key_Return);
                tryVerify(() => timeline.framesPerSecond === 24);
                mouseClick(child("repeat"));
                compare(timeline.repeat, TimelineEditor.Looping);
                mouseClick(child("repeat"));
                compare(timeline.repeat, TimelineEditor.BackAndForth);
                mouseClick(child("evenPace"));
                verify(timeline.evenPace);
                const duration = child("duration");
                mouseClick(duration);
                for (const key of [Qt.Key_5, Qt.Key_Return])
                    keyClick(key);
                compare(timeline.durationText, "05:00");
                undoAll();
                compare(timeline.framesPerSecond, 25);
                compare(timeline.durationText, "03:00");
            }

            function test_zoomKeepsThePlayheadAndShowsAllAgain() {
                focusTracks();
                const scale = child("tracks").timeScale;
                timeline.playhead = 1200;
                const x = scale.xOf(1200);
                const wide = scale.ticksPerPixel;
                keyClick(Qt.Key_Plus);
                verify(scale.ticksPerPixel < wide);
                fuzzyCompare(scale.xOf(1200), x, 1);
                keyClick(Qt.Key_0);
                fuzzyCompare(scale.ticksPerPixel, wide, 1e-6);
            }

            function test_foldsAndRemembersItsHeight() {
                focusTracks();
                const tracks = child("tracks");
                verify(tracks.visible);
                mouseClick(child("timelineToggle"));
                verify(!tracks.visible);
                verify(!bench.studio.preferences.timelineOpen);
                window.contentItem.children[0].forceActiveFocus();
                keyClick(Qt.Key_T);
                verify(tracks.visible);
            }

            function test_tabReachesTheTracks() {
                focusTracks();
                const area = window.activeFocusItem;
                window.contentItem.children[0].forceActiveFocus();
                for (let i = 0; i < 120 && window.activeFocusItem !== area; ++i)
                    keyClick(Qt.Key_Tab);
                compare(window.activeFocusItem, area);
            }
        }
    }
}
