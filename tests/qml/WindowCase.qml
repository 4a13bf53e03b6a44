import QtQuick
import QtTest
import Mien
import Mien.App
import MienTest

/// What the tests of a whole window share: two pictures to mix, and the way to what is in the window by its name.
TestCase {
    id: testCase

    required property TestBench bench
    required property Main window
    readonly property MixDocument mix: bench.studio.document

    when: windowShown

    function child(name) {
        const found = findChild(window.contentItem, name);
        verify(found, name);
        return found;
    }
    function openTwoPhotos() {
        bench.studio.slotA.openFile(bench.photo("a.png", 300, 300));
        bench.studio.slotB.openFile(bench.photo("other.png", 300, 340));
        tryVerify(() => mix.complete);
        settle();
        recordConsents();
    }
    /// The picture is the one at rest, and stays.
    function settle() {
        const preview = bench.studio.preview;
        tryVerify(() => !bench.studio.balanceMeter.measuring && !preview.rendering
                        && preview.renderedSize === preview.wantedSize, 30000);
    }
    function recordConsents() {
        for (const check of [bench.studio.checkA, bench.studio.checkB]) {
            if (!check.needsConsent || check.consent === 0)
                continue;
            check.recordConsent(0, "", "");
            tryVerify(() => check.consent === 0, 30000);
        }
    }
    function tabTo(name) {
        const wanted = child(name);
        for (let i = 0; i < 80 && !wanted.activeFocus; ++i)
            keyClick(Qt.Key_Tab);
        verify(wanted.activeFocus, "Tab reaches " + name);
        verify(wanted.visualFocus ?? true, name + " shows its focus");  // fields always do
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
}
