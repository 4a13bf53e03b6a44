// Which of the finder's proposals are one face.
#include "core/photo/same_face.h"

#include <QtTest>
#include <algorithm>

#include "core/studio/fake_face.h"

using namespace mien;

class SameFaceTest : public QObject {
  Q_OBJECT

  /// `width` px from jaw to jaw, its box's corner at `x`, `y`.
  static FoundFace face(float score, float x, float y, float width) {
    const Landmarks unit = standardLandmarks();
    const auto [left, right] =
        std::minmax_element(unit.begin(), unit.end(), [](Point a, Point b) { return a.x < b.x; });
    const auto [top, bottom] =
        std::minmax_element(unit.begin(), unit.end(), [](Point a, Point b) { return a.y < b.y; });
    const float scale = width / (right->x - left->x);
    const Similarity place{scale, 0, x - scale * left->x, y - scale * top->y};
    return {score, {x, y, width, scale * (bottom->y - top->y)}, transformed(unit, place)};
  }

 private slots:
  void oneFaceIsSeenOnce() {
    const FoundFace found = face(0.95F, 100, 100, 160);
    QVERIFY(headsOverlap(found, face(0.9F, 110, 95, 150)));
    QVERIFY(isNoOther(found, face(0.9F, 110, 95, 150)));
    QVERIFY(isNoOther(found, face(0.8F, 150, 25, 150)));   // in the hair above
    QVERIFY(isNoOther(found, face(0.3F, 256, 140, 20)));   // an ear
    QVERIFY(isNoOther(found, face(0.35F, 165, 300, 30)));  // a tie
  }

  void othersStay() {
    const FoundFace found = face(0.95F, 100, 100, 160);
    QVERIFY(!isNoOther(found, face(0.9F, 250, 100, 160)));  // cheek to cheek
    QVERIFY(!isNoOther(found, face(0.8F, 300, 60, 30)));    // far behind
    QVERIFY(!isNoOther(found, face(0.4F, 300, 100, 150)));  // turned away, beside
    QVERIFY(!headsOverlap(found, face(0.9F, 250, 100, 160)));
  }
};

QTEST_APPLESS_MAIN(SameFaceTest)
#include "same_face_test.moc"
