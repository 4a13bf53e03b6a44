#include "core/evaluate/faults.h"

#include <QTest>

using namespace mien;

class FaultsTest : public QObject {
  Q_OBJECT

  static FivePoints frontal() { return {{60, 80}, {100, 80}, {80, 104}, {66, 124}, {94, 124}}; }
  /// Light falls with x, so that every column is told from the next.
  static Image8 ramp() {
    Image8 picture(160, 160, 3);
    for (int y = 0; y < 160; ++y)
      for (int x = 0; x < 160; ++x)
        for (int c = 0; c < 3; ++c) picture.at(x, y, c) = static_cast<std::uint8_t>(250 - x);
    return picture;
  }
  /// Of the nose from the middle of the eyes, in eye distances.
  static float aside(const FivePoints& p) {
    return (p.nose.x - (p.rightEye.x + p.leftEye.x) / 2) / distance(p.rightEye, p.leftEye);
  }

 private slots:
  void aHeadTurnsToEitherSide() {
    const TurnedHead left = turnedAside(ramp(), frontal(), -1);
    const TurnedHead right = turnedAside(ramp(), frontal(), 1);
    QVERIFY2(aside(right.points) > 0.5F, qPrintable(QString::number(aside(right.points))));
    QVERIFY(std::abs(aside(left.points) + aside(right.points)) < 1e-3F);
    for (const TurnedHead& head : {left, right}) {
      QVERIFY(distance(head.points.rightEye, head.points.leftEye) < 0.75F * 40);
      QCOMPARE(head.points.nose.y, 104.0F);
    }
    // What was beside the nose has come with it; the ground is as it was.
    const auto at = [](const TurnedHead& head, float x) { return int{head.picture.at(static_cast<int>(x), 104, 0)}; };
    QVERIFY(std::abs(at(right, right.points.nose.x) - (250 - 80)) < 12);
    QVERIFY(std::abs(at(left, left.points.nose.x) - (250 - 80)) < 12);
    QCOMPARE(at(right, 4), 250 - 4);
    QCOMPARE(at(right, 155), 250 - 155);
  }

  void notTurnedItStays() {
    const TurnedHead head = turnedAside(ramp(), frontal(), 0);
    QVERIFY(distance(head.points.leftEye, frontal().leftEye) < 0.5F);
    QVERIFY(distance(head.points.nose, frontal().nose) < 0.5F);
    for (int x = 0; x < 160; x += 10) QVERIFY(std::abs(head.picture.at(x, 60, 0) - (250 - x)) < 4);
  }

  void aPatchCoversTheMiddle() {
    std::mt19937_64 random(1);
    const Image8 picture = covered(ramp(), frontal(), random);
    int changed = 0;
    for (int y = 0; y < 160; ++y)
      for (int x = 0; x < 160; ++x) changed += picture.at(x, y, 0) != 250 - x;
    QVERIFY(changed > 40 * 40);
    QCOMPARE(picture.at(0, 0, 0), std::uint8_t{250});
  }

  void whereNoFaceIsItsSizeStays() {
    std::mt19937_64 random(1);
    const FivePoints there = elsewhere(frontal(), random);
    QVERIFY(std::abs(distance(there.rightEye, there.leftEye) - 40) < 1e-3F);
    QVERIFY(distance(there.nose, frontal().nose) > 20);
  }
};

QTEST_APPLESS_MAIN(FaultsTest)
#include "faults_test.moc"
