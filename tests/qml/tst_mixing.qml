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
            name: "Mixing"
            bench: testBench
            window: mainWindow

            function test_startsEmptyAndSaysWhatToDo() {
                verify(child("welcomeDraw").visible);
                verify(!child("export").enabled);
                verify(!child("undo").enabled);
            }

            function test_twoPhotosMakeAMix() {
                openTwoPhotos();
                verify(!child("welcomeDraw").visible);
                verify(child("export").enabled);
                verify(!bench.same(child("picture").picture, bench.studio.slotA.crop));
                compare(bench.studio.slotA.landmarks.length, 68);
            }

            /// Those that carry a text, in all that is shown.
            function buttonsIn(item) {
                let found = [];
                for (let i = 0; i < item.children.length; ++i) {
                    const one = item.children[i];
                    if (!one.visible)
                        continue;
                    const isButton = one.glyph !== undefined && one.primary !== undefined && one.text;
                    found = found.concat(isButton ? [one] : buttonsIn(one));
                }
                return found;
            }
            function test_buttonsShowTheirWholeText() {
                openTwoPhotos();
                for (const width of [960, 1280]) {
                    window.width = width;
                    waitForRendering(window.contentItem);
                    const buttons = buttonsIn(window.contentItem);
                    verify(buttons.length > 4);
                    for (const button of buttons) {
                        verify(button.width >= button.implicitWidth, button.text + " at " + width);
                        verify(button.implicitWidth > 4 * button.text.length, button.text);
                        const right = button.mapToItem(null, button.width, 0).x;
                        verify(right <= width, button.text + " ends at " + right + " of " + width);
                    }
                }
            }

            function test_variationsAreTakenBackOrKept() {
                openTwoPhotos();
                mix.setValue(MixDocument.Overall, 0.8);
                mix.finishAdjusting();
                mix.undo();
                const steps = Array.from(mix.steps);
                const shown = () => findChild(window.contentItem, "takeVariation")?.visible ?? false;
                window.openVariations();
                tryVerify(shown);
                for (const row of [2, 4])
                    bench.studio.variations.take(row);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !shown());
                compare(Array.from(mix.steps), steps);
                compare(mix.redoText, "Overall mix");
                window.openVariations();
                tryVerify(shown);
                bench.studio.variations.take(1);
                wait(80);  // the sheet has opened
                mouseClick(child("takeVariation"));
                tryVerify(() => !shown());
                compare(mix.undoText, "Variation 2");
            }

            function test_theMixHasAMeaning() {
                openTwoPhotos();
                const meter = bench.studio.meaning;
                tryVerify(() => meter.known, 20000);
                verify(child("meaning").text.endsWith(Math.round(100 * meter.value) + " %"));
                compare(child("meaningWords").visible, meter.low);
            }

            /// What it showed is gone by then, in a sheet that is closed.
            function test_theWindowIsResizedAfterAnExplanation() {
                openTwoPhotos();
                const explain = bench.studio.explain;
                keyClick(Qt.Key_W);
                tryVerify(() => explain.open && explain.state === ExplainModel.Ready, 60000);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !explain.open);
                mix.goToStep(0);
                tryVerify(() => explain.regions.length === 0);
                const width = window.width;
                for (const other of [1280, 1000, width]) {
                    window.width = other;
                    waitForRendering(window.contentItem);
                }
                compare(window.width, width);
            }

            function test_explainsTheMixAndGoesToASlider() {
                openTwoPhotos();
                mouseClick(child("explain"));
                const explain = bench.studio.explain;
                tryVerify(() => explain.state === ExplainModel.Ready, 60000);
                const list = findChild(window, "explainSliders");
                verify(list.count > 5);
                for (const wanted of ["detail", "eyes-texture"]) {
                    if (!explain.open)
                        keyClick(Qt.Key_W);
                    tryVerify(() => explain.open && explain.state === ExplainModel.Ready);
                    tryVerify(() => list.height > 0);  // it is laid out
                    const name = wanted === "detail" ? "Detail" : "Eyes texture";
                    const index = explain.sliders.findIndex(slider => slider.name === name);
                    verify(index >= 0);
                    list.positionViewAtIndex(index, ListView.Contain);
                    tryVerify(() => list.itemAtIndex(index));
                    mouseClick(list.itemAtIndex(index));
                    tryVerify(() => !explain.open);
                    tryVerify(() => findChild(window.contentItem, wanted + "Track")?.activeFocus, 5000, wanted);
                }
                const parts = child("mixPart");
                mouseClick(parts, parts.width * 0.17, parts.height / 2);
            }

            function test_draggingASliderIsOneStep() {
                openTwoPhotos();
                const steps = mix.steps.length;
                const track = child("overallTrack");
                const before = child("picture").picture;
                mouseDrag(track, track.width / 2, track.height / 2, track.width / 4, 0, Qt.LeftButton, Qt.NoModifier, 20);
                verify(mix.overall > 0.6, mix.overall);
                compare(mix.structure, mix.overall);
                compare(mix.steps.length, steps + 1);
                tryVerify(() => !bench.same(child("picture").picture, before));
                mouseClick(child("undo"));
                compare(mix.overall, 0.5);
                mouseClick(child("redo"));
                verify(mix.overall > 0.6);
            }

            function test_aRegionIsMixedOnItsOwn() {
                openTwoPhotos();
                const parts = child("mixPart");
                mouseClick(parts, parts.width * 0.5, parts.height / 2);
                tryVerify(() => findChild(window.contentItem, "faceDiagram")?.visible);
                compare(child("regionName").text, "Eyes");
                mouseClick(child("mouthPart"));
                compare(child("regionName").text, "Mouth");
                const before = mix.steps.length;
                const track = child("mouth-textureTrack");
                mouseClick(track, track.width * 0.9, track.height / 2);
                tryVerify(() => bench.studio.parameters.ownRegions.includes("mouth"));
                compare(mix.steps.length, before + 1);
                keyClick(Qt.Key_Z, Qt.ControlModifier);
                compare(bench.studio.parameters.ownRegions.length, 0);
                keyClick(Qt.Key_Y, Qt.ControlModifier);
                mouseClick(child("followWhole"));
                compare(bench.studio.parameters.ownRegions.length, 0);
                // By a click on the picture: the mouth lies low in the middle.
                mouseClick(child("faceDiagram"), 80, 89);
                compare(child("regionName").text, "Nose");
                const picture = child("picture");
                mouseClick(picture, picture.width / 2, picture.paintedRect.y + picture.paintedRect.height * 0.77);
                tryCompare(child("regionName"), "text", "Mouth");
                // By keyboard: the arrows go through the regions.
                child("faceDiagram").forceActiveFocus();
                keyClick(Qt.Key_Left);
                compare(child("regionName").text, "Nose");
                mouseClick(parts, parts.width * 0.17, parts.height / 2);
                verify(!findChild(window.contentItem, "faceDiagram")?.visible);
                verify(child("overallTrack").visible);
            }

            function test_doubleClickResets() {
                openTwoPhotos();
                const track = child("detailTrack");
                mouseClick(track, track.width / 4, track.height / 2);
                tryVerify(() => mix.detail < 0.5);
                wait(600);  // or the click above counts as the first of three
                mouseDoubleClickSequence(track, track.width / 4, track.height / 2);
                tryCompare(mix, "detail", 1);
            }

            function test_numbersCanBeTyped() {
                openTwoPhotos();
                const number = child("featuresNumber");
                mouseClick(number);
                keyClick(Qt.Key_2);
                keyClick(Qt.Key_5);
                keyClick(Qt.Key_Return);
                compare(mix.features, 0.25);
                verify(!mix.featuresLinked);
                compare(mix.overall, 0.5);
            }

            function test_aTypedNumberGivesTheKeyboardBack() {
                openTwoPhotos();
                const number = child("featuresNumber");
                mouseClick(number);
                keyClick(Qt.Key_2);
                keyClick(Qt.Key_Return);
                verify(!number.activeFocus);
                compare(mix.features, 0.02);
                keyClick(Qt.Key_Z, Qt.ControlModifier);
                compare(mix.features, 0.5);
                compare(number.text, "50");
                mouseClick(number);
                keyClick(Qt.Key_Z, Qt.ControlModifier | Qt.ShiftModifier);
                compare(mix.features, 0.02);
                compare(number.text, "2");
                keyClick(Qt.Key_Z, Qt.ControlModifier);
                compare(mix.features, 0.5);
                compare(number.text, "50");
                verify(number.activeFocus);
                mouseClick(child("picture"));
                verify(!number.activeFocus);
            }

            function test_escapeTakesATypedNumberBack() {
                openTwoPhotos();
                bench.studio.slotA.openFile(bench.brokenFile("broken.jpg"));
                tryCompare(bench.studio.notices, "count", 1);
                const number = child("featuresNumber");
                mouseClick(number);
                keyClick(Qt.Key_9);
                keyClick(Qt.Key_Escape);
                compare(number.text, "50");
                verify(!number.activeFocus);
                compare(mix.features, 0.5);
                compare(bench.studio.notices.count, 1);
            }

            function test_swap() {
                openTwoPhotos();
                mouseClick(child("swap"));
                compare(bench.studio.slotA.label, "other.png");
                compare(bench.studio.slotB.label, "a.png");
            }

            /// By its picture, onto another face or onto nothing, and by keys.
            function test_facesAreDraggedOntoOneAnother() {
                openTwoPhotos();
                bench.studio.slot(2).drawFace(7);
                tryVerify(() => bench.studio.slot(2).filled);
                const labels = () => [0, 1, 2].map(face => bench.studio.slot(face).label);
                const [a, b, c] = labels();
                const grip = name => {
                    tryVerify(() => findChild(window.contentItem, "grip" + name));
                    return child("grip" + name);
                };
                waitForRendering(window.contentItem);
                const drag = (from, to, x) => {
                    const start = grip(from).mapToItem(window.contentItem, 20, 20);
                    const end = to ? grip(to).mapToItem(window.contentItem, 20, 20) : Qt.point(x, start.y);
                    mousePress(window.contentItem, start.x, start.y);
                    for (let i = 1; i <= 8; ++i)
                        mouseMove(window.contentItem, start.x + (end.x - start.x) * i / 8 + 4 * (8 - i), start.y + (end.y - start.y) * i / 8, 10);
                    return () => mouseRelease(window.contentItem, end.x, end.y);
                };
                drag("C", "A")();
                compare(labels(), [c, b, a]);
                drag("C", "B")();
                compare(labels(), [c, a, b]);
                drag("A", "", 700)();
                compare(labels(), [c, a, b]);
                const release = drag("A", "B");
                keyClick(Qt.Key_Escape);
                release();
                compare(labels(), [c, a, b]);

                mouseClick(grip("B"));
                keyClick(Qt.Key_Down, Qt.AltModifier);
                compare(labels(), [c, b, a]);
                compare(bench.studio.faces.current, 2);
                keyClick(Qt.Key_Up, Qt.AltModifier);
                keyClick(Qt.Key_Up, Qt.AltModifier);
                compare(labels(), [a, c, b]);
                compare(bench.studio.faces.current, 0);
            }

            function test_holdToCompare() {
                openTwoPhotos();
                window.contentItem.children[0].forceActiveFocus();
                const mixed = child("picture").picture;
                keyPress(Qt.Key_A);
                verify(bench.same(child("picture").picture, bench.studio.slotA.crop));
                keyRelease(Qt.Key_A);
                verify(bench.same(child("picture").picture, mixed));
                keyPress(Qt.Key_B);
                verify(bench.same(child("picture").picture, bench.studio.slotB.crop));
                keyRelease(Qt.Key_B);
                keyPress(Qt.Key_C);  // there is none
                verify(bench.same(child("picture").picture, mixed));
                keyRelease(Qt.Key_C);
            }

            function test_holdToCompareFurtherFaces() {
                openTwoPhotos();
                const third = bench.studio.slot(2);
                third.drawFace(7);
                tryVerify(() => third.filled);
                window.contentItem.children[0].forceActiveFocus();
                keyPress(Qt.Key_C);
                verify(bench.same(child("picture").picture, third.crop));
                keyRelease(Qt.Key_C);
                verify(!bench.same(child("picture").picture, third.crop));
                const button = child("compareC");
                tryVerify(() => button.visible);
                waitForRendering(window.contentItem);
                mousePress(button);
                verify(bench.same(child("picture").picture, third.crop));
                mouseRelease(button);
                verify(!bench.same(child("picture").picture, third.crop));
            }

            function test_comparingEndsWhenASheetOpens() {
                openTwoPhotos();
                window.contentItem.children[0].forceActiveFocus();
                settle();
                const mixed = child("picture").picture;
                keyPress(Qt.Key_A);
                keyClick(Qt.Key_E, Qt.ControlModifier);
                tryVerify(() => child("exportGo").visible);
                keyRelease(Qt.Key_A);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !child("exportGo").visible);
                verify(bench.same(child("picture").picture, mixed));
            }

            function test_arrowsPanAtActualPixels() {
                openTwoPhotos();
                const picture = child("picture");
                mouseClick(picture);
                keyClick(Qt.Key_Right);
                compare(picture.pan, Qt.point(0, 0));
                keyClick(Qt.Key_1);
                keyClick(Qt.Key_Right);
                keyClick(Qt.Key_Down);
                compare(picture.pan, Qt.point(-40, -40));
                keyClick(Qt.Key_Left);
                keyClick(Qt.Key_Up);
                compare(picture.pan, Qt.point(0, 0));
                keyClick(Qt.Key_0);
            }

            function test_theWheelZooms() {
                openTwoPhotos();
                const picture = child("picture");
                const fitted = picture.shownZoom;
                mouseWheel(picture, picture.width / 2, picture.height / 2, 0, 120);
                fuzzyCompare(picture.shownZoom, 1.2 * fitted, 0.01);
                compare(child("zoomText").text, Math.round(picture.shownZoom * 100) + " %");
                for (let i = 0; i < 40; ++i)
                    mouseWheel(picture, 10, 10, 0, 120);
                compare(picture.shownZoom, 8);
                keyClick(Qt.Key_1);
                compare(picture.zoom, 1);
                for (let i = 0; i < 40; ++i)
                    mouseWheel(picture, 10, 10, 0, -120);
                compare(picture.zoom, 0);
                fuzzyCompare(picture.shownZoom, fitted, 0.01);
            }

            function test_aRightClickOffersWhatCanBeDone() {
                openTwoPhotos();
                const track = child("overallTrack");
                mouseClick(track, track.width * 0.75, track.height / 2);
                verify(mix.structure > 0.6);
                mouseClick(track, 20, track.height / 2, Qt.RightButton);
                tryVerify(() => findChild(window.contentItem, "contextAction0")?.visible);
                wait(100);
                mouseClick(findChild(window.contentItem, "contextAction0"));
                compare(mix.structure, 0.5);
                mouseClick(child("picture"), 5, 5, Qt.RightButton);  // nothing there has a menu
                verify(!findChild(window.contentItem, "contextAction0")?.visible);
            }

            function test_surroundingsUpToNone() {
                openTwoPhotos();
                const segments = child("surroundings");
                mouseClick(segments, segments.width - 10, segments.height / 2);
                compare(mix.surroundings, MixDocument.Transparent);
                tryVerify(() => !bench.studio.preview.rendering);
                keyClick(Qt.Key_Left);
                compare(mix.surroundings, MixDocument.Blended);
                tryVerify(() => !bench.studio.preview.rendering);
                waitForRendering(window.contentItem);
            }

            function test_keyboardAlone() {
                window.contentItem.children[0].forceActiveFocus();
                tabTo("welcomeDraw");
                keyClick(Qt.Key_Return);
                tryVerify(() => mix.complete);
                tabTo("overallTrack");
                keyClick(Qt.Key_Right);
                keyClick(Qt.Key_Right, Qt.ShiftModifier);
                fuzzyCompare(mix.overall, 0.511, 1e-9);
                keyClick(Qt.Key_Z, Qt.ControlModifier);
                fuzzyCompare(mix.overall, 0.51, 1e-9);
                keyClick(Qt.Key_Delete);
                compare(mix.overall, 0.5);
                tabTo("swap");
                keyClick(Qt.Key_Space);
                compare(mix.undoText, "Swap A and B");
                keyClick(Qt.Key_E, Qt.ControlModifier);
                tryVerify(() => child("exportName").activeFocus);
                keyClick(Qt.Key_A, Qt.ControlModifier);
                for (const key of [Qt.Key_K, Qt.Key_B])
                    keyClick(key);
                keyClick(Qt.Key_Return);
                tryVerify(() => bench.widthOf("kb.png") === 256);
                tryCompare(bench.studio.notices, "count", 1);  // or it would come in the next test
            }
        }
    }
}
