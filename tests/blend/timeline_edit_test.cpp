#include "core/blend/timeline_edit.h"

#include <QtTest>
#include <random>

#include "core/blend/parameters.h"
#include "core/blend/timecode.h"
#include "core/blend/timeline_settings.h"

using mien::Easing;
using mien::KeySelection;
using mien::Ticks;
using mien::Timeline;

namespace {

Timeline sample() {
  Timeline t;
  t.base.modelId = "portrait";
  t.base.modelHash = std::string(64, 'a');
  t.base.faces = {mien::DrawnFaceRef{1}, mien::DrawnFaceRef{2}};
  t.tracks = {{"mix", {{0, 0, Easing::Linear, {}}, {600, 1, Easing::EaseIn, {}}, {1200, 0.5, Easing::Hold, {}}}},
              {"detail", {{240, 0.25, Easing::Linear, {}}, {480, 0.75, Easing::Linear, {}}}}};
  return t;
}

/// Whatever is done to a timeline, its file can be read again and holds the same.
bool isSound(const Timeline& t) {
  const auto read = mien::timelineFromJson(mien::toJson(t));
  return read && *read == t;
}

}  // namespace

class TimelineEditTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aNewKeyEasesAsTheOneBefore() {
    Timeline t = sample();
    mien::setKey(t, "mix", 700, 7);
    QCOMPARE(mien::findKey(t, "mix", 700)->value, 1.0);
    QVERIFY(mien::findKey(t, "mix", 700)->easing == Easing::EaseIn);
    mien::setKey(t, "mix", 700, 0.5);
    QCOMPARE(mien::findTrack(t, "mix")->keyframes.size(), std::size_t{4});
    mien::setKey(t, "surroundings", 100, 1.2);
    QCOMPARE(mien::findKey(t, "surroundings", 100)->value, 1.0);
    QVERIFY(mien::findKey(t, "surroundings", 100)->easing == Easing::Hold);
    mien::setKey(t, "structure", 100, 0.2);
    QCOMPARE(t.tracks[1].parameter, std::string("structure"));
    mien::setKey(t, "nose", 0, 1);
    mien::setKey(t, "mix", -24, 1);
    QCOMPARE(t.tracks.size(), std::size_t{4});
    QVERIFY(isSound(t));
  }

  void aFullTrackTakesNoMore() {
    Timeline t = sample();
    t.tracks = {{"mix", {}}};
    for (std::size_t i = 0; i < mien::kMostKeyframes; ++i)
      t.tracks[0].keyframes.push_back({static_cast<Ticks>(i) * 2, 0.5, Easing::Linear, {}});
    QVERIFY(isSound(t));
    mien::setKey(t, "mix", 1, 1);
    QVERIFY(mien::moveKeys(t, {{"mix", 0}, {"mix", 2}}, 1, true).empty());
    QCOMPARE(t.tracks[0].keyframes.size(), mien::kMostKeyframes);
    mien::setKey(t, "mix", 2, 1);  // one that is there
    QCOMPARE(mien::findKey(t, "mix", 2)->value, 1.0);
    QVERIFY(isSound(t));
  }

  void stretchingKeepsTheOtherEndAndShares() {
    Timeline t = sample();
    const KeySelection all = mien::allKeys(t);
    KeySelection moved = mien::stretchKeys(t, all, false, 2400);
    QCOMPARE(moved.size(), std::size_t{5});
    QVERIFY(moved == mien::allKeys(t));
    QVERIFY(moved.contains({"mix", 0}) && moved.contains({"mix", 1200}) && moved.contains({"mix", 2400}));
    QVERIFY(moved.contains({"detail", 480}) && moved.contains({"detail", 960}));
    QCOMPARE(mien::findKey(t, "mix", 1200)->value, 1.0);
    QVERIFY(mien::findKey(t, "mix", 1200)->easing == Easing::EaseIn);
    moved = mien::stretchKeys(t, moved, true, 1200);
    QVERIFY(moved.contains({"mix", 1200}) && moved.contains({"mix", 1800}) && moved.contains({"mix", 2400}));
    QVERIFY(isSound(t));
  }

  void stretchingLosesNoKey() {
    Timeline t = sample();
    const KeySelection moved = mien::stretchKeys(t, mien::allKeys(t), false, 0);
    QCOMPARE(moved.size(), std::size_t{5});
    QVERIFY(moved.contains({"mix", 0}));
    for (const auto& ref : moved) QCOMPARE(ref.time % 24, Ticks{0});
    QVERIFY(isSound(t));
  }

  void stretchingReplacesWhatIsInTheWay() {
    Timeline t = sample();
    const KeySelection moved = mien::stretchKeys(t, {{"mix", 0}, {"mix", 600}}, false, 1200);
    QVERIFY(moved == (KeySelection{{"mix", 0}, {"mix", 1200}}));
    QCOMPARE(mien::findTrack(t, "mix")->keyframes.size(), std::size_t{2});
    QCOMPARE(mien::findKey(t, "mix", 1200)->value, 1.0);
  }

  void oneTimeAloneIsNotStretched() {
    Timeline t = sample();
    const Timeline before = t;
    QVERIFY(!mien::spanOf({}) && !mien::spanOf({{"mix", 600}, {"detail", 600}}));
    QCOMPARE(mien::stretchKeys(t, {{"mix", 600}}, false, 900).size(), std::size_t{1});
    QVERIFY(t == before);
  }

  /// Whatever is asked: all keyframes are kept, on frames, in order, and the other end does not move.
  void stretchingIsSound() {
    std::mt19937 random(5);
    for (int round = 0; round < 500; ++round) {
      Timeline t = sample();
      mien::setFrameRate(t, mien::kFrameRates[random() % 5]);
      const KeySelection keys = mien::allKeys(t);
      const bool first = random() % 2 == 0;
      const auto to = static_cast<Ticks>(random() % 4000) - 500;
      const KeySelection moved = mien::stretchKeys(t, keys, first, to);
      QCOMPARE(moved.size(), keys.size());
      QVERIFY(moved.contains({"mix", first ? Ticks{1200} : Ticks{0}}));
      QVERIFY(isSound(t));
    }
  }

  void aTrackWithoutKeysIsGone() {
    Timeline t = sample();
    mien::removeKeys(t, {{"detail", 240}, {"detail", 480}, {"mix", 601}});
    QCOMPARE(t.tracks.size(), std::size_t{1});
    QCOMPARE(t.tracks[0].keyframes.size(), std::size_t{3});
    QCOMPARE(mien::existing(t, {{"detail", 240}, {"mix", 600}}), (KeySelection{{"mix", 600}}));
  }

  void movingGoesAsFarAsAllCan() {
    Timeline t = sample();
    const auto moved = mien::moveKeys(t, {{"mix", 600}, {"detail", 240}}, -5000);
    QCOMPARE(moved, (KeySelection{{"mix", 360}, {"detail", 0}}));
    QCOMPARE(mien::findKey(t, "mix", 360)->value, 1.0);
    QVERIFY(mien::findKey(t, "mix", 600) == nullptr);
    mien::moveKeys(t, moved, mien::kLongestTimeline);
    QCOMPARE(t.tracks[0].keyframes.back().time, mien::kLongestTimeline);
    QVERIFY(isSound(t));
  }

  void whoStandsInTheWayIsReplaced() {
    Timeline t = sample();
    const auto moved = mien::moveKeys(t, {{"mix", 0}}, 600);
    QCOMPARE(moved, (KeySelection{{"mix", 600}}));
    QCOMPARE(t.tracks[0].keyframes.size(), std::size_t{2});
    QCOMPARE(t.tracks[0].keyframes[0].value, 0.0);
    QVERIFY(mien::moveKeys(t, {}, 24).empty());
  }

  void copiesKeepTheOriginals() {
    Timeline t = sample();
    const auto copies = mien::moveKeys(t, {{"detail", 480}}, 120, true);
    QCOMPARE(copies, (KeySelection{{"detail", 600}}));
    QCOMPARE(mien::findTrack(t, "detail")->keyframes.size(), std::size_t{3});
    const auto clip = mien::copyKeys(t, {{"mix", 600}, {"detail", 480}});
    QCOMPARE(clip[0].keyframes[0].time, Ticks{120});
    QCOMPARE(clip[1].keyframes[0].time, Ticks{0});
    const auto pasted = mien::pasteKeys(t, clip, 1800);
    QCOMPARE(pasted, (KeySelection{{"mix", 1920}, {"detail", 1800}}));
    QVERIFY(mien::findKey(t, "mix", 1920)->easing == Easing::EaseIn);
    QVERIFY(mien::pasteKeys(t, clip, mien::kLongestTimeline).size() == 1);  // what would lie beyond is left out
    QVERIFY(isSound(t));
  }

  void aligningBringsEachTracksFirstKey() {
    Timeline t = sample();
    const auto aligned = mien::alignKeys(t, {{"mix", 600}, {"mix", 1200}, {"detail", 480}}, 720);
    QCOMPARE(aligned, (KeySelection{{"mix", 720}, {"mix", 1320}, {"detail", 720}}));
    QVERIFY(isSound(t));
  }

  void easings() {
    Timeline t = sample();
    mien::setKey(t, "surroundings", 0, 1);
    mien::setEasing(t, mien::allKeys(t), Easing::Smooth);
    QVERIFY(mien::findKey(t, "mix", 0)->easing == Easing::Smooth);
    QVERIFY(mien::findKey(t, "surroundings", 0)->easing == Easing::Hold);
    mien::setHandles(t, {"mix", 0}, {-1, 5, 2, -9});
    QVERIFY(mien::findKey(t, "mix", 0)->handles == (mien::BezierHandles{0, 2, 1, -1}));
    QVERIFY(isSound(t));
    mien::setEasing(t, {{"mix", 0}}, Easing::EaseOut);
    mien::setEasing(t, {{"mix", 0}}, Easing::Bezier);
    QVERIFY(mien::findKey(t, "mix", 0)->handles == mien::handlesOf(Easing::EaseOut));
  }

  void frameRateKeepsTimes() {
    Timeline t = sample();
    const auto tracks = t.tracks;
    mien::setFrameRate(t, 24);
    QVERIFY(t.tracks == tracks);
    QCOMPARE(t.duration, Ticks{1800});
    mien::setDuration(t, 1837);
    QCOMPARE(t.duration, Ticks{1825});
    mien::setFrameRate(t, 25);
    QCOMPARE(t.duration, Ticks{1824});
    mien::setFrameRate(t, 23);
    QCOMPARE(t.framesPerSecond, 25);
    mien::setDuration(t, 0);
    QCOMPARE(t.duration, Ticks{24});
    QCOMPARE(mien::lastFrame(t), Ticks{0});
    QCOMPARE(mien::nearestFrame(t, 35.9), Ticks{24});
    QCOMPARE(mien::nearestFrame(t, -5), Ticks{0});
    QVERIFY(isSound(t));
  }

  void markers() {
    Timeline t = sample();
    mien::setMarker(t, 600, "B");
    mien::setMarker(t, 24, "A");
    mien::setMarker(t, 600, "C");
    QCOMPARE(t.markers.size(), std::size_t{2});
    QCOMPARE(t.markers[1].name, std::string("C"));
    mien::moveMarker(t, 24, 600);
    QCOMPARE(t.markers.size(), std::size_t{1});
    QCOMPARE(t.markers[0].name, std::string("A"));
    mien::setMarker(t, 0, std::string(199, 'x') + "ä");
    QCOMPARE(t.markers[0].name.size(), std::size_t{199});
    QVERIFY(isSound(t));
    mien::removeMarker(t, 0);
    mien::removeMarker(t, 1);
    QCOMPARE(t.markers.size(), std::size_t{1});
  }

  void timecodes() {
    QCOMPARE(mien::timecode(0, 25), std::string("00:00"));
    QCOMPARE(mien::timecode(600 + 24 * 12, 25), std::string("01:12"));
    QCOMPARE(mien::timecode(600 * 63 + 10, 60), std::string("1:03:01"));
    QCOMPARE(mien::parseTimecode(" 1:12 ", 25), Ticks{600 + 24 * 12});
    QCOMPARE(mien::parseTimecode("1:03:01", 60), Ticks{600 * 63 + 10});
    QCOMPARE(mien::parseTimecode("3,5", 25), Ticks{2100});
    QCOMPARE(mien::parseTimecode("3.5 s", 25), Ticks{2100});
    QCOMPARE(mien::parseTimecode("87f", 25), Ticks{87 * 24});
    for (const char* wrong : {"", " ", "a", "-1", "1:", ":1", "1:2:3:4", "1.2.3", "1.5:2", "3601", "1e3", "f", "."})
      QVERIFY2(!mien::parseTimecode(wrong, 25), wrong);
    for (Ticks t = 0; t < 200'000; t += 24) QCOMPARE(mien::parseTimecode(mien::timecode(t, 25), 25), t);
  }

  /// Random edits in any order leave a timeline that can be written and read.
  void anySequenceStaysSound() {
    std::mt19937 random(9);
    for (int round = 0; round < 40; ++round) {
      Timeline t = sample();
      std::vector<mien::Track> clip;
      for (int step = 0; step < 60; ++step) {
        KeySelection some;
        for (const auto& ref : mien::allKeys(t))
          if (random() % 2 == 0) some.insert(ref);
        const auto time = static_cast<Ticks>(random() % 3000);
        const auto& parameter = mien::parametersOf(2)[random() % mien::parametersOf(2).size()];
        switch (random() % 9) {
          case 0:
            mien::removeKeys(t, some);
            break;
          case 1:
            mien::moveKeys(t, some, time - 1500, random() % 2 == 0);
            break;
          case 2:
            mien::alignKeys(t, some, time);
            break;
          case 3:
            clip = mien::copyKeys(t, some);
            break;
          case 4:
            mien::pasteKeys(t, clip, time);
            break;
          case 5:
            mien::setEasing(t, some, static_cast<Easing>(random() % 7));
            break;
          case 6:
            mien::setFrameRate(t, mien::kFrameRates[random() % 5]);
            break;
          case 7:
            mien::setDuration(t, time);
            break;
          default:
            mien::setKey(t, parameter.id, time, static_cast<double>(random() % 40) / 10);
        }
        QVERIFY2(isSound(t), mien::toJson(t).c_str());
      }
    }
  }
};

QTEST_APPLESS_MAIN(TimelineEditTest)
#include "timeline_edit_test.moc"
