#include <QSignalSpy>
#include <QtTest>

#include "app/document/mix_document.h"
#include "app/document/mix_values.h"
#include "core/studio/fake_engine.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestMixDocument : public QObject {
  Q_OBJECT

  std::unique_ptr<Engine> engine_ = std::move(*makeFakeEngine());
  FaceEntry face(std::uint64_t seed) { return {*engine_->draw({seed}), nullptr, QString::number(seed)}; }

 private Q_SLOTS:
  void theOverallMixMovesWhatIsLinked() {
    MixDocument d;
    d.setValue(MixDocument::Features, 0.2);
    d.setValue(MixDocument::Overall, 0.8);
    QCOMPARE(d.overall(), 0.8);
    QCOMPARE(d.structure(), 0.8);
    QCOMPARE(d.features(), 0.2);
    QVERIFY(!d.featuresLinked());
    d.setLinked(MixDocument::Features, true);
    QCOMPARE(d.features(), 0.8);
  }

  void aDragIsOneStep() {
    MixDocument d;
    for (int i = 51; i <= 90; ++i) d.setValue(MixDocument::Overall, i / 100.0);
    QVERIFY(d.adjusting());
    d.finishAdjusting();
    QVERIFY(!d.adjusting());
    d.setValue(MixDocument::Overall, 0.1);
    d.finishAdjusting();
    QCOMPARE(d.steps(), (QStringList{u"Start"_s, u"Overall mix"_s, u"Overall mix"_s}));
    d.undo();
    QCOMPARE(d.overall(), 0.9);
    d.undo();
    QCOMPARE(d.overall(), 0.5);
    QVERIFY(!d.canUndo());
    d.redo();
    QCOMPARE(d.structure(), 0.9);
  }

  void aDragBackToWhereItBeganIsNoStep() {
    MixDocument d;
    d.setValue(MixDocument::Detail, 0.4);
    d.setValue(MixDocument::Detail, 1.0);
    d.finishAdjusting();
    QVERIFY(!d.canUndo());
  }

  void aDragThatComesToNothingLeavesWhatCanBeRedone_data() {
    QTest::addColumn<bool>("cancelled");
    QTest::newRow("cancelled") << true;
    QTest::newRow("back to where it began") << false;
  }
  void aDragThatComesToNothingLeavesWhatCanBeRedone() {
    QFETCH(bool, cancelled);
    MixDocument d;
    for (const double value : {0.2, 0.4, 0.6, 0.8}) {
      d.setValue(MixDocument::Detail, value);
      d.finishAdjusting();
      if (value == 0.6) d.markSaved();
    }
    d.goToStep(1);
    const QStringList steps = d.steps();
    for (const double value : {0.3, 0.7, 0.9}) d.setValue(MixDocument::Detail, value);
    d.setValue(MixDocument::Overall, 0.9);
    d.setValue(MixDocument::Overall, 0.5);
    QVERIFY(!d.canRedo());
    if (cancelled) {
      d.cancelAdjusting();
    } else {
      d.setValue(MixDocument::Detail, 0.2);
      d.finishAdjusting();
    }
    QCOMPARE(d.detail(), 0.2);
    QCOMPARE(d.steps(), steps);
    QCOMPARE(d.stepIndex(), 1);
    for (const double value : {0.4, 0.6, 0.8}) {
      d.redo();
      QCOMPARE(d.detail(), value);
      QCOMPARE(d.modified(), value != 0.6);
    }
    QVERIFY(!d.canRedo());
    d.goToStep(0);
    QCOMPARE(d.detail(), 1.0);
  }

  /// Whoever keeps a copy while a document is not as saved must not be told that it is.
  void noStateIsShownThatNobodyIsIn() {
    MixDocument d;
    for (const double value : {0.2, 0.4}) {
      d.setValue(MixDocument::Detail, value);
      d.finishAdjusting();
    }
    d.markSaved();
    d.undo();
    QVERIFY(d.modified());
    const QSignalSpy modified(&d, &MixDocument::modifiedChanged);
    const QSignalSpy changed(&d, &MixDocument::changed);
    d.setValue(MixDocument::Detail, 0.9);
    d.cancelAdjusting();
    QVERIFY(d.modified());
    QCOMPARE(modified.count(), 0);
    QCOMPARE(changed.count(), 2);  // there and back
    d.redo();
    QVERIFY(!d.modified());
  }

  /// The oldest steps go, and with them the place at which the drag began.
  void aFullHistoryTakesNoWrongStepBack() {
    MixDocument d;
    for (int i = 0; i < 100; ++i) {
      d.setValue(MixDocument::Detail, i % 2 == 0 ? 0.25 : 0.75);
      d.finishAdjusting();
    }
    d.undo();
    d.setValue(MixDocument::Detail, 0.5);
    d.setValue(MixDocument::Overall, 0.9);
    d.setValue(MixDocument::Overall, 0.5);
    d.finishAdjusting();
    QCOMPARE(d.detail(), 0.5);
    QVERIFY(!d.canRedo());
    d.undo();
    QCOMPARE(d.detail(), 0.25);
    d.redo();
    QCOMPARE(d.detail(), 0.5);
    QVERIFY(!d.canRedo());
  }

  void valuesAreClampedAndNonsenseIsIgnored() {
    MixDocument d;
    d.setValue(MixDocument::Overall, 7);
    QCOMPARE(d.overall(), 1.0);
    d.setValue(MixDocument::Overall, std::nan(""));
    QCOMPARE(d.overall(), 1.0);
    const QSignalSpy changed(&d, &MixDocument::changed);
    d.setValue(MixDocument::Overall, 1.0);
    d.setSurroundings(MixDocument::Automatic);
    QCOMPARE(changed.count(), 0);
  }

  void everythingThatChangesTheRecipeCanBeUndone() {
    MixDocument d;
    d.setFace(0, face(1));
    d.setFace(1, face(2));
    d.setValue(MixDocument::Structure, 0.3);
    d.setSurroundings(MixDocument::Transparent);
    d.swapFaces();
    const QStringList names{u"Start"_s, u"Face A"_s, u"Face B"_s, u"Structure"_s, u"Surroundings"_s, u"Swap A and B"_s};
    QCOMPARE(d.steps(), names);
    const MixState last = d.state();
    QCOMPARE(last.faces[0].label, u"2"_s);
    QCOMPARE(last.groups[0], 0.3);
    d.goToStep(1);
    QVERIFY(!d.complete());
    d.goToStep(0);
    QVERIFY(d.state() == MixState{});
    d.goToStep(5);
    QVERIFY(d.state() == last);
  }

  void resettingReturnsToTheDefault() {
    MixDocument d;
    d.setValue(MixDocument::Detail, 0.2);
    d.resetValue(MixDocument::Detail);
    QCOMPARE(d.detail(), 1.0);
    d.setValue(MixDocument::Colour, 0.1);
    d.resetValue(MixDocument::Colour);
    QVERIFY(d.colourLinked());
    QCOMPARE(d.colour(), 0.5);
  }

  void aPhotographThatIsFoundLeavesMuteAndLockAsTheyWere() {
    MixDocument d;
    d.restore(MixState{.faces = {face(1), face(2)}}, u"Open"_s);
    MixState muted = d.state();
    muted.faces[0].muted = muted.faces[0].locked = true;
    d.setState(muted, u"Mute"_s);
    FaceEntry found = d.state().faces[0];
    found.opened = std::make_shared<const OpenedPhoto>();
    found.file = QUrl(u"file:///a.png"_s);
    d.faceFound(found.face->ref(), found);
    QVERIFY(d.state().faces[0] == found);
    d.undo();
    QVERIFY(!d.state().faces[0].muted && !d.state().faces[0].locked);
    QVERIFY(d.state().faces[0].opened == found.opened && d.state().faces[0].file == found.file);
    QVERIFY(!d.modified());
  }

  void theJobSaysWhatTheSlidersSay() {
    MixDocument d;
    d.setFaces({face(1), face(2)}, u"Both"_s);
    d.setValue(MixDocument::Overall, 0.7);
    d.setValue(MixDocument::Colour, 0.2);
    d.setValue(MixDocument::Balance, 0.4);
    d.setValue(MixDocument::Detail, 0.6);
    d.setSurroundings(MixDocument::OfB);
    MixState state = d.state();
    setValue(state, *findParameter("eyes-shape"), 0.1);
    d.commit(u"Eyes shape"_s, std::move(state));
    const RenderJob job = d.job(engine_->info(), 256, Placement::Crop);
    const Recipe expected{.modelId = "fake",
                          .modelHash = engine_->info().modelHash,
                          .faces = {DrawnFaceRef{1}, DrawnFaceRef{2}},
                          .structure = 0.7,
                          .features = 0.7,
                          .colour = 0.2,
                          .balance = 0.4,
                          .regions = RegionMixes{{{0.1, {}}}},
                          .detail = 0.6,
                          .surroundings = Surroundings::B,
                          .size = 256};
    QVERIFY(job.recipe == expected);
    QVERIFY(engine_->render(job.recipe, job.faces, {}).has_value());
  }
};

QTEST_APPLESS_MAIN(TestMixDocument)
#include "test_mix_document.moc"
