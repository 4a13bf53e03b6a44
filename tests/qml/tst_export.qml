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
            name: "Export"
            bench: testBench
            window: mainWindow

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

            /// Whoever holds Return down has not answered.
            function test_aSecondReturnReplacesNothing() {
                openTwoPhotos();
                bench.studio.exporter.name = "held";
                bench.studio.exporter.start(true);
                tryVerify(() => !bench.studio.exporter.busy && bench.widthOf("held.png") === 256);
                bench.studio.exporter.size = 512;
                mouseClick(child("export"));
                tryVerify(() => child("exportName").activeFocus);
                bench.studio.exporter.name = "held";
                for (let i = 0; i < 3; ++i)
                    keyClick(Qt.Key_Return);
                compare(child("exportGo").text, "Replace");
                verify(child("exportName").activeFocus);
                keyClick(Qt.Key_Escape);
                wait(300);
                compare(bench.widthOf("held.png"), 256);
                bench.studio.exporter.size = 256;
            }

            /// Wherever the keyboard is in the sheet, but once for a Return.
            function test_returnExportsFromAChoiceToo() {
                openTwoPhotos();
                bench.studio.exporter.name = "by-return";
                mouseClick(child("export"));
                tryVerify(() => child("exportName").activeFocus);
                const formats = child("exportFormat");
                mouseClick(formats, 10, formats.height / 2);
                verify(!child("exportName").activeFocus);
                keyClick(Qt.Key_Return);
                tryVerify(() => !bench.studio.exporter.busy && bench.widthOf("by-return.png") === 256);
                verify(!findChild(window.contentItem, "exportGo")?.visible);
                compare(bench.widthOf("by-return-2.png"), 0);
            }

            function test_theFolderCanBeTyped() {
                openTwoPhotos();
                mouseClick(child("export"));
                tryVerify(() => child("exportFolderText").visible);
                const before = bench.studio.exporter.folder;
                child("exportFolderText").forceActiveFocus();
                keyClick(Qt.Key_A, Qt.ControlModifier);
                for (const letter of "/nowhere")
                    keyClick(letter);
                verify(child("exportProblem").text.includes("/nowhere is not there"));
                verify(!child("exportGo").enabled);
                keyClick(Qt.Key_A, Qt.ControlModifier);
                for (const letter of "~")
                    keyClick(letter);
                compare(bench.studio.exporter.nameProblem, "");
                keyClick(Qt.Key_Escape);
                bench.studio.exporter.folder = before;
            }

            function test_whatWillStopItIsSaidBefore() {
                openTwoPhotos();
                const check = bench.studio.checkA;
                // More than one may have been recorded for this picture by now.
                for (let i = 0; i < 9 && check.consent >= 0; ++i) {
                    check.withdrawConsent();
                    wait(100);
                    tryVerify(() => check.outcome !== FaceCheck.Checking);
                }
                compare(check.consent, -1);
                mouseClick(child("export"));
                tryVerify(() => child("exportFaces").visible);
                verify(child("exportFaces").text.startsWith("No consent is recorded for A:"));
                bench.studio.checkA.recordConsent(0, "", "");
                tryVerify(() => !child("exportFaces").visible);
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

            function test_keysWorkBesideTheListOfExports() {
                openTwoPhotos();
                window.contentItem.children[0].forceActiveFocus();
                keyClick(Qt.Key_J, Qt.ControlModifier);
                tryVerify(() => child("jobsList").visible);
                keyClick(Qt.Key_J, Qt.ControlModifier);
                tryVerify(() => !findChild(window.contentItem, "jobsList")?.visible);
                keyClick(Qt.Key_J, Qt.ControlModifier);
                tryVerify(() => child("jobsList").visible);
                keyClick(Qt.Key_E, Qt.ControlModifier);
                tryVerify(() => child("exportGo").visible);
                verify(!child("jobsList").visible);
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
        }
    }
}
