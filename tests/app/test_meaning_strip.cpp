// How much a timeline means from moment to moment.
#include "tests/app/review_test.h"

using namespace mien;

class TestMeaningStrip : public ReviewTest {
  Q_OBJECT

  MeaningStrip& strip() { return *studio_->meaningStrip(); }
  std::size_t known() {
    return static_cast<std::size_t>(std::count_if(strip().moments().begin(), strip().moments().end(),
                                                  [](const auto& moment) { return moment.meaning.has_value(); }));
  }
  bool complete() { return !strip().moments().empty() && known() == strip().moments().size(); }
  /// From A to B in the whole of the timeline's time.
  void move(double last = 1) {
    MixState next = studio_->document()->state();
    next.timeline.tracks = {{"mix", {{0, 0, Easing::Linear, {}}, {next.timeline.duration, last, Easing::Hold, {}}}}};
    studio_->document()->commit(QStringLiteral("Move"), next);
  }

 private Q_SLOTS:
  void measuresOnceSomethingMovesAndSomebodyLooks() {
    start();
    TRY_VERIFY(!studio_->balanceMeter()->measuring());
    strip().setShown(true);
    QVERIFY(strip().moments().empty());
    move();
    TRY_VERIFY(complete());
    QCOMPARE(strip().moments().size(), std::size_t{MeaningStrip::kMoments});
    QCOMPARE(strip().moments().front().begin, Ticks{0});
    QCOMPARE(strip().moments().back().end, studio_->document()->state().timeline.duration);
    for (std::size_t i = 1; i < strip().moments().size(); ++i)
      QCOMPARE(strip().moments()[i].begin, strip().moments()[i - 1].end);
    QVERIFY(strip().textAt(0).startsWith(QStringLiteral("Meaning")));
    QVERIFY(strip().textAt(1e9).isEmpty());
  }

  /// Only what shows another mix is measured again.
  void whatStaysIsKept() {
    start();
    TRY_VERIFY(!studio_->balanceMeter()->measuring());
    strip().setShown(true);
    move();
    TRY_VERIFY(complete());
    MixState next = studio_->document()->state();
    // From the middle on everything holds.
    next.timeline.tracks[0].keyframes[1].time /= 2;
    next.timeline.tracks[0].keyframes[1].value /= 2;
    std::size_t least = strip().moments().size();
    connect(&strip(), &MeaningStrip::changed, this, [&] { least = std::min(least, known()); });
    studio_->document()->commit(QStringLiteral("Shorter"), next);
    QTRY_VERIFY_WITH_TIMEOUT(least < strip().moments().size(), 60'000);
    TRY_VERIFY(complete());
    QVERIFY2(least >= strip().moments().size() / 2 - 1, qPrintable(QString::number(least)));
    strip().disconnect(this);
  }

  void nobodyLooksNothingIsMeasured() {
    start();
    move();
    QTest::qWait(900);
    QVERIFY(strip().moments().empty());
    strip().setShown(true);
    TRY_VERIFY(complete());
    strip().setShown(false);
    QVERIFY(strip().moments().empty());
  }

  void endsWithTheWindow() {
    start();
    strip().setShown(true);
    move();
    TRY_VERIFY(known() > 0);
    studio_.reset();
  }
};

QTEST_MAIN(TestMeaningStrip)
#include "test_meaning_strip.moc"
