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
            name: "Drags"
            bench: testBench
            window: mainWindow

            readonly property TimelineEditor timeline: bench.studio.timeline
            readonly property KeyEditor keys: bench.studio.keys

            function start() {
                bench.studio.startWithDrawnFaces();
                tryVerify(() => mix.complete);
                timeline.start(2, 0, 1, TimelineEditor.Once, false);  // 0 and 1176
                timeline.playhead = 0;
                window.openTimeline();
                waitForRendering(window.contentItem);
            }
            /// Where a keyframe is drawn on the tracks.
            function place(row, time) { return Qt.point(child("tracks").timeScale.xOf(time), row * 24 + 12); }
            function pull(item, from, to, modifiers) {
                mousePress(item, from.x, from.y, Qt.LeftButton, modifiers ?? Qt.NoModifier);
                for (let i = 1; i <= 4; ++i)
                    mouseMove(item, from.x + (to.x - from.x) * i / 4, from.y + (to.y - from.y) * i / 4);
            }
            /// Escape, and nothing that the pointer does until it is released means anything.
            function pressEscape(item, at) {
                keyClick(Qt.Key_Escape);
                mouseMove(item, at.x + 30, at.y);
                mouseMove(item, at.x + 60, at.y);
                mouseRelease(item, at.x + 60, at.y);
            }

            function initTestCase() {
                window.width = 1280;
                window.height = 800;
                window.requestActivate();
                tryVerify(() => window.active);
                tryVerify(() => bench.studio.engineState === StudioModel.Ready);
            }

            function test_escapeBringsKeyframesBack() {
                start();
                const steps = mix.steps.length;
                const tracks = child("tracks");
                pull(tracks, place(0, 1176), place(0, 600));
                verify(keys.isSelected(0, 600));
                compare(mix.undoText, "Move keyframes");
                pressEscape(tracks, place(0, 600));
                compare(mix.steps.length, steps);
                compare(mix.undoText, "A to B in 2 s");
                keys.selectTrack(0);
                verify(keys.isSelected(0, 1176) && keys.isSelected(0, 0));
                compare(keys.selectionCount, 2);
            }

            function test_rowsScrollByTheirBar() {
                start();
                const bar = child("rowsBar");
                verify(bar.visible);
                compare(bar.position, 0);
                const tracks = child("tracks");
                pull(bar, Qt.point(5, 8), Qt.point(5, bar.height + 40));
                mouseRelease(bar, 5, bar.height + 40);
                // The last row stands above the strip of meanings.
                fuzzyCompare(tracks.scrolled + tracks.height, bench.studio.parameters.count * 24, 1);
                verify(tracks.mapToItem(null, 0, tracks.height).y <= child("meaningStrip").mapToItem(null, 0, 0).y);
                mousePress(bar, 5, bar.height - 8);
                mouseMove(bar, 5, 0);
                mouseMove(bar, 5, -200);
                mouseRelease(bar, 5, -200);
                compare(tracks.scrolled, 0);
            }

            function test_escapeForgetsABox() {
                start();
                keys.selectKey(0, 0, false);
                const tracks = child("tracks");
                pull(tracks, Qt.point(place(0, 700).x, 4), Qt.point(place(0, 1176).x + 12, 40));
                verify(keys.isSelected(0, 1176));
                pressEscape(tracks, place(0, 1176));
                verify(keys.isSelected(0, 0) && !keys.isSelected(0, 1176));
                keyClick(Qt.Key_Escape);  // now it means the selection
                compare(keys.selectionCount, 0);
            }

            function test_escapeBringsThePlayheadBack() {
                start();
                timeline.playhead = 240;
                const ruler = child("ruler");
                pull(ruler, Qt.point(ruler.timeScale.xOf(600), 8), Qt.point(ruler.timeScale.xOf(960), 8));
                compare(timeline.playhead, 960);
                pressEscape(ruler, Qt.point(ruler.timeScale.xOf(960), 8));
                compare(timeline.playhead, 240);
            }

            function test_escapeBringsAMarkerBack() {
                start();
                timeline.playhead = 600;
                timeline.toggleMarker();
                timeline.playhead = 0;  // over the marker it would be dragged itself
                const steps = mix.steps.length;
                const ruler = child("ruler");
                const y = ruler.height - 5;
                pull(ruler, Qt.point(ruler.timeScale.xOf(600), y), Qt.point(ruler.timeScale.xOf(960), y));
                compare(mix.undoText, "Move a marker");
                pressEscape(ruler, Qt.point(ruler.timeScale.xOf(960), y));
                compare(mix.steps.length, steps);
                timeline.playhead = 600;
                verify(timeline.markerHere);
            }

            function test_escapeBringsACurvesHandleBack() {
                start();
                keys.selectKey(0, 0, false);
                keys.setEasing(4);
                const steps = mix.steps.length;
                keys.currentRow = 0;
                mouseClick(child("curves"));
                const curve = child("curve");
                const x = curve.timeScale.xOf(0);
                const handle = Qt.point(x + 0.42 * (curve.timeScale.xOf(1176) - x), curve.height - 16);
                pull(curve, handle, Qt.point(handle.x + 30, handle.y - 30));
                compare(mix.undoText, "Shape a curve");
                pressEscape(curve, handle);
                compare(mix.steps.length, steps);
                compare(keys.selectedEasing, 4);
                verify(keys.isSelected(0, 0));
                mouseClick(child("curves"));
            }

            function test_aShareGoesNoFurtherThanOthersGiveWay() {
                start();
                const faces = bench.studio.faces;
                bench.studio.slot(2).drawFace(34);
                tryCompare(bench.studio.document, "faceCount", 3, 30000);
                tryVerify(() => findChild(window.contentItem, "weightC")?.width > 20);
                faces.setLocked(0, true);
                const share = child("weightB");
                const most = faces.weights[1] + faces.weights[2];
                verify(share.enabled);
                mousePress(share, share.width * faces.weights[1], share.height / 2);
                for (let x = 0.5; x < 1.01; x += 0.1)
                    mouseMove(share, share.width * x, share.height / 2);
                fuzzyCompare(faces.weights[1], most, 1e-6);
                fuzzyCompare(share.value, most, 1e-6);
                keyClick(Qt.Key_Escape);
                mouseRelease(share, share.width, share.height / 2);
                // Nobody gives way: not after a drag that was cancelled either.
                faces.setLocked(2, true);
                tryCompare(share, "enabled", false);
                faces.setLocked(0, false);
                tryCompare(share, "enabled", true);
            }

            function test_escapeLetsGoOfThePad_data() {
                return [{tag: "plain", told: false}, {tag: "with a notice", told: true}];
            }
            function test_escapeLetsGoOfThePad(data) {
                start();
                bench.studio.slot(2).drawFace(33);
                tryCompare(mix, "faceCount", 3);
                tryVerify(() => !bench.studio.balanceMeter.measuring && !bench.studio.slot(2).busy);
                waitForRendering(window.contentItem);
                const faces = bench.studio.faces;
                const before = Array.from(faces.weights);
                const steps = mix.steps.length;
                if (data.told)
                    bench.studio.slotA.openFile("http://example.org/a.png");  // can't be: a banner says so
                const pad = child("padArea");
                const at = Qt.point(pad.width * 0.4, pad.height * 0.35);
                pull(pad, Qt.point(pad.width / 2, pad.height / 2), at);
                verify(Math.abs(faces.weights[0] - before[0]) > 0.01);
                pressEscape(pad, at);
                faces.weights.forEach((weight, i) => fuzzyCompare(weight, before[i], 1e-9));
                compare(mix.steps.length, steps);
                compare(bench.studio.notices.count, data.told ? 1 : 0);
                mouseClick(pad, at.x, at.y);  // and it can be used again
                compare(mix.steps.length, steps + 1);
                bench.studio.notices.dismissAll();
            }

            function test_escapeLetsGoOfASlider() {
                start();
                mix.undo();  // without keyframes
                const step = mix.stepIndex;
                const track = child("detailTrack");
                const at = Qt.point(track.width / 4, track.height / 2);
                pull(track, Qt.point(track.width - 8, track.height / 2), at);
                fuzzyCompare(mix.detail, 0.25, 0.1);
                pressEscape(track, at);
                compare(mix.detail, 1);
                compare(mix.stepIndex, step);
                compare(track.position, 1);
                verify(track.activeFocus);
                keyClick(Qt.Key_Left);
                fuzzyCompare(mix.detail, 0.99, 1e-9);
            }

            function test_bracketsStretch() {
                start();
                keys.addKey(0, 600);
                keys.selectAll();
                const steps = mix.steps.length;
                const tracks = child("tracks");
                const from = Qt.point(place(0, 1176).x + 10, 12);
                const by = place(0, 600).x - place(0, 0).x;
                pull(tracks, from, Qt.point(from.x - by, 12), Qt.ControlModifier);
                mouseRelease(tracks, from.x - by, 12);
                compare(mix.undoText, "Stretch keyframes");
                compare(mix.steps.length, steps + 1);
                compare(keys.selectionCount, 3);
                verify(keys.isSelected(0, 0) && !keys.isSelected(0, 1176) && !keys.isSelected(0, 600));
                const half = [552, 576, 600].filter(time => keys.isSelected(0, time));
                compare(half.length, 1);
                mix.undo();
                keys.selectAll();
                verify(keys.isSelected(0, 600) && keys.isSelected(0, 1176));
                pull(tracks, from, Qt.point(from.x - 60, 12));
                pressEscape(tracks, Qt.point(from.x - 60, 12));
                verify(keys.isSelected(0, 600) && keys.isSelected(0, 1176));
                keyClick(Qt.Key_Right, Qt.ControlModifier);
                verify(keys.isSelected(0, 1200) && keys.isSelected(0, 0));
                keyClick(Qt.Key_Left, Qt.ControlModifier | Qt.ShiftModifier);
                verify(keys.isSelected(0, 960));
            }
        }
    }
}
