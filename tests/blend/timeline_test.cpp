#include "core/blend/timeline.h"

#include <QtTest>
#include <random>

#include "core/blend/parameters.h"
#include "core/blend/timeline_start.h"

using mien::Easing;
using mien::Keyframe;
using mien::Repeat;
using mien::Ticks;
using mien::Timeline;
using mien::Track;

namespace {

mien::Recipe base() {
  mien::Recipe recipe;
  recipe.modelId = "portrait";
  recipe.modelHash = std::string(64, 'a');
  recipe.faces = {mien::DrawnFaceRef{1}, mien::DrawnFaceRef{2}};
  recipe.surroundings = mien::Surroundings::Blend;  // as in the first schemas
  return recipe;
}

Timeline sample() {
  Timeline t;
  t.base = base();
  t.repeat = Repeat::PingPong;
  t.tracks = {{"mix", {{0, 0, Easing::Bezier, {0.1, 0, 0.2, 1.5}}, {900, 1, Easing::Hold, {}}}},
              {"surroundings", {{48, 3, Easing::Hold, {}}}}};
  t.markers = {{24, "eyes"}, {48, "mouth"}};
  return t;
}

double uniform(std::mt19937& random) {
  return std::uniform_real_distribution(0.0, 1.0)(random);
}

/// A track with rising times and random values and easings.
Track randomTrack(std::mt19937& random, std::optional<Easing> easing = {}) {
  Track track{"mix", {}};
  Ticks time = static_cast<Ticks>(random() % 100);
  const std::size_t count = 1 + random() % 12;
  for (std::size_t i = 0; i < count; ++i) {
    const auto any = static_cast<Easing>(random() % 7);
    track.keyframes.push_back({time, uniform(random), easing.value_or(any), {uniform(random), 0, uniform(random), 1}});
    time += 1 + static_cast<Ticks>(random() % 2000);
  }
  return track;
}

}  // namespace

class TimelineTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void frameRatesDivideTheSecond() {
    for (const int fps : mien::kFrameRates) QCOMPARE(mien::ticksPerFrame(fps) * fps, mien::kTicksPerSecond);
  }

  void keyframesAreExact() {
    std::mt19937 random(1);
    for (int i = 0; i < 500; ++i) {
      const Track track = randomTrack(random);
      for (const Keyframe& key : track.keyframes)
        QCOMPARE(mien::valueAt(track, static_cast<double>(key.time)), key.value);
      QCOMPARE(mien::valueAt(track, -1), track.keyframes.front().value);
      QCOMPARE(mien::valueAt(track, 1e9), track.keyframes.back().value);
    }
  }

  void holdStaysUntilTheNextKeyframe() {
    const Track track{"mix", {{100, 0.25, Easing::Hold, {}}, {200, 0.75, Easing::Hold, {}}}};
    QCOMPARE(mien::valueAt(track, 199.999), 0.25);
    QCOMPARE(mien::valueAt(track, 200), 0.75);
  }

  /// With handles within 0..1 no easing leaves the two values, and all but Hold run one way.
  void monotoneWithoutOvershoot() {
    std::mt19937 random(2);
    for (int round = 0; round < 300; ++round) {
      const Track track = randomTrack(random);
      for (std::size_t k = 0; k + 1 < track.keyframes.size(); ++k) {
        const Keyframe& a = track.keyframes[k];
        const Keyframe& b = track.keyframes[k + 1];
        double before = a.value;
        for (int i = 1; i < 50; ++i) {
          const double at = static_cast<double>(a.time) + static_cast<double>(b.time - a.time) * i / 50;
          const double value = mien::valueAt(track, at);
          QVERIFY((b.value - a.value) * (value - before) >= -1e-12);
          QVERIFY(value >= std::min(a.value, b.value) && value <= std::max(a.value, b.value));
          before = value;
        }
      }
    }
  }

  void smoothHasNoCorners() {
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
      const Track track = randomTrack(random, Easing::Smooth);
      for (std::size_t k = 1; k + 1 < track.keyframes.size(); ++k) {
        const auto at = static_cast<double>(track.keyframes[k].time);
        const double h = 1e-6;
        const double left = (mien::valueAt(track, at) - mien::valueAt(track, at - h)) / h;
        const double right = (mien::valueAt(track, at + h) - mien::valueAt(track, at)) / h;
        QVERIFY(std::abs(left - right) < 2e-5);
      }
    }
  }

  void easesAreMirrored() {
    const Track in{"mix", {{0, 0, Easing::EaseIn, {}}, {1000, 1, Easing::Hold, {}}}};
    const Track out{"mix", {{0, 0, Easing::EaseOut, {}}, {1000, 1, Easing::Hold, {}}}};
    const Track both{"mix", {{0, 0, Easing::EaseInOut, {}}, {1000, 1, Easing::Hold, {}}}};
    QVERIFY(mien::valueAt(in, 500) < 0.45);
    for (int t = 0; t <= 1000; t += 10) {
      QVERIFY(std::abs(mien::valueAt(in, t) + mien::valueAt(out, 1000 - t) - 1) < 1e-12);
      QVERIFY(std::abs(mien::valueAt(both, t) + mien::valueAt(both, 1000 - t) - 1) < 1e-12);
    }
  }

  void aBezierMayOvershootButTheRecipeStaysInRange() {
    Timeline t = sample();
    double most = 0;
    for (int i = 0; i < 900; ++i) most = std::max(most, mien::valueAt(t.tracks[0], i));
    QVERIFY(most > 1);
    for (int i = 0; i < 900; ++i) QVERIFY(mien::recipeAt(t, i).features <= 1);
  }

  void pingPongIsSymmetric() {
    std::mt19937 random(4);
    for (int round = 0; round < 100; ++round) {
      Timeline t = sample();
      t.tracks[0] = randomTrack(random);
      t.framesPerSecond = mien::kFrameRates[random() % 5];
      t.duration = mien::ticksPerFrame(t.framesPerSecond) * static_cast<Ticks>(1 + random() % 300);
      const auto count = mien::filmFrameCount(t);
      for (std::int64_t n = 1; n < count; ++n)
        QVERIFY(mien::recipeForFilmFrame(t, n) == mien::recipeForFilmFrame(t, count - n));
      QVERIFY(mien::timeOfFilmFrame(t, 0) == 0);
    }
  }

  /// The last frame of an hour at each rate lies exactly where a count of frames says.
  void longFilmsDoNotDrift() {
    for (const int fps : mien::kFrameRates) {
      Timeline t = sample();
      t.repeat = Repeat::Once;
      t.framesPerSecond = fps;
      t.duration = mien::kLongestTimeline;
      t.tracks[0].keyframes = {{0, 0, Easing::Linear, {}}, {mien::kLongestTimeline, 1, Easing::Hold, {}}};
      QCOMPARE(mien::frameCount(t), std::int64_t{3600} * fps);
      const std::int64_t last = mien::frameCount(t) - 1;
      QCOMPARE(mien::recipeForFilmFrame(t, last).features,
               static_cast<double>(last) / static_cast<double>(mien::frameCount(t)));
    }
  }

  void aTrackOfItsOwnDoesNotFollow() {
    Timeline t = sample();
    t.tracks = {{"mix", {{0, 1, Easing::Hold, {}}}}, {"colour", {{0, 0.25, Easing::Hold, {}}}}};
    const mien::Recipe recipe = mien::recipeAt(t, 10);
    QCOMPARE(recipe.structure, 1.0);
    QCOMPARE(recipe.features, 1.0);
    QCOMPARE(recipe.colour, 0.25);
  }

  void everyParameterMovesItsRecipe() {
    for (const mien::Parameter& p : mien::parameters()) {
      for (const double value : {p.minimum, p.maximum}) {
        Timeline t;
        t.base = base();
        for (std::size_t face = 2; face < mien::kMaxFaces; ++face) {
          t.base.faces.emplace_back(mien::DrawnFaceRef{face});
          t.base.further.push_back(mien::equalShare(face));
        }
        t.base.variation.amount = 0.5;  // without one its number says nothing
        t.tracks = {{p.id, {{0, value, Easing::Hold, {}}}}};
        QCOMPARE(p.get(mien::recipeAt(t, 0)), value);
      }
      QVERIFY(p.standard >= p.minimum && p.standard <= p.maximum);
      QVERIFY(mien::findParameter(p.id) == &p);
    }
  }

  void jsonRoundTrip() {
    const Timeline t = sample();
    const auto read = mien::timelineFromJson(mien::toJson(t));
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(*read == t);
    QCOMPARE(mien::toJson(*read), mien::toJson(t));
  }

  void aTrackOfTheBalanceIsOfSchema2() {
    Timeline t = sample();
    // What says nothing new is written as before: its digest stands in histories.
    QVERIFY(mien::toJson(t).find(R"("schema":1,"tracks")") != std::string::npos);
    t.tracks = {{"balance", {{0, 0.3, Easing::Linear, {}}, {900, 0.6, Easing::Hold, {}}}}};
    const std::string json = mien::toJson(t);
    QVERIFY(json.find(R"("schema":2,"tracks")") != std::string::npos);
    QVERIFY(*mien::timelineFromJson(json) == t);
    QVERIFY(std::abs(mien::recipeAt(t, 450).balance - 0.45) < 1e-9);
  }

  void automaticSurroundingsAreOfSchema6() {
    Timeline t = sample();
    QVERIFY(mien::toJson(t).starts_with(R"({"base")") && mien::toJson(t).find(R"("schema":6)") == std::string::npos);
    t.tracks[1].keyframes[0].value = static_cast<double>(mien::Surroundings::Auto);
    const std::string json = mien::toJson(t);
    QVERIFY(json.find(R"("schema":6,"tracks")") != std::string::npos);
    QVERIFY(mien::timelineFromJson(json).value() == t);
    QVERIFY(mien::recipeAt(t, 48).surroundings == mien::Surroundings::Auto);
  }

  void aTimelineOfSchema1StillOpens() {
    const std::string recipe = mien::toJson(base());
    const std::string json = R"({"schema":1,"base":)" + recipe +
                             R"(,"duration":1800,"frames_per_second":25,"repeat":"once","even_pace":true,"tracks":[)"
                             R"({"parameter":"mix","keyframes":[{"time":0,"value":0,"easing":"smooth"}]}]})";
    const auto t = mien::timelineFromJson(json);
    QVERIFY2(t, t ? "" : t.error().message.c_str());
    QVERIFY(t->evenPace);
    QVERIFY(t->tracks[0].keyframes[0].easing == Easing::Smooth);
  }

  void refusals_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("names");
    QTest::newRow("newer") << QByteArray(R"("schema":1,"tracks")") << QByteArray(R"("schema":7,"tracks")")
                           << QByteArray("a newer Mien wrote it; update Mien to use it.");
    QTest::newRow("newer base") << QByteArray(R"("schema":1,"size")") << QByteArray(R"("schema":7,"size")")
                                << QByteArray("a newer Mien wrote it");
    QTest::newRow("no schema") << QByteArray(R"("schema":1,"tracks")") << QByteArray(R"("schema":0,"tracks")")
                               << QByteArray("schema is none of 1 to 6");
    QTest::newRow("rate") << QByteArray(R"("frames_per_second":25)") << QByteArray(R"("frames_per_second":23)")
                          << QByteArray("frames_per_second");
    QTest::newRow("half a frame") << QByteArray(R"("duration":1800)") << QByteArray(R"("duration":1801)")
                                  << QByteArray("duration");
    QTest::newRow("no frame") << QByteArray(R"("duration":1800)") << QByteArray(R"("duration":0)")
                              << QByteArray("duration");
    QTest::newRow("unknown parameter") << QByteArray(R"("parameter":"mix")") << QByteArray(R"("parameter":"nose")")
                                       << QByteArray("tracks[0].parameter");
    QTest::newRow("twice") << QByteArray(R"("parameter":"surroundings")") << QByteArray(R"("parameter":"mix")")
                           << QByteArray("tracks[1]");
    QTest::newRow("value") << QByteArray(R"("value":1.0)") << QByteArray(R"("value":1.5)")
                           << QByteArray("keyframes[1].value");
    QTest::newRow("half a choice") << QByteArray(R"("value":3.0)") << QByteArray(R"("value":2.5)")
                                   << QByteArray("keyframes[0].value");
    QTest::newRow("order") << QByteArray(R"("time":900)") << QByteArray(R"("time":0)")
                           << QByteArray("keyframes[1].time");
    QTest::newRow("easing") << QByteArray(R"("easing":"hold","time":900)")
                            << QByteArray(R"("easing":"bounce","time":900)") << QByteArray("easing");
    QTest::newRow("no handles") << QByteArray(R"("easing":"hold","time":900)")
                                << QByteArray(R"("easing":"bezier","time":900)") << QByteArray("handles");
    QTest::newRow("handle") << QByteArray("[0.1,") << QByteArray("[-0.1,") << QByteArray("handles[0]");
    QTest::newRow("zero byte") << QByteArray(R"("name":"eyes")") << QByteArray(R"("name":"ey\u0000es")")
                               << QByteArray("markers[0].name");
    QTest::newRow("markers") << QByteArray(R"("time":24)") << QByteArray(R"("time":48)")
                             << QByteArray("markers[1].time");
    QTest::newRow("pace") << QByteArray(R"("even_pace":false)") << QByteArray(R"("even_pace":0)")
                          << QByteArray("even_pace");
    QTest::newRow("extra") << QByteArray(R"("schema":1,"tracks")") << QByteArray(R"("schema":1,"speed":2,"tracks")")
                           << QByteArray("speed");
    QTest::newRow("base") << QByteArray(R"("size":512)") << QByteArray(R"("size":500)") << QByteArray("base.size");
  }
  void refusals() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, names);
    QByteArray json = QByteArray::fromStdString(mien::toJson(sample()));
    const auto at = json.indexOf(from);
    QVERIFY2(at >= 0, json);
    json.replace(at, from.size(), to);
    const auto read = mien::timelineFromJson(json.toStdString());
    QVERIFY(!read);
    QVERIFY2(read.error().kind == mien::ErrorKind::Input, read.error().message.c_str());
    QVERIFY2(QByteArray::fromStdString(read.error().message).contains(names), read.error().message.c_str());
  }

  /// Damaged text is read the same or refused; it never crashes.
  void mutations() {
    std::mt19937 random(5);
    const std::string whole = mien::toJson(sample());
    for (int i = 0; i < 3000; ++i) {
      std::string text = whole;
      for (unsigned k = 0; k <= random() % 3; ++k) {
        const std::size_t at = random() % text.size();
        if (random() % 2 == 0)
          text[at] = static_cast<char>(random() % 128);
        else
          text.erase(at, random() % 8);
      }
      const auto read = mien::timelineFromJson(text);
      if (read)
        QVERIFY(mien::timelineFromJson(mien::toJson(*read)) == *read);
      else
        QVERIFY(!read.error().message.empty());
    }
  }

  void startFromAToB_data() {
    QTest::addColumn<int>("repeat");
    QTest::addColumn<double>("hold");
    for (const int repeat : {0, 1, 2})
      for (const double hold : {0.0, 0.4}) QTest::addRow("%d, hold %g", repeat, hold) << repeat << hold;
  }
  void startFromAToB() {
    QFETCH(int, repeat);
    QFETCH(double, hold);
    mien::StartOptions options;
    options.seconds = 2;
    options.hold = hold;
    options.repeat = static_cast<Repeat>(repeat);
    options.easing = Easing::Linear;
    const Timeline t = mien::timelineFromAToB(base(), options);
    QVERIFY(mien::timelineFromJson(mien::toJson(t)) == t);
    QCOMPARE(mien::recipeForFilmFrame(t, 0).features, 0.0);
    const auto held = std::llround(hold * 25);
    QCOMPARE(mien::recipeForFilmFrame(t, held).features, 0.0);
    QVERIFY(mien::recipeForFilmFrame(t, held + 1).features > 0);
    double most = 0;
    for (std::int64_t n = 0; n < mien::filmFrameCount(t); ++n)
      most = std::max(most, mien::recipeForFilmFrame(t, n).features);
    QCOMPARE(most, 1.0);
    const double last = mien::recipeForFilmFrame(t, mien::filmFrameCount(t) - 1).features;
    if (options.repeat == Repeat::Once) {
      QCOMPARE(mien::filmFrameCount(t), 50 + 2 * held);
      QCOMPARE(last, 1.0);
    } else if (options.repeat == Repeat::Loop) {
      QCOMPARE(mien::filmFrameCount(t), 100 + 2 * held);
      QVERIFY(last > 0 && last < 0.03);  // the next frame would be A
    }
  }

  void paceKeepsKeyframesAndEvensChange() {
    // The first half of the way changes three times as much as the second.
    const mien::Pace pace({{100, 200, {3, 3, 1, 1}}, {200, 300, {0, 0}}});
    QCOMPARE(pace(50), 50.0);
    QCOMPARE(pace(100), 100.0);
    QCOMPARE(pace(200), 200.0);
    QCOMPARE(pace(250), 250.0);
    QCOMPARE(pace(400), 400.0);
    QCOMPARE(pace(137.5), 125.0);
    QCOMPARE(pace(175), 150.0);
    double before = 100;
    for (double t = 101; t < 200; ++t) {
      QVERIFY(pace(t) >= before);
      before = pace(t);
    }
  }
};

QTEST_APPLESS_MAIN(TimelineTest)
#include "timeline_test.moc"
