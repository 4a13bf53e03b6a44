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
            name: "Project"
            bench: testBench
            window: mainWindow

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
                bench.studio.saving.folder = bench.folder;
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

            /// The overall mix, typed over and not entered.
            function typeOverall(digits) {
                mouseClick(child("overallNumber"));
                verify(child("overallNumber").activeFocus);
                keyClick(Qt.Key_A, Qt.ControlModifier);
                for (const digit of digits)
                    keyClick(digit);
                verify(child("overallNumber").edited);
            }
            function test_whatIsTypedIsSaved() {
                openTwoPhotos();
                bench.studio.project.saveAs(bench.folder + "/typed.mien");
                tryVerify(() => !mix.modified && !bench.studio.project.busy);
                typeOverall("73");
                keyClick(Qt.Key_S, Qt.ControlModifier);
                compare(mix.overall, 0.73);
                tryVerify(() => !mix.modified && !bench.studio.project.busy);
                typeOverall("44");
                mouseClick(child("fileMenu"));
                wait(50);
                for (let i = 0; i < 2; ++i)  // Save
                    keyClick(Qt.Key_Down);
                keyClick(Qt.Key_Return);
                compare(mix.overall, 0.44);
                tryVerify(() => !mix.modified && !bench.studio.project.busy);
                typeOverall("41");
                window.close();
                compare(mix.overall, 0.41);
                tryVerify(() => findChild(window.contentItem, "unsavedSave")?.visible);
                verify(window.visible);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !findChild(window.contentItem, "unsavedSave")?.visible);
                typeOverall("42");
                keyClick(Qt.Key_E, Qt.ControlModifier);
                compare(mix.overall, 0.42);
                tryVerify(() => findChild(window.contentItem, "exportGo")?.visible);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !findChild(window.contentItem, "exportGo")?.visible);
                typeOverall("43");
                keyClick(Qt.Key_S, Qt.ControlModifier | Qt.ShiftModifier);
                compare(mix.overall, 0.43);
                tryVerify(() => findChild(window.contentItem, "saveName")?.activeFocus);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !findChild(window.contentItem, "saveName")?.visible);
                typeOverall("99");
                keyClick(Qt.Key_Escape);
                compare(mix.overall, 0.43);
                startNew();
            }

            function test_whatOpensIsOffered() {
                const picker = findChild(mainWindow, "filePicker");
                picker.askForAnything();
                for (const end of ["mien", "png", "mp4", "mov", "webm", "gif", "apng", "webp", "json"])
                    verify(new RegExp(`\\*\\.${end}\\b`).test(picker.anything.nameFilters[0]), end);
                picker.anything.close();
                tryVerify(() => !picker.anything.visible);
                window.requestActivate();
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

            function test_aDocumentOfAnotherModelAsks() {
                openTwoPhotos();
                bench.studio.project.anotherModel("Its model does not lie here.");
                tryVerify(() => findChild(window.contentItem, "anotherModelBring")?.activeFocus);
                compare(child("anotherModelWhy").text, "Its model does not lie here.");
                keyClick(Qt.Key_Escape);
                tryVerify(() => !findChild(window.contentItem, "anotherModelBring")?.visible);
                verify(mix.complete);
            }

            function test_aFileThatWasChangedElsewhereAsks() {
                openTwoPhotos();
                bench.studio.project.saveAs(bench.folder + "/first.mien");
                tryVerify(() => !mix.modified);
                mix.setValue(MixDocument.Overall, 0.2);
                mix.finishAdjusting();
                bench.studio.project.saveAs(bench.folder + "/second.mien");
                tryVerify(() => !mix.modified && bench.studio.project.name === "second.mien");
                verify(bench.copyOver("first.mien", "second.mien"));
                mix.setValue(MixDocument.Overall, 0.3);
                mix.finishAdjusting();
                window.contentItem.children[0].forceActiveFocus();
                keyClick(Qt.Key_S, Qt.ControlModifier);
                tryVerify(() => findChild(window.contentItem, "fileChangedAnother")?.activeFocus);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !findChild(window.contentItem, "fileChangedAnother")?.visible);
                verify(mix.modified);
                keyClick(Qt.Key_S, Qt.ControlModifier);
                tryVerify(() => findChild(window.contentItem, "fileChangedAnother")?.activeFocus);
                keyClick(Qt.Key_Return);
                tryVerify(() => findChild(window.contentItem, "saveName")?.activeFocus);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !findChild(window.contentItem, "saveName")?.visible);
                keyClick(Qt.Key_S, Qt.ControlModifier);
                tryVerify(() => findChild(window.contentItem, "fileChangedAnother")?.activeFocus);
                keyClick(Qt.Key_Tab);
                tryVerify(() => findChild(window.contentItem, "fileChangedReplace")?.activeFocus);
                keyClick(Qt.Key_Return);
                tryVerify(() => !mix.modified);
                compare(bench.studio.project.name, "second.mien");
                startNew();
            }

            function test_aSecondReturnReplacesNoProject() {
                openTwoPhotos();
                bench.studio.project.saveAs(bench.folder + "/kept.mien");
                tryVerify(() => !mix.modified);
                bench.studio.project.saveAs(bench.folder + "/other.mien");
                tryVerify(() => bench.studio.project.name === "other.mien" && !bench.studio.project.busy);
                keyClick(Qt.Key_S, Qt.ControlModifier | Qt.ShiftModifier);
                tryVerify(() => findChild(window.contentItem, "saveName")?.activeFocus);
                bench.studio.saving.name = "kept";
                for (let i = 0; i < 3; ++i)
                    keyClick(Qt.Key_Return);
                compare(child("saveGo").text, "Replace");
                keyClick(Qt.Key_Escape);
                tryVerify(() => !findChild(window.contentItem, "saveName")?.visible);
                compare(bench.studio.project.name, "other.mien");
                startNew();
            }

            function test_zoomAndPlayheadComeBack() {
                openTwoPhotos();
                bench.studio.timeline.playhead = 600;
                bench.studio.project.saveAs(bench.folder + "/view.mien");
                tryVerify(() => !mix.modified && !bench.studio.project.busy);
                startNew();
                bench.studio.timeline.playhead = 0;
                bench.studio.project.open(bench.folder + "/view.mien");
                tryVerify(() => mix.complete && !bench.studio.project.busy);
                tryCompare(bench.studio.timeline, "playhead", 600);
                startNew();
            }

            function test_aMissingFaceAmongThreeIsMarked() {
                openTwoPhotos();
                const third = bench.studio.slot(2);
                third.openFile(bench.photo("third.png", 320, 300));
                tryCompare(mix, "faceCount", 3);
                bench.studio.project.holding = ProjectFile.OnlyDigests;
                bench.studio.project.saveAs(bench.folder + "/three.mien");
                tryVerify(() => !mix.modified);
                bench.hide("other.png");
                startNew();
                bench.studio.project.open(bench.folder + "/three.mien");
                tryVerify(() => bench.studio.slotB.missing && bench.studio.slotA.filled && third.filled);
                compare(bench.studio.faces.current, 1);
                tryVerify(() => child("missingMarkB").visible && !child("missingMarkC").visible);
                tryVerify(() => findChild(window.contentItem, "locateB")?.visible);
                verify(!child("welcomeDraw").visible);
                bench.studio.project.finder.locateIn(1, bench.folder);
                tryVerify(() => mix.complete);
                verify(!child("missingMarkB").visible);
                bench.remove("below/hidden.png");  // the next one is hidden there
                startNew();
            }

            function test_aMissingFaceIsLocated() {
                bench.studio.preferences.clearRecentPhotos();  // it would be looked for where it was found before
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
        }
    }
}
