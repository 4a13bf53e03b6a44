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
            name: "Window"
            when: windowShown

            readonly property MixDocument mix: bench.studio.document

            function child(name) {
                const found = findChild(window.contentItem, name);
                verify(found, name);
                return found;
            }
            function openTwoPhotos() {
                bench.studio.slotA.openFile(bench.photo("a.png", 300, 300));
                bench.studio.slotB.openFile(bench.photo("other.png", 300, 340));
                tryVerify(() => mix.complete);
                tryVerify(() => !bench.studio.preview.rendering);
            }
            function tabTo(name) {
                const wanted = child(name);
                for (let i = 0; i < 80 && !wanted.activeFocus; ++i)
                    keyClick(Qt.Key_Tab);
                verify(wanted.activeFocus, "Tab reaches " + name);
                verify(wanted.visualFocus, name + " shows its focus");
            }

            function initTestCase() {
                window.requestActivate();
                tryVerify(() => window.active);
                tryVerify(() => bench.studio.engineState === StudioModel.Ready);
                bench.studio.exporter.folder = bench.folder;
                bench.studio.exporter.size = 256;
            }
            function init() {
                failOnWarning(/qrc:/);
                mix.goToStep(0);
                bench.studio.notices.dismissAll();
                bench.studio.exporter.name = "mix";
            }

            function cleanup() { bench.hold(false); }

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
            }

            function test_comparingEndsWhenASheetOpens() {
                openTwoPhotos();
                window.contentItem.children[0].forceActiveFocus();
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

            function test_severalFacesOpenTheChooser() {
                bench.studio.slotA.openFile(bench.photo("wide.png", 600, 300));
                tryVerify(() => findChild(window.contentItem, "takeFace"));
                wait(50);
                keyClick(Qt.Key_Right);
                mouseClick(child("takeFace"));
                tryVerify(() => bench.studio.slotA.filled);
                compare(bench.studio.slotA.facesInPhoto, 2);
            }

            function test_noFaceIsSaidInThePointsEditor() {
                bench.studio.slotA.openFile(bench.plainPhoto("plain.png"));
                tryVerify(() => findChild(window.contentItem, "noFaceText"));
                verify(child("noFaceText").visible);
                verify(child("noFaceText").text.includes("plain.png"));
                wait(50);
                const before = bench.studio.slotA.anchors[0];
                keyClick(Qt.Key_Right);
                mouseClick(child("applyPoints"));
                tryVerify(() => bench.studio.slotA.filled);
                compare(bench.studio.notices.count, 0);
                bench.studio.slotA.editPoints();
                verify(bench.studio.slotA.anchors[0].x > before.x);
                keyClick(Qt.Key_Escape);
            }

            function test_anotherPhotoClosesThePointsEditor() {
                openTwoPhotos();
                bench.studio.slotA.editPoints();
                tryVerify(() => findChild(window.contentItem, "applyPoints"));
                verify(!child("noFaceText").visible);
                bench.studio.openDropped([bench.photo("later.png", 300, 300)], 0);
                tryCompare(bench.studio.slotA, "label", "later.png");
                tryVerify(() => !findChild(window.contentItem, "applyPoints")?.visible);
            }

            function test_cancelOfADrawnFaceFitsASmallWindow() {
                const width = window.width;
                const height = window.height;
                window.width = 960;
                window.height = 640;
                bench.studio.startWithDrawnFaces();
                tryVerify(() => mix.complete);
                tryVerify(() => !bench.studio.preview.rendering);
                bench.hold(true);
                mouseClick(child("nextA"));
                compare(bench.studio.slotA.seed, 4);
                tryVerify(() => child("cancelA").visible);
                waitForRendering(window.contentItem);
                for (const name of ["cancelA", "nextA"]) {
                    const right = child(name).mapToItem(window.contentItem, child(name).width, 0).x;
                    verify(right <= 240 - Theme.medium, name + " ends at " + right);
                }
                mouseClick(child("cancelA"));
                verify(!bench.studio.slotA.busy);
                compare(bench.studio.slotA.seed, 3);
                window.width = width;
                window.height = height;
            }

            function test_theRecentMenuOpensWhatItShows() {
                for (const name of ["older.png", "newer.png"]) {
                    bench.studio.slotA.openFile(bench.photo(name, 300, 300));
                    tryCompare(bench.studio.slotA, "label", name);
                }
                mouseClick(child("recentB"));
                wait(50);
                bench.remove("newer.png");
                keyClick(Qt.Key_Down);
                keyClick(Qt.Key_Return);
                tryCompare(bench.studio.slotB, "label", "older.png");
            }

            function test_aBadFileShowsABanner() {
                bench.studio.slotA.openFile(bench.brokenFile("broken.jpg"));
                tryCompare(bench.studio.notices, "count", 1);
                verify(child("bannerText").text.includes("broken.jpg"));
                window.contentItem.children[0].forceActiveFocus();
                keyClick(Qt.Key_Escape);
                compare(bench.studio.notices.count, 0);
            }

            function test_ctrlOOpensADialog() {
                window.contentItem.children[0].forceActiveFocus();
                keyClick(Qt.Key_O, Qt.ControlModifier);
                wait(300);
                keyClick(Qt.Key_Escape);
                wait(100);
            }

            function test_openButtonsOpenADialog() {
                for (const letter of ["A", "B"]) {
                    mouseClick(child("open" + letter));
                    wait(300);
                    keyClick(Qt.Key_Escape);
                    wait(100);
                }
            }

            function test_folderButtonOpensADialog() {
                openTwoPhotos();
                mouseClick(child("export"));
                tryVerify(() => child("exportFolder").visible);
                wait(50);
                mouseClick(child("exportFolder"));
                wait(300);
                keyClick(Qt.Key_Escape);
                wait(100);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !child("exportGo").visible);
            }

            function test_exportAsksBeforeReplacing() {
                openTwoPhotos();
                for (const expected of ["mix.png", "mix-2.png"]) {
                    mouseClick(child("export"));
                    tryVerify(() => child("exportGo").visible);
                    mouseClick(child("exportGo"));
                    tryVerify(() => !bench.studio.exporter.busy && bench.widthOf(expected) === 256, 5000, expected);
                }
                mouseClick(child("export"));
                tryVerify(() => child("exportGo").visible);
                bench.studio.exporter.name = "mix";
                mouseClick(child("exportGo"));
                compare(child("exportGo").text, "Replace");
                bench.studio.exporter.format = ExportModel.Webp;
                compare(child("exportGo").text, "Export");
                bench.studio.exporter.format = ExportModel.Png;
                keyClick(Qt.Key_Escape);
            }

            function test_exportShowsTheNameToBe() {
                openTwoPhotos();
                mouseClick(child("export"));
                tryVerify(() => child("exportName").activeFocus);
                keyClick(Qt.Key_A, Qt.ControlModifier);
                for (const letter of "face-{n:03}")
                    keyClick(letter);
                compare(child("exportFileName").text, "face-001.png");
                bench.studio.exporter.format = ExportModel.Tiff;
                compare(child("exportFileName").text, "face-001.tif");
                verify(child("exportDepth").enabled);
                verify(!child("exportLossless").enabled);
                bench.studio.exporter.format = ExportModel.Webp;
                verify(!child("exportDepth").enabled);
                mouseClick(child("exportLossless"));
                verify(bench.studio.exporter.lossless);
                mouseClick(child("exportLossless"));
                verify(!bench.studio.exporter.lossless);
                bench.studio.exporter.format = ExportModel.Png;
                keyClick(Qt.Key_Escape);
            }

            function test_oneExportAtATime() {
                openTwoPhotos();
                window.contentItem.children[0].forceActiveFocus();
                bench.hold(true);
                bench.studio.exporter.name = "first";
                bench.studio.exporter.start(true);
                verify(bench.studio.exporter.busy);
                keyClick(Qt.Key_E, Qt.ControlModifier);
                wait(50);
                verify(!findChild(window.contentItem, "exportGo")?.visible);
                bench.hold(false);
                tryVerify(() => !bench.studio.exporter.busy);
            }

            function startNew() {
                const asks = mix.modified;
                bench.studio.project.startNew();
                if (asks) {
                    tryVerify(() => findChild(window.contentItem, "unsavedDiscard")?.visible);
                    wait(50);
                    mouseClick(child("unsavedDiscard"));
                }
                tryVerify(() => !mix.modified && bench.studio.project.untitled && !bench.studio.project.busy);
            }

            function test_savingAsksForANameOnce() {
                openTwoPhotos();
                window.contentItem.children[0].forceActiveFocus();
                keyClick(Qt.Key_S, Qt.ControlModifier);
                tryVerify(() => findChild(window.contentItem, "saveName")?.activeFocus);
                keyClick(Qt.Key_K);
                mouseClick(child("saveGo"));
                tryVerify(() => !mix.modified);
                compare(child("documentName").text, "k.mien");
                verify(bench.sizeOf("k.mien") > 5000, bench.sizeOf("k.mien"));
                compare(child("modifiedMark").opacity, 0);
                bench.studio.document.setValue(MixDocument.Overall, 0.2);
                bench.studio.document.finishAdjusting();
                verify(window.title.startsWith("* k.mien"));
                keyClick(Qt.Key_S, Qt.ControlModifier);
                tryVerify(() => !mix.modified);
                startNew();
                mouseClick(child("fileMenu"));
                wait(50);
                for (let i = 0; i < 4; ++i)  // Revert can't be chosen: the fifth is the file used last
                    keyClick(Qt.Key_Down);
                keyClick(Qt.Key_Return);
                tryVerify(() => bench.studio.project.name === "k.mien" && mix.complete);
                compare(mix.overall, 0.2);
                startNew();
            }

            function test_closingAsksFirst() {
                openTwoPhotos();
                window.close();
                tryVerify(() => findChild(window.contentItem, "unsavedSave")?.visible);
                verify(window.visible);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !findChild(window.contentItem, "unsavedSave")?.visible);
                verify(mix.complete);
                window.contentItem.children[0].forceActiveFocus();
                keyClick(Qt.Key_N, Qt.ControlModifier);
                tryVerify(() => findChild(window.contentItem, "unsavedDiscard")?.visible);
                wait(50);
                mouseClick(child("unsavedDiscard"));
                tryVerify(() => !mix.complete && !mix.modified);
            }

            function test_aMissingFaceIsLocated() {
                openTwoPhotos();
                bench.studio.project.holding = ProjectFile.OnlyDigests;
                bench.studio.project.saveAs(bench.folder + "/digests.mien");
                tryVerify(() => !mix.modified);
                bench.hide("other.png");
                startNew();
                bench.studio.project.open(bench.folder + "/digests.mien");
                tryVerify(() => bench.studio.slotB.missing && bench.studio.slotA.filled);
                tryVerify(() => findChild(window.contentItem, "locateB")?.visible);
                compare(child("missingTextB").text, "The photograph of face B is missing.");
                verify(!child("welcomeDraw").visible);
                bench.studio.project.finder.locateIn(1, bench.folder);
                tryVerify(() => mix.complete);
                verify(!mix.modified);
                startNew();
            }

            function test_presetsByTheMenu() {
                openTwoPhotos();
                mix.setValue(MixDocument.Overall, 0.25);
                mix.finishAdjusting();
                mouseClick(child("presets"));
                wait(50);
                keyClick(Qt.Key_Return);
                tryVerify(() => findChild(window.contentItem, "presetName")?.activeFocus);
                keyClick(Qt.Key_Q);
                keyClick(Qt.Key_Return);
                compare(mix.undoText, "Save preset q");
                mix.resetValue(MixDocument.Overall);
                compare(mix.overall, 0.5);
                tryVerify(() => !findChild(window.contentItem, "presetName")?.visible);
                mouseClick(child("presets"));
                tryVerify(() => findChild(window.contentItem, "presetAction0"));
                wait(50);
                mouseClick(child("presetAction0"));
                compare(mix.overall, 0.25);
                startNew();
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
