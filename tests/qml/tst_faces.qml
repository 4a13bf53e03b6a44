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
            name: "Faces"
            bench: testBench
            window: mainWindow

            function test_severalFacesOpenTheChooser() {
                bench.studio.slotA.openFile(bench.photo("wide.png", 600, 300));
                tryVerify(() => findChild(window.contentItem, "takeFace"));
                wait(50);
                keyClick(Qt.Key_Right);
                mouseClick(child("takeFace"));
                tryVerify(() => bench.studio.slotA.filled);
                compare(bench.studio.slotA.facesInPhoto, 2);
            }

            function test_theToolsBelowAFaceLieSideBySide() {
                bench.studio.startWithDrawnFaces();
                tryVerify(() => mix.complete);
                tryVerify(() => child("nextB").visible);
                wait(50);
                for (const letter of ["A", "B"]) {
                    const ways = child("open" + letter).parent;
                    const tools = child("tools" + letter);
                    verify(tools.x >= ways.x + ways.width);
                    for (const row of [ways, tools]) {
                        let right = 0;
                        for (let i = 0; i < row.children.length; ++i) {
                            const tool = row.children[i];
                            if (!tool.visible)
                                continue;
                            verify(tool.x >= right, letter + ": " + tool.x + " < " + right);
                            right = tool.x + tool.width;
                        }
                    }
                }
            }

            function test_noFaceIsSaidInThePointsEditor() {
                bench.studio.slotA.openFile(bench.plainPhoto("plain.png"));
                tryVerify(() => findChild(window.contentItem, "noFaceText")?.visible);
                verify(child("noFaceText").text.includes("plain.png"));
                const before = bench.studio.slotA.anchors[0];
                tryVerify(() => findChild(window.contentItem, "anchor0")?.activeFocus);
                keyClick(Qt.Key_Right);
                mouseClick(child("applyPoints"));
                tryVerify(() => bench.studio.slotA.filled);
                compare(bench.studio.notices.count, 0);
                bench.studio.slotA.editPoints();
                tryVerify(() => findChild(window.contentItem, "applyPoints")?.visible);
                verify(bench.studio.slotA.anchors[0].x > before.x);
                keyClick(Qt.Key_Escape);
            }

            function test_pointsThatDoNotDoAreSaidInTheEditor() {
                bench.studio.slotA.openFile(bench.plainPhoto("dots.png"));
                const editor = () => findChild(window.contentItem, "applyPoints");
                tryVerify(() => editor()?.visible);
                const same = Qt.point(0.5, 0.5);
                bench.studio.slotA.applyPoints([same, same, same, same, same]);
                tryVerify(() => findChild(window.contentItem, "pointsProblem")?.visible);
                verify(child("pointsProblem").text.includes("too small"));
                compare(bench.studio.notices.count, 0);
                verify(editor().visible);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !editor()?.visible);
            }

            function test_exchangedEyesAreSaidInTheEditor() {
                const slot = bench.studio.slotA;
                slot.openFile(bench.plainPhoto("exchanged.png"));
                const editor = () => findChild(window.contentItem, "applyPoints");
                tryVerify(() => findChild(window.contentItem, "anchor0")?.activeFocus);
                const left = slot.anchors[1].x;
                for (let i = 0; i < 200; ++i)  // the one on the left, beyond the other
                    keyClick(Qt.Key_Right);
                mouseClick(editor());
                tryVerify(() => findChild(window.contentItem, "pointsProblem")?.visible && editor().visible);
                verify(slot.anchors[0].x > left);
                verify(child("pointsProblem").text.startsWith("The points of the eyes are exchanged"));
                verify(!slot.busy && !slot.filled);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !editor()?.visible);
            }

            function test_picturesArePastedWhereThereIsRoom() {
                openTwoPhotos();
                bench.copyPicture();
                keyClick(Qt.Key_V, Qt.ControlModifier);
                tryCompare(mix, "faceCount", 3);
                compare(bench.studio.slot(2).label, "Clipboard");
                verify(bench.studio.slotA.label !== "Clipboard");
            }

            /// It stands in the history for good, and where it stands in the menu nothing else ever stood.
            function test_withdrawingAConsentIsAskedFirst() {
                openTwoPhotos();
                bench.studio.slotA.openFile(bench.photo("withdrawn.png", 330, 310));
                tryCompare(bench.studio.slotA, "label", "withdrawn.png");
                const check = bench.studio.checkA;
                tryVerify(() => check.needsConsent && check.outcome > FaceCheck.Checking, 30000);
                const entries = child("consentA").options.length;
                check.recordConsent(1, "", "");
                tryCompare(check, "consent", 1, 30000);
                compare(child("consentA").options.length, entries);
                const ask = () => {
                    mouseClick(child("consentA"));
                    wait(50);
                    keyClick(Qt.Key_End);
                    keyClick(Qt.Key_Return);
                    tryVerify(() => findChild(window.contentItem, "withdrawKeep")?.activeFocus);
                    wait(100);
                };
                ask();
                keyClick(Qt.Key_Return);
                tryVerify(() => !findChild(window.contentItem, "withdrawKeep")?.visible);
                compare(check.consent, 1);
                ask();
                mouseClick(child("withdrawGo"));
                tryCompare(check, "consent", -1, 30000);
                // And one's own photograph is one click.
                tryVerify(() => child("mineA").visible, 30000);
                mouseClick(child("mineA"));
                tryCompare(check, "consent", 0, 30000);
                verify(!child("mineA").visible);
            }

            function test_aConsentsNoteIsTypedAtOnce() {
                openTwoPhotos();
                mouseClick(child("consentA"));
                wait(50);
                keyClick(Qt.Key_Home);
                for (let i = 0; i < bench.studio.checkA.consentKinds().length; ++i)
                    keyClick(Qt.Key_Down);
                keyClick(Qt.Key_Return);
                tryVerify(() => findChild(window.contentItem, "consentNote")?.activeFocus);
                keyClick(Qt.Key_X);
                compare(child("consentNote").text, "x");
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
                const seed = bench.studio.slotA.seed;
                mouseClick(child("nextA"));
                compare(bench.studio.slotA.seed, seed + 1);
                tryVerify(() => child("cancelA").visible);
                waitForRendering(window.contentItem);
                for (const name of ["cancelA", "nextA"]) {
                    const right = child(name).mapToItem(window.contentItem, child(name).width, 0).x;
                    verify(right <= 240 - Theme.medium, name + " ends at " + right);
                }
                mouseClick(child("cancelA"));
                verify(!bench.studio.slotA.busy);
                compare(bench.studio.slotA.seed, seed);
                window.width = width;
                window.height = height;
            }

            function test_manyFacesAreListedAndMixedOnAPad() {
                const names = ["a.png", "other.png", "third.png", "fourth.png"];
                bench.studio.openDropped(names.map((name, i) => bench.photo(name, 300 + 20 * i, 300)), 0);
                tryCompare(mix, "faceCount", 4);
                tryVerify(() => mix.complete);
                const faces = bench.studio.faces;
                tryVerify(() => !bench.studio.preview.rendering);
                compare(faces.current, 3);
                fuzzyCompare(faces.weights[2], 0.25, 1e-9);
                const pad = child("padArea");
                mouseClick(pad, pad.width / 2, pad.height / 2);
                const steps = mix.steps.length;
                mousePress(pad, pad.width / 2, pad.height / 2);
                for (let y = pad.height / 2; y > 24; y -= 8)
                    mouseMove(pad, pad.width / 2, y);
                mouseMove(pad, pad.width / 2, 4);
                mouseRelease(pad, pad.width / 2, 4);
                fuzzyCompare(faces.weights[0], 1, 1e-6);
                compare(mix.steps.length, steps + 1);
                mix.undo();
                fuzzyCompare(faces.weights[0], 0.25, 1e-6);
                mouseClick(child("lockB"));
                verify(faces.locked[1]);
                mouseClick(child("soloC"));
                verify(faces.isSolo(2));
                mouseClick(child("removeD"));
                compare(mix.faceCount, 3);
                fuzzyCompare(faces.weights[0], 1 / 3, 1e-6);
                mouseClick(child("addDraw"));
                tryCompare(mix, "faceCount", 4);
                verify(bench.studio.slot(3).drawn);
            }

            function drawFaces(count) {
                bench.studio.startWithDrawnFaces();
                tryVerify(() => mix.complete);
                for (let i = 2; i < count; ++i) {
                    bench.studio.slot(i).drawFace(10 + i);
                    tryCompare(mix, "faceCount", i + 1);
                }
            }
            function test_eightFacesFitASmallWindow() {
                const width = window.width;
                const height = window.height;
                drawFaces(8);
                for (const [wide, high] of [[960, 640], [1280, 800]]) {
                    window.width = wide;
                    window.height = high;
                    waitForRendering(window.contentItem);
                    compare(child("addFaceText").text, "Eight at most");
                    verify(!child("addFaceText").truncated, "at " + wide);
                    // Each can be compared, whatever the others need.
                    let right = 0;
                    for (const letter of "ABCDEFGH") {
                        const button = child("compare" + letter);
                        const left = button.mapToItem(window.contentItem, 0, 0).x;
                        verify(button.visible && left >= right, letter + " at " + wide);
                        right = left + button.width;
                    }
                    verify(right <= child("variationsButton").mapToItem(window.contentItem, 0, 0).x, "at " + wide);
                    const meaning = child("meaning").mapToItem(window.contentItem, child("meaning").width, 0).x;
                    if (child("zoomChoice").visible)
                        verify(meaning <= child("zoomChoice").mapToItem(window.contentItem, 0, 0).x, "at " + wide);
                    const last = bench.studio.slot(7).crop;
                    mousePress(child("compareH"));
                    verify(bench.same(child("picture").picture, last));
                    mouseRelease(child("compareH"));
                }
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
        }
    }
}
