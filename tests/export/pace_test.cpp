// Even pace: what one sees changes equally much from frame to frame.
#include <QtTest>
#include <cmath>
#include <numeric>

#include "core/blend/picture_change.h"
#include "core/blend/timeline_edit.h"
#include "core/studio/even_pace.h"
#include "tests/export/exports.h"

using namespace mien;
using namespace exports;

namespace {

/// Spread of the changes between a film's frames, over their mean.
double unevenness(const Timeline& timeline, const Pace& pace, const RenderRecipe& render) {
  std::vector<double> changes;
  PictureFeatures before;
  for (std::int64_t n = 0; n < filmFrameCount(timeline); ++n) {
    PictureFeatures here = pictureFeaturesOf(render(recipeForFilmFrame(timeline, n, pace)).value().pixels);
    if (n > 0) changes.push_back(changeBetween(before, here));
    before = std::move(here);
  }
  const auto count = static_cast<double>(changes.size());
  const double mean = std::accumulate(changes.begin(), changes.end(), 0.0) / count;
  double square = 0;
  for (const double change : changes) square += (change - mean) * (change - mean);
  return std::sqrt(square / count) / mean;
}

class PaceTest : public QObject {
  Q_OBJECT
  Renderer renderer_;
  ExportParents parents_ = ExportParents(2);
  RenderRecipe render_ = [this](const Recipe& recipe) { return renderer_.render(recipe, parents_); };

  /// Slow, then fast, then slow.
  static Timeline uneven() {
    Timeline timeline = filmOf(FilmFormat::Mp4H264, 30).timeline;
    timeline.tracks[0].keyframes[0].easing = Easing::EaseInOut;
    timeline.evenPace = true;
    return timeline;
  }

 private slots:
  void initTestCase() {
    const Timeline timeline = uneven();
    for (std::size_t i = 0; i < 2; ++i) parents_[i] = renderer_.open(timeline.base.faces[i], {}).value();
  }

  void framesChangeMoreEqually() {
    const Timeline timeline = uneven();
    const Pace pace = measurePace(timeline, render_).value();
    const double plain = unevenness(timeline, {}, render_);
    const double even = unevenness(timeline, pace, render_);
    qInfo("spread of the changes: %.3f, with even pace %.3f", plain, even);
    QVERIFY(plain > 0.25);
    QVERIFY(even < 0.8 * plain);  // flat cartoons: rounding to bytes is much of what changes
  }

  void theSameAgain() {
    const Timeline timeline = uneven();
    renderer_.rendered = 0;
    const Pace one = measurePace(timeline, render_).value();
    QCOMPARE(renderer_.rendered, kPaceSteps + 2 * kPaceHalvings + 1);
    QVERIFY(one == measurePace(timeline, render_).value());
    QVERIFY(!(one == Pace{}));
  }

  void whatLiesBehindTheEndIsNotLookedAt() {
    Timeline timeline = uneven();
    renderer_.rendered = 0;
    static_cast<void>(measurePace(timeline, render_).value());
    const int within = renderer_.rendered;
    setKey(timeline, "mix", timeline.duration, 0.9);
    setKey(timeline, "mix", 2 * timeline.duration, 0);
    renderer_.rendered = 0;
    static_cast<void>(measurePace(timeline, render_).value());
    QVERIFY(renderer_.rendered <= 2 * within);  // the stretch to the end, and none from there on
  }

  void keyframesKeepTheirTimes() {
    Timeline timeline = uneven();
    setKey(timeline, "mix", 240, 0.2);
    const Pace pace = measurePace(timeline, render_).value();
    for (const Ticks time : keyframeTimes(timeline))
      QVERIFY(std::abs(pace(static_cast<double>(time)) - static_cast<double>(time)) < 1e-6);
    double before = -1;
    for (std::int64_t n = 0; n < filmFrameCount(timeline); ++n) {
      const double now = pace(static_cast<double>(timeOfFilmFrame(timeline, n)));
      QVERIFY(now > before);
      before = now;
    }
  }

  void onlyWhenAskedFor() {
    Timeline timeline = uneven();
    timeline.evenPace = false;
    renderer_.rendered = 0;
    QVERIFY(measurePace(timeline, render_).value() == Pace{});
    QCOMPARE(renderer_.rendered, 0);
  }

  void errorsComeThrough() {
    const auto refused =
        measurePace(uneven(), [](const Recipe&) -> Result<Frame> { return fail(ErrorKind::Model, "There is none."); });
    QCOMPARE(refused.error().kind, ErrorKind::Model);
  }
};

}  // namespace

QTEST_GUILESS_MAIN(PaceTest)
#include "pace_test.moc"
