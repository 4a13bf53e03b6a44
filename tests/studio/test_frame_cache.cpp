#include <QtTest>
#include <set>

#include "core/blend/parameters.h"
#include "core/studio/frame_cache.h"

using mien::FrameCache;
using mien::Image8;
using mien::Recipe;

namespace {

Recipe at(double mix) {
  Recipe r;
  r.modelId = "fake";
  r.faces = {mien::DrawnFaceRef{1}, mien::PhotoFaceRef{std::string(64, 'a'), 2, {}}};
  r.structure = mix;
  return r;
}

std::shared_ptr<const Image8> frame(int side = 10) {
  return std::make_shared<const Image8>(side, side, 3);
}

}  // namespace

class TestFrameCache : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theOldestGoesFirst() {
    FrameCache cache(3 * 300);
    for (int i = 0; i < 3; ++i) cache.insert(at(i), frame());
    QVERIFY(cache.find(at(0)));
    cache.insert(at(3), frame());
    QVERIFY(cache.contains(at(0)) && !cache.contains(at(1)) && cache.contains(at(2)) && cache.contains(at(3)));
    QCOMPARE(cache.bytes(), std::size_t{900});
    cache.insert(at(4), frame(16));  // needs the room of two
    QVERIFY(cache.bytes() <= cache.capacity());
    QVERIFY(!cache.contains(at(2)) && !cache.contains(at(0)) && cache.contains(at(4)));
  }

  void whatNeverFitsIsNotKept() {
    FrameCache cache(100);
    cache.insert(at(1), frame());
    cache.insert(at(1), nullptr);
    QCOMPARE(cache.count(), std::size_t{0});
    QCOMPARE(cache.bytes(), std::size_t{0});
  }

  void theSameRecipeIsKeptOnce() {
    FrameCache cache(10'000);
    const auto first = frame();
    cache.insert(at(1), first);
    cache.insert(at(1), frame());
    QCOMPARE(cache.count(), std::size_t{1});
    QCOMPARE(cache.find(at(1)), first);
  }

  void everyFieldOfARecipeCounts() {
    FrameCache cache(10'000);
    const Recipe base = at(0.5);
    cache.insert(base, frame());
    std::vector<Recipe> others(9, base);
    others[0].modelHash = "b";
    others[1].structure = 0.25;
    others[2].features = 0.25;
    others[3].colour = 0.25;
    others[4].detail = 0.25;
    others[5].surroundings = mien::Surroundings::A;
    others[6].placement = mien::Placement::PhotoB;
    others[7].size = 256;
    std::get<mien::PhotoFaceRef>(others[8].faces[1]).anchors = mien::FivePoints{};
    for (const Recipe& other : others) QVERIFY(!cache.contains(other));
    QVERIFY(cache.contains(base));
  }

  /// Else all frames of a film share one bucket of the cache.
  void whatATimelineMovesHasAHashOfItsOwn() {
    Recipe base = at(0.5);
    base.faces.emplace_back(mien::DrawnFaceRef{3});
    base.further.push_back(mien::equalShare(2));
    const std::size_t before = FrameCache::Hash()(base);
    QCOMPARE(FrameCache::Hash()(Recipe(base)), before);
    for (const mien::Parameter& parameter : mien::parametersOf(3)) {
      for (const double value : {0.3, 1.0}) {
        Recipe moved = base;
        parameter.set(moved, mien::clamped(parameter, value));
        if (moved != base) QVERIFY2(FrameCache::Hash()(moved) != before, parameter.id);
      }
    }
    Recipe nearer = base;
    std::get<mien::DrawnFaceRef>(nearer.faces[0]).truncation = 0.25;
    QVERIFY(FrameCache::Hash()(nearer) != before);
  }

  /// The frames of a film in which one parameter alone runs through its range.
  void framesOfAFilmHaveManyHashes_data() {
    QTest::addColumn<QString>("id");
    for (const char* id : {"mix", "c", "c-structure", "c-features", "c-colour", "c-balance", "c-eyes-shape",
                           "c-skin-texture", "age", "variation", "variation-number"})
      QTest::newRow(id) << QString::fromLatin1(id);
  }
  void framesOfAFilmHaveManyHashes() {
    QFETCH(QString, id);
    const mien::Parameter& parameter = *mien::findParameter(id.toStdString());
    Recipe recipe = at(0.5);
    recipe.further.push_back(mien::equalShare(2));
    std::set<std::size_t> hashes;
    for (int i = 0; i < 500; ++i) {
      parameter.set(recipe,
                    mien::clamped(parameter, parameter.minimum + (parameter.maximum - parameter.minimum) * i / 500));
      hashes.insert(FrameCache::Hash()(recipe));
    }
    QCOMPARE(hashes.size(), std::size_t{500});
  }
};

QTEST_APPLESS_MAIN(TestFrameCache)
#include "test_frame_cache.moc"
