import QtQuick
import QtTest
import Mien
import Mien.App
import MienTest

/// Where messages lie.
Item {
    TestBench { id: testBench }

    Main {
        id: mainWindow

        studio: testBench.studio

        WindowCase {
            name: "Messages"
            bench: testBench
            window: mainWindow

            function frameOf(item) {
                const corner = item.mapToItem(window.contentItem, 0, 0);
                return {left: corner.x, top: corner.y, right: corner.x + item.width, bottom: corner.y + item.height};
            }
            function liesWithin(item, around) {
                const inner = frameOf(item);
                const outer = frameOf(around);
                return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top
                    && inner.bottom <= outer.bottom;
            }
            function banner() { return child("bannerText").parent.parent; }

            /// Neither a pane nor a header, in a window of 1280 × 800 with texts of 125 %.
            function test_messagesCoverPicturesAlone() {
                const width = window.width;
                const height = window.height;
                window.width = 1024;
                window.height = 640;
                openTwoPhotos();
                bench.studio.slotA.openFile(bench.brokenFile("a-file-with-a-long-name-that-is-no-picture-at-all.jpg"));
                tryCompare(bench.studio.notices, "count", 1);  // which stays
                tryVerify(() => liesWithin(banner(), child("picture").parent));
                keyClick(Qt.Key_R, Qt.ControlModifier);
                tryVerify(() => window.reviewing);
                tryVerify(() => liesWithin(banner(), child("reviewGrid").parent));
                verify(frameOf(banner()).top >= frameOf(child("reviewBack").parent.parent).bottom);
                keyClick(Qt.Key_I, Qt.ControlModifier);
                tryVerify(() => window.insightsOpen);
                tryVerify(() => liesWithin(banner(), child("insightsPage")));
                verify(frameOf(banner()).top >= frameOf(child("insightsBack").parent.parent).bottom);
                keyClick(Qt.Key_I, Qt.ControlModifier);
                tryVerify(() => window.mixing && liesWithin(banner(), child("picture").parent));
                window.width = width;
                window.height = height;
            }
        }
    }
}
