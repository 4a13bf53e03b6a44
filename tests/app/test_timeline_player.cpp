#include <QSignalSpy>
#include <QtTest>
#include <mutex>

#include "app/document/parameter_list.h"
#include "app/document/timeline_editor.h"
#include "app/model/images.h"
#include "app/model/notices.h"
#include "app/model/preview_model.h"
#include "app/model/timeline_player.h"
#include "app/model/to_gui.h"
#include "core/studio/fake_engine.h"
#include "tests/qml/test_bench.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kFrameBytes = std::size_t{256} * 256 * 3;

/// A film from A to B in 12 frames, and a player whose clock stands still until it is moved.
struct Stage : QObject {
  explicit Stage(std::size_t cacheBytes = FrameFeed::kCacheBytes)
      : feed(*studio, document, cacheBytes), player(feed, document, preview, notices, [this] { return now; }) {
    preview.setFeed(&feed);
    preview.setWantedSize(256);
    document.setFaces({FaceEntry{*engine->draw({1}), nullptr, u"1"_s}, FaceEntry{*engine->draw({2}), nullptr, u"2"_s}},
                      u"Both"_s);
    timeline.start(0.48, 0, 1, TimelineEditor::Once, false);
    feed.setEngine(engine->info());
    preview.setEngine(engine->info());
  }
  ~Stage() override {
    if (gated) gate->unlock();
    studio.reset();  // gone before whoever its callbacks name
  }
  void hold(bool held) {
    if (held != gated) held ? gate->lock() : gate->unlock();
    gated = held;
  }
  void pass(double frames) {
    now += frames * 40;
    player.tick();
  }
  int frame() const { return timeline.playhead() / timeline.frame(); }
  QImage rendered() {
    const RenderJob job = document.job(engine->info(), 256, Placement::Crop);
    return toQImage(engine->render(job.recipe, job.faces, {})->pixels);
  }

  std::unique_ptr<Engine> engine = std::move(*makeFakeEngine());
  std::shared_ptr<std::mutex> gate = std::make_shared<std::mutex>();
  bool gated = false;
  double now = 1000;
  MixDocument document;
  ParameterList parameters{document};
  TimelineEditor timeline{document};
  Notices notices;
  std::unique_ptr<Studio> studio = std::make_unique<Studio>(
      [gate = gate]() -> Result<std::unique_ptr<Engine>> { return std::make_unique<GatedEngine>(gate); },
      [](const Result<EngineInfo>&) {});
  FrameFeed feed;
  PreviewModel preview{*studio, document, notices, nullptr};
  TimelinePlayer player;
};

}  // namespace

class TestTimelinePlayer : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void rendersAheadAtRestAndThenDropsNothing() {
    Stage s;
    TRY_COMPARE(s.player.coveredShare(), 1.0);
    QCOMPARE(s.player.covered(), (QList<QPointF>{{0.0, 288.0}}));
    s.player.play();
    QVERIFY(s.player.playing());
    for (int n = 1; n < 12; ++n) {
      s.pass(1);
      QCOMPARE(s.frame(), n);
      QCOMPARE(s.preview.image(), s.rendered());
    }
    QVERIFY(s.player.playing());
    s.pass(1);
    QVERIFY(!s.player.playing());
    QCOMPARE(s.frame(), 11);
    QCOMPARE(s.player.dropped(), 0);
    s.player.play();
    QCOMPARE(s.frame(), 0);  // from the start again
  }

  void whatIsNotRenderedInTimeIsDroppedAndCounted() {
    Stage s;
    s.player.setRendersAhead(false);
    s.timeline.setRepeat(TimelineEditor::Looping);
    TRY_VERIFY(!s.preview.rendering());
    s.timeline.setPlayhead(48);
    s.hold(true);
    s.player.play();
    s.pass(3);
    QCOMPARE(s.frame(), 5);
    QCOMPARE(s.player.dropped(), 3);
    s.pass(0.5);
    QCOMPARE(s.player.dropped(), 3);
    s.hold(false);
    // Frames come now; one round later all are here and no more are dropped.
    for (int i = 0; i < 400 && s.player.coveredShare() < 1; ++i) {
      s.pass(1);
      QTest::qWait(10);
    }
    QCOMPARE(s.player.coveredShare(), 1.0);
    s.pass(1);
    const int dropped = s.player.dropped();
    for (int i = 0; i < 30; ++i) s.pass(1);
    QCOMPARE(s.player.dropped(), dropped);
    s.pass(4);  // a window that slept
    QCOMPARE(s.player.dropped(), dropped + 3);
  }

  void loopsAndRunsBackAndForth() {
    Stage s;
    TRY_COMPARE(s.player.coveredShare(), 1.0);
    s.timeline.setRepeat(TimelineEditor::Looping);
    s.player.play();
    s.pass(13);
    QCOMPARE(s.frame(), 1);
    s.player.pause();
    s.timeline.setRepeat(TimelineEditor::BackAndForth);
    s.timeline.setPlayhead(0);
    s.player.play();
    s.pass(13);
    QCOMPARE(s.frame(), 9);  // 11 is the turn, then 10, 9
    s.pass(9);
    QCOMPARE(s.frame(), 0);
  }

  /// A changed keyframe costs the frames that it changes, and no others.
  void changesCostExactlyTheFramesTheyChange() {
    Stage s;
    s.timeline.setPlayhead(144);
    s.parameters.toggleKey(0);
    TRY_COMPARE(s.player.coveredShare(), 1.0);
    s.player.setRendersAhead(false);
    s.timeline.setPlayhead(264);
    s.parameters.setNumber(0, 50);  // the end: what lies before the middle stays
    TRY_COMPARE(s.player.covered().constFirst(), QPointF(0, 168));
    s.document.undo();
    QCOMPARE(s.player.coveredShare(), 1.0);
    s.parameters.setNumber(5, 50);  // the detail
    QCOMPARE(s.player.coveredShare(), 0.0);
  }

  void memoryIsBounded() {
    Stage s(5 * kFrameBytes);
    TRY_VERIFY(s.feed.bytes() >= 3 * kFrameBytes);
    TRY_VERIFY(!s.player.filling());
    QVERIFY(s.feed.bytes() <= 5 * kFrameBytes);
    s.player.play();
    for (int i = 0; i < 30; ++i) {
      s.pass(1);
      QTest::qWait(5);
    }
    QVERIFY(s.feed.bytes() <= 5 * kFrameBytes);
  }

  void movingASliderStopsPlaying() {
    Stage s;
    s.player.play();
    s.parameters.setPosition(5, 0.3);
    QVERIFY(!s.player.playing());
    s.parameters.finish();
    TRY_VERIFY(!s.preview.rendering());
    QCOMPARE(s.preview.image(), s.rendered());
  }

  void scrubbingNeverWaits() {
    Stage s;
    TRY_VERIFY(!s.preview.rendering());
    s.player.setRendersAhead(false);
    s.hold(true);  // who waited for a frame would never come back
    for (int i = 0; i < 100; ++i) s.timeline.scrub(i % 12 * 24, false, 0);
    s.hold(false);
    TRY_VERIFY(!s.preview.rendering());
    QCOMPARE(s.preview.image(), s.rendered());
  }

  void aFaceThatGoesEndsPlaying() {
    Stage s;
    s.player.play();
    s.document.goToStep(0);
    s.pass(1);
    QVERIFY(!s.player.playing());
    QCOMPARE(s.player.coveredShare(), 0.0);
  }
};

QTEST_MAIN(TestTimelinePlayer)
#include "test_timeline_player.moc"
