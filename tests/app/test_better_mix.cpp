// What the window offers where a mix means little, and what taking it does.
#include <atomic>

#include "app/model/better_mix_finder.h"
#include "app/model/meaning_meter.h"
#include "tests/app/review_test.h"
#include "tests/support/altered_judge.h"

using namespace mien;

namespace {

std::atomic<double> sharpest{1e9};  ///< what is sharper is taken for no face
std::atomic<double> softest{1e9};   ///< of all that was judged

/// Alike for a crop in two sizes.
double sharpnessOf(const Image8& picture) {
  double sum = 0;
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 1; x < picture.width(); ++x) sum += std::abs(picture.at(x, y) - picture.at(x - 1, y));
  return sum / static_cast<double>(picture.height() * picture.channels());
}

/// Sees as makeFakeJudge()'s, and dislikes sharp pictures.
Result<std::unique_ptr<Judge>> makeSoftJudge() {
  return std::make_unique<AlteredJudge>([](Look& look, const Image8& picture) {
    const double sharpness = sharpnessOf(picture);
    softest = std::min(softest.load(), sharpness);
    if (sharpness > sharpest) look.face = 0.2;
  });
}

}  // namespace

class TestBetterMix : public ReviewTest {
  Q_OBJECT

  MixDocument& document() { return *studio_->document(); }
  BetterMixFinder& finder() { return *studio_->better(); }

  /// The mix as it is means nothing from now on; with less detail it does.
  void dislikeTheMix() {
    sharpest = softest = 1e9;
    startWith(makeSoftJudge);
    TRY_VERIFY(!studio_->balanceMeter()->measuring());
    document().setValue(MixDocument::Balance, 0.5);  // one face alone is as sharp without detail
    document().finishAdjusting();
    TRY_VERIFY(studio_->meaning()->known());
    softest = 1e9;
    document().setSurroundings(MixDocument::Blended);  // whose sharpness does not hang on the detail is soft
    TRY_VERIFY(studio_->meaning()->known());
    QVERIFY(!studio_->meaning()->low() && !finder().found());
    sharpest = softest * 0.95;
    document().setValue(MixDocument::Overall, 0.51);
    document().finishAdjusting();
    TRY_VERIFY(studio_->meaning()->known() && studio_->meaning()->low());
  }

 private Q_SLOTS:
  void itIsOfferedAndTakenAsOneStep() {
    dislikeTheMix();
    TRY_VERIFY(finder().found());
    QVERIFY2(finder().words().contains(QStringLiteral("detail")), qPrintable(finder().words()));
    const double detail = document().detail();
    const double overall = document().overall();
    finder().take();
    QVERIFY(document().detail() < detail);
    QCOMPARE(document().overall(), overall);
    TRY_VERIFY(studio_->meaning()->known());
    QVERIFY(!studio_->meaning()->low() && !finder().found());
    document().undo();
    QCOMPARE(document().detail(), detail);
  }

  void anotherMixTakesTheOfferAway() {
    dislikeTheMix();
    TRY_VERIFY(finder().found());
    document().setValue(MixDocument::Detail, 0);
    document().finishAdjusting();
    QVERIFY(!finder().found() && finder().words().isEmpty());
    finder().take();  // of nothing
    QCOMPARE(document().detail(), 0.0);
    TRY_VERIFY(studio_->meaning()->known());
    QVERIFY(!finder().found());
  }
};

QTEST_MAIN(TestBetterMix)
#include "test_better_mix.moc"
