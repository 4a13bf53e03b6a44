#include "core/blend/recent_pictures.h"

#include <QtTest>

using namespace mien;

namespace {

constexpr std::size_t kPlane = 100 * sizeof(float);  ///< one channel of 10²

RecentPictures::Pictures pictures(bool reachesTheBorder = false) {
  auto out = std::make_shared<AlignedFace::Pictures>();
  out->pixels = out->detail = ImageF(10, 10, 3);
  if (reachesTheBorder) out->known = ImageF(10, 10, 1);
  return out;
}

}  // namespace

class RecentPicturesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void bytesAreThoseOfTheBuffers() {
    RecentPictures recent(100 * kPlane);
    const auto first = pictures();
    recent.use(first, 2);
    QCOMPARE(recent.bytes(), 6 * kPlane);
    recent.use(pictures(true), 2);
    QCOMPARE(recent.bytes(), 13 * kPlane);
    recent.use(first, 2);
    QCOMPARE(recent.bytes(), 13 * kPlane);
    QCOMPARE(recent.count(), std::size_t{2});
  }

  void whoWasUsedLongestAgoGoesFirst() {
    RecentPictures recent(18 * kPlane);
    std::vector<std::weak_ptr<const AlignedFace::Pictures>> seen;
    for (int i = 0; i < 3; ++i) {
      const auto made = pictures();
      recent.use(made, 2);
      seen.push_back(made);
    }
    recent.use(seen[0].lock(), 2);
    recent.use(pictures(), 2);
    QVERIFY(!seen[0].expired() && seen[1].expired() && !seen[2].expired());
    QCOMPARE(recent.bytes(), 18 * kPlane);
    recent.use(pictures(true), 2);  // needs the room of two
    QVERIFY(seen[0].expired() && seen[2].expired());
    QCOMPARE(recent.bytes(), 13 * kPlane);
  }

  /// A render keeps all of its own, and after a smaller one they go again.
  void aRenderKeepsWhatItNeeds() {
    RecentPictures recent(12 * kPlane);
    for (int i = 0; i < 8; ++i) recent.use(pictures(), 8);
    QCOMPARE(recent.count(), std::size_t{8});
    recent.use(pictures(), 2);
    QCOMPARE(recent.count(), std::size_t{2});
    QCOMPARE(recent.bytes(), 12 * kPlane);
  }

  void bytesAreBoundedAndNotTheCount() {
    RecentPictures recent(60 * kPlane);
    for (int i = 0; i < 30; ++i) recent.use(pictures(), 2);
    QCOMPARE(recent.count(), std::size_t{10});
    QCOMPARE(recent.bytes(), 60 * kPlane);
  }
};

QTEST_APPLESS_MAIN(RecentPicturesTest)
#include "recent_pictures_test.moc"
