// New faces like the mix, offered a page at a time.
#include "tests/app/review_test.h"

using namespace mien;

class TestVariations : public ReviewTest {
  Q_OBJECT

  VariationsModel& variations() { return *studio_->variations(); }
  QVariant shown(int row, int role) { return variations().data(variations().index(row), role); }
  const Variation& taken() { return studio_->document()->state().variation; }
  void opened() {
    start();
    TRY_VERIFY(!studio_->balanceMeter()->measuring());
    variations().setOpen(true);
    TRY_COMPARE(variations().made(), VariationsModel::kPage);
  }

 private Q_SLOTS:
  void aPageHasAPictureEach() {
    opened();
    QCOMPARE(variations().rowCount(), VariationsModel::kPage);
    for (int row = 0; row < variations().rowCount(); ++row) {
      QCOMPARE(shown(row, VariationsModel::NumberRole).toInt(), row + 1);
      QCOMPARE(shown(row, VariationsModel::PictureRole).value<QImage>().size(), QSize(256, 256));
      QVERIFY(!shown(row, VariationsModel::CurrentRole).toBool());
    }
  }

  void oneIsTakenAsOneStep() {
    opened();
    variations().setAmount(0.3);
    variations().take(7);
    variations().take(4);
    QVERIFY(shown(4, VariationsModel::CurrentRole).toBool() && !shown(7, VariationsModel::CurrentRole).toBool());
    const qsizetype steps = studio_->document()->steps().size();
    variations().apply();
    QCOMPARE(studio_->document()->steps().size(), steps + 1);
    QCOMPARE(taken().amount, 0.3);
    QCOMPARE(taken().number, 5);
    QVERIFY(shown(4, VariationsModel::CurrentRole).toBool());
    QCOMPARE(studio_->document()->undoText(), QStringLiteral("Variation 5"));
    studio_->document()->undo();
    QVERIFY(taken() == Variation{});
  }

  /// What could be done again, too.
  void whoCancelsFindsTheHistoryAsItWas() {
    start();
    TRY_VERIFY(!studio_->balanceMeter()->measuring());
    MixDocument& document = *studio_->document();
    document.setValue(MixDocument::Overall, 0.8);
    document.finishAdjusting();
    document.undo();
    const QStringList steps = document.steps();
    variations().setOpen(true);
    variations().take(2);
    variations().setOpen(false);
    QCOMPARE(document.steps(), steps);
    QVERIFY(taken() == Variation{} && document.canRedo());
    variations().setOpen(true);
    QVERIFY(!shown(2, VariationsModel::CurrentRole).toBool());
    variations().apply();  // nothing was taken since
    QCOMPARE(document.steps(), steps);
  }

  void pagesEnd() {
    opened();
    QVERIFY(variations().first() && !variations().last());
    variations().turnPage(-1);
    QCOMPARE(shown(0, VariationsModel::NumberRole).toInt(), 1);
    variations().turnPage(1000);
    QVERIFY(variations().last() && !variations().first());
    TRY_COMPARE(variations().made(), variations().rowCount());
    QCOMPARE(shown(variations().rowCount() - 1, VariationsModel::NumberRole).toInt(), kVariations);
  }

  /// A mix that is varied opens on its own page.
  void opensWhereTheMixIs() {
    start();
    MixState next = studio_->document()->state();
    next.variation = {0.7, 20};
    studio_->document()->commit(QStringLiteral("Varied"), next);
    TRY_VERIFY(!studio_->balanceMeter()->measuring());
    const QSignalSpy shownAnew(&variations(), &QAbstractItemModel::modelReset);  // or the grid would keep its numbers
    variations().setOpen(true);
    QCOMPARE(shownAnew.count(), 1);
    QCOMPARE(variations().amount(), 0.7);
    QCOMPARE(shown(0, VariationsModel::NumberRole).toInt(), 19);
    QVERIFY(shown(1, VariationsModel::CurrentRole).toBool());
  }

  void theyFollowTheMix() {
    opened();
    const auto first = shown(0, VariationsModel::PictureRole).value<QImage>();
    studio_->document()->setValue(MixDocument::Overall, 0.9);
    studio_->document()->finishAdjusting();
    QCOMPARE(variations().made(), 0);
    TRY_COMPARE(variations().made(), VariationsModel::kPage);
    QVERIFY(shown(0, VariationsModel::PictureRole).value<QImage>() != first);
    variations().take(2);
    variations().apply();  // another variation is the same mix
    QCOMPARE(variations().made(), VariationsModel::kPage);
    studio_->document()->restore({}, QStringLiteral("Start"));
    QVERIFY(!variations().isOpen());
    variations().setAmount(0.9);
  }

  void withoutFacesThereAreNone() {
    studio_ = std::make_unique<StudioModel>(makeFakeEngine, makeFakeJudge);
    TRY_COMPARE(studio_->engineState(), StudioModel::Ready);
    variations().setOpen(true);
    QVERIFY(!variations().isOpen());
  }

  void closingStopsIt() {
    start();
    variations().setOpen(true);
    variations().setOpen(false);
    QTest::qWait(100);
    QVERIFY(variations().made() < VariationsModel::kPage);
  }

  void endsWithTheWindow() {
    start();
    variations().setOpen(true);
    studio_.reset();
  }
};

QTEST_MAIN(TestVariations)
#include "test_variations.moc"
