import QtQuick
import QtTest
import Mien
import Mien.App
import MienTest

/// A window comes back where it stood.
Item {
    TestBench { id: testBench }

    Window {
        id: first

        minimumWidth: 200
        minimumHeight: 150
    }
    WindowPlace {
        id: place

        target: first
        preferences: testBench.studio.preferences
    }
    Window {
        id: second

        minimumWidth: 200
        minimumHeight: 150
    }
    WindowPlace {
        id: other

        target: second
        preferences: testBench.studio.preferences
    }

    TestCase {
        name: "Place"
        when: windowShown

        /// The other tests' windows stand where they do at the first start.
        function cleanupTestCase() {
            first.close();
            second.close();
            testBench.studio.preferences.saveWindow(Qt.rect(0, 0, 0, 0), false);
        }
        function test_aWindowComesBackWhereItStood() {
            place.restore();
            compare(first.visibility, Window.Windowed);
            first.x = 60;
            first.y = 40;
            first.width = 420;
            first.height = 310;
            tryCompare(place, "normal", Qt.rect(60, 40, 420, 310));
            place.save();
            other.normal = testBench.studio.preferences.windowGeometry();  // as the next start reads it
            other.restore();
            compare(Qt.rect(second.x, second.y, second.width, second.height), Qt.rect(60, 40, 420, 310));
            // Maximised, it still knows where it stood before.
            first.showMaximized();
            tryCompare(first, "visibility", Window.Maximized);
            place.save();
            compare(testBench.studio.preferences.windowGeometry(), Qt.rect(60, 40, 420, 310));
            verify(testBench.studio.preferences.windowMaximised());
        }
    }
}
