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
            name: "Protected"
            bench: testBench
            window: mainWindow

            readonly property ProtectionModel people: bench.studio.protection
            readonly property Enrolment enrolment: people.enrolment
            readonly property string secret: "correct horse battery"

            function type(text) {
                for (const letter of text)
                    keyClick(letter);
            }
            function openFromReview() {
                mainWindow.requestActivate();
                if (!window.reviewing)
                    keyClick(Qt.Key_R, Qt.ControlModifier);
                tryVerify(() => window.reviewing && child("reviewGrid").activeFocus);
                mouseClick(child("protectedPeople"));
                tryVerify(() => findChild(window.contentItem, "protectGo")?.visible);
            }
            function waitForSheet() {
                tryVerify(() => child("protectName").activeFocus || child("protectedList").activeFocus);
                wait(100);  // the sheet has its place
            }
            function close() {
                keyClick(Qt.Key_Escape);
                tryVerify(() => !child("protectGo").visible);
            }
            function add(name, photos) {
                const before = people.count;
                child("protectName").forceActiveFocus();
                type(name);
                enrolment.addPhotos(photos);
                keyClick(Qt.Key_Return);
                tryVerify(() => people.count === before + 1, 30000, enrolment.problem);
            }
            function row(index) { return child("protectedList").itemAtIndex(index); }

            function cleanup() {
                bench.hold(false);
                for (let i = 0; i < 4; ++i) {
                    keyClick(Qt.Key_Escape);
                    wait(50);
                }
                tryVerify(() => !window.reviewing);
            }

            /// By the keyboard and a drop alone.
            function test_1_somebodyIsAdded() {
                openFromReview();
                waitForSheet();
                verify(child("protectedEmpty").visible);
                verify(child("protectName").activeFocus);
                type("Ada Example");
                keyClick(Qt.Key_Tab);
                verify(child("protectNote").activeFocus);
                type("Asked for it");
                bench.drop(child("protectedDrop"), [bench.photo("front.png", 300, 300), bench.photo("side.png", 320, 300)]);
                tryCompare(enrolment, "photos", ["front.png", "side.png"]);
                tabTo("protectLeaveOut1");
                keyClick(Qt.Key_Return);
                compare(enrolment.photos, ["front.png"]);
                tabTo("protectGo");
                keyClick(Qt.Key_Return);
                tryVerify(() => people.count === 1, 30000, enrolment.problem);
                verify(!child("protectedEmpty").visible);
                compare(child("protectName").text, "");
                compare(row(0).name, "Ada Example");
                compare(row(0).title, "1 · Ada Example");
                compare(row(0).Accessible.name.indexOf("1 · Ada Example, 1 photograph, since "), 0);
                verify(row(0).Accessible.name.endsWith("Asked for it"));
                close();
                tryVerify(() => child("reviewGrid").activeFocus);
            }

            function test_2_whatIsWrongIsSaid() {
                openFromReview();
                waitForSheet();
                child("protectName").forceActiveFocus();
                keyClick(Qt.Key_Return);
                tryVerify(() => child("protectSays").text.includes("needs a name"));
                type("Ben");
                bench.drop(child("protectedDrop"), [bench.plainPhoto("grey.png")]);
                tryCompare(enrolment, "photos", ["grey.png"]);
                verify(!child("protectSays").visible);
                mouseClick(child("protectGo"));
                tryVerify(() => child("protectSays").text.includes("No face was found in grey.png"), 30000);
                compare(people.count, 1);
                mouseClick(child("protectLeaveOut0"));
                tryCompare(enrolment, "photos", []);
                verify(!child("protectSays").visible);
            }

            function test_2b_photographsAreChosenInADialog() {
                const picker = findChild(mainWindow, "filePicker");
                openFromReview();
                waitForSheet();
                mouseClick(child("protectChoose"));
                tryVerify(() => picker.people && picker.people.visible);
                picker.people.reject();
                tryVerify(() => !picker.people.visible);
                compare(enrolment.photos, []);
                // As the dialog does, whose own parts are not ours to press.
                picker.people.selectedFile = bench.photo("one.png", 300, 300);
                picker.people.accepted();
                tryCompare(enrolment, "photos", ["one.png"]);
                tryVerify(() => findChild(window.contentItem, "protectLeaveOut0"));
                wait(50);
                mouseClick(child("protectLeaveOut0"));
                compare(enrolment.photos, []);
                close();
                tryVerify(() => child("reviewGrid").activeFocus);
            }

            /// While the studio is at work elsewhere, the photograph waits for its turn.
            function test_3_itCanBeCancelled() {
                bench.studio.startWithDrawnFaces();
                tryVerify(() => mix.complete && !bench.studio.preview.rendering, 30000);
                openFromReview();
                waitForSheet();
                bench.hold(true);
                bench.studio.slotA.drawOther(1);
                child("protectName").forceActiveFocus();
                keyClick(Qt.Key_A, Qt.ControlModifier);
                type("Ben");
                enrolment.addPhotos([bench.photo("ben.png", 300, 300)]);
                keyClick(Qt.Key_Return);
                tryVerify(() => enrolment.busy);
                verify(child("protectSays").text.includes("ben.png"));
                verify(!child("protectName").enabled && !child("protectGo").enabled);
                wait(50);
                mouseClick(child("protectCancel"));
                tryVerify(() => !enrolment.busy);
                bench.hold(false);
                tryVerify(() => !bench.studio.slotA.busy, 30000);
                wait(200);
                compare(people.count, 1);
                compare(child("protectName").text, "Ben");
                compare(enrolment.photos, ["ben.png"]);
                child("protectName").forceActiveFocus();
                keyClick(Qt.Key_Return);
                tryVerify(() => people.count === 2, 30000, enrolment.problem);
            }

            /// The sheet of the policy stays below.
            function test_4_openedFromThePolicy() {
                mainWindow.requestActivate();
                keyClick(Qt.Key_P, Qt.ControlModifier | Qt.ShiftModifier);
                tryVerify(() => findChild(window.contentItem, "policyProtected")?.visible);
                wait(100);
                mouseClick(child("policyProtected"));
                tryVerify(() => findChild(window.contentItem, "protectGo")?.visible);
                waitForSheet();
                tryCompare(child("protectedList"), "count", 2);
                close();
                verify(child("policyProtected").visible);
                keyClick(Qt.Key_Escape);
                tryVerify(() => !child("policyProtected").visible);
            }

            /// Asked before; kept by whoever says so.
            function test_5_somebodyIsRemoved() {
                openFromReview();
                waitForSheet();
                tryVerify(() => child("protectedList").activeFocus);
                verify(!child("protectedRemove").enabled);
                keyClick(Qt.Key_Home);
                keyClick(Qt.Key_Space);
                tryCompare(people, "chosen", 1);
                verify(row(0).chosen && row(0).Accessible.checked);
                keyClick(Qt.Key_A, Qt.ControlModifier);
                tryCompare(people, "chosen", 2);
                mouseClick(row(1), row(1).width / 2);
                tryCompare(people, "chosen", 1);
                verify(row(0).chosen && !row(1).chosen);
                mouseClick(row(1), 14, 16);  // its box
                tryCompare(people, "chosen", 2);
                mouseClick(row(1), 14, 16);
                tryCompare(people, "chosen", 1);
                keyClick(Qt.Key_Delete);
                tryVerify(() => child("endProtectionKeep").activeFocus);
                verify(child("endProtectionWhat").text.includes("photographs are needed"));
                keyClick(Qt.Key_Return);
                tryVerify(() => !child("endProtectionKeep").visible);
                wait(100);
                compare(people.count, 2);
                mouseClick(child("protectedRemove"));
                tryVerify(() => child("endProtectionKeep").activeFocus);
                verify(child("protectedRemove").quiet, "its tip is not over the question");
                wait(100);
                mouseClick(child("endProtectionGo"));
                tryVerify(() => people.count === 1, 30000, people.problem);
                compare(row(0).name, "Ben");
            }

            function test_6_aReviewerSigns() {
                const reviewer = bench.studio.review.reviewer;
                openFromReview();
                waitForSheet();
                reviewer.make("Rea", secret, secret);
                tryVerify(() => reviewer.unlocked, 20000);
                reviewer.lock();
                tryCompare(reviewer.names, "length", 1);
                child("protectedList").forceActiveFocus();
                keyClick(Qt.Key_Delete);
                tryVerify(() => child("endProtectionKeep").activeFocus);
                verify(child("endProtectionWhat").text.includes("reviewer signs"));
                wait(100);
                mouseClick(child("endProtectionGo"));
                tryVerify(() => window.activeFocusItem?.echoMode === TextInput.Password);
                compare(people.count, 1);
                type(secret);
                keyClick(Qt.Key_Return);
                tryVerify(() => people.count === 0, 30000);
                compare(people.problem, "");
                tryVerify(() => child("protectedEmpty").visible);
            }

            function test_7_aListWithoutItsKey() {
                openFromReview();
                waitForSheet();
                add("Cleo", [bench.photo("cleo.png", 300, 300)]);
                close();
                bench.remove("data/protected-people.key");
                openFromReview();
                tryVerify(() => child("protectedEmpty").text.includes("restore the file from a backup"));
                verify(child("protectedEmpty").visible);
                verify(!child("protectGo").enabled && !child("protectName").enabled);
            }
        }
    }
}
