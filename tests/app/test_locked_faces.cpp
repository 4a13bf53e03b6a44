// What locked faces have of a mix, whatever else changes it: presets, links and keyframes.
#include <QtTest>

#include "app/document/face_changes.h"
#include "app/document/face_mix.h"
#include "app/document/key_editor.h"
#include "app/document/mix_values.h"
#include "core/studio/fake_engine.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestLockedFaces : public QObject {
  Q_OBJECT

  std::unique_ptr<Engine> engine_ = std::move(*makeFakeEngine());
  std::unique_ptr<MixDocument> document_;
  std::unique_ptr<ParameterList> parameters_;
  std::unique_ptr<FaceMix> faces_;
  std::unique_ptr<KeyEditor> keys_;

  static int rowOf(const char* id) { return KeyEditor::rowOf(id); }
  void move(const char* id, double to) {
    parameters_->setPosition(rowOf(id), to);
    parameters_->finish();
  }
  MixWeights rendered() { return mixWeights(document_->job(engine_->info(), 256, Placement::Crop).recipe); }
  Recipe recipeOf(Ticks time) {
    document_->setPlayhead(time);
    return document_->job(engine_->info(), 256, Placement::Crop).recipe;
  }
  static bool near(const FaceWeights& a, const FaceWeights& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](double x, double y) { return std::abs(x - y) < 1e-6; });
  }
  double keyValue(const char* id, Ticks time) {
    const Keyframe* key = findKey(document_->state().timeline, id, time);
    return key == nullptr ? -1 : key->value;
  }

 private Q_SLOTS:
  void init() {
    document_ = std::make_unique<MixDocument>();
    parameters_ = std::make_unique<ParameterList>(*document_);
    faces_ = std::make_unique<FaceMix>(*document_, *parameters_);
    keys_ = std::make_unique<KeyEditor>(*document_);
    for (int i = 0; i < 4; ++i)
      document_->setFace(i,
                         {*engine_->draw({static_cast<std::uint64_t>(i)}), nullptr, QString::number(i), {}, nullptr});
  }

  void aPresetMovesTheOthers() {
    const ParameterValues preset{{"mix", 0.5}, {"c", 0.8}, {"d", 0}, {"structure", 1}, {"detail", 0.25}};
    faces_->setLocked(0, true);
    parameters_->apply(preset, u"Preset"_s);
    // By itself it would be A 10, B 10, C 80 of colour, and A 0, B 20, C 80 of shape.
    QVERIFY(near(rendered().colour, {0.25, 0.75 / 9, 0.75 * 8 / 9, 0}));
    QVERIFY(near(rendered().structure, {0.25, 0.15, 0.6, 0}));
    QCOMPARE(valueOf(document_->state(), *findParameter("detail")), 0.25);
    document_->undo();
    QVERIFY(near(rendered().colour, FaceWeights(4, 0.25)));
    faces_->setLocked(0, false);
    parameters_->apply(preset, u"Preset"_s);
    QVERIFY(near(rendered().colour, {0.1, 0.1, 0.8, 0}));
    QVERIFY(near(rendered().structure, {0, 0.2, 0.8, 0}));
  }

  void aPresetOfAFilmToo() {
    MixState state = document_->state();
    setKey(state.timeline, "c", 0, 0.2);
    document_->setState(state, u"test"_s);
    faces_->setLocked(2, true);
    const double before = mixWeights(recipeOf(0)).colour[2];
    parameters_->apply({{"mix", 0.9}, {"c", 0.8}, {"d", 0.5}}, u"Preset"_s);
    QVERIFY(std::abs(mixWeights(recipeOf(0)).colour[2] - before) < 1e-6);
  }

  void aLinkMovesTheOthers() {
    move("c-structure", 0.6);
    move("structure", 0.9);
    faces_->setLocked(2, true);
    const double locked = rendered().structure[2];
    parameters_->setLinked(rowOf("structure"), true);
    QVERIFY(isLinked(document_->state(), *findParameter("structure")));
    QVERIFY(std::abs(rendered().structure[0] - rendered().structure[1]) < 1e-6);
    QVERIFY2(std::abs(rendered().structure[2] - locked) < 1e-6, qPrintable(QString::number(rendered().structure[2])));
    const MixState before = document_->state();
    parameters_->setLinked(rowOf("c-structure"), true);
    parameters_->reset(rowOf("c-structure"));
    QVERIFY(document_->state() == before);
    faces_->setLocked(2, false);
    parameters_->setLinked(rowOf("c-structure"), true);
    QVERIFY(near(rendered().structure, FaceWeights(4, 0.25)));
  }

  void regionsThatFollowMoveTheOthers() {
    move("d-nose-texture", 0.7);
    faces_->setLocked(3, true);
    const auto nose = [&] {
      return regionWeights(recipeOf(0), &RegionMix::texture)[static_cast<std::size_t>(Region::Nose)];
    };
    QVERIFY(std::abs(nose()[3] - 0.7) < 1e-6);
    parameters_->letRegionsFollow();
    QVERIFY(std::abs(nose()[3] - 0.7) < 1e-6);
    faces_->setLocked(3, false);
    parameters_->letRegionsFollow();
    QVERIFY(std::abs(nose()[3] - 0.25) < 1e-6);
  }

  /// B's share is B's and A's alone; D's is taken from all.
  void keyframesThatWouldMoveItStay() {
    MixState state = document_->state();
    for (const char* id : {"mix", "d", "detail"}) {
      setKey(state.timeline, id, 0, 0.2);
      setKey(state.timeline, id, 1200, 0.6);
    }
    document_->setState(state, u"test"_s);
    faces_->setLocked(2, true);
    const Timeline before = document_->state().timeline;
    const auto kept = [&] { return *findTrack(document_->state().timeline, "d") == *findTrack(before, "d"); };
    const auto movedOthers = [&] {
      return *findTrack(document_->state().timeline, "mix") != *findTrack(before, "mix") &&
             *findTrack(document_->state().timeline, "detail") != *findTrack(before, "detail");
    };
    const auto edits = std::array<std::function<void()>, 6>{[&] { keys_->nudge(10); },
                                                            [&] { keys_->stretchBy(5); },
                                                            [&] { keys_->setEasing(static_cast<int>(Easing::Hold)); },
                                                            [&] {
                                                              keys_->copy();
                                                              document_->setPlayhead(600);
                                                              keys_->paste();
                                                            },
                                                            [&] {
                                                              document_->setPlayhead(600);
                                                              keys_->duplicate();
                                                            },
                                                            [&] {
                                                              keys_->beginDrag();
                                                              keys_->drag(120, 0, false);
                                                              keys_->endDrag();
                                                            }};
    for (const auto& edit : edits) {
      keys_->selectAll();
      edit();
      QVERIFY(kept());
      QVERIFY(movedOthers());
      document_->undo();
      QVERIFY(document_->state().timeline == before);
    }
    const QSignalSpy heldKeys(keys_.get(), &KeyEditor::heldBack);
    const QSignalSpy heldRows(parameters_.get(), &ParameterList::heldBack);
    keys_->setCurrentRow(rowOf("d"));
    keys_->selectTrack(rowOf("d"));
    keys_->beginDrag();
    keys_->drag(0, 0.1, false);
    keys_->endDrag();
    QCOMPARE(heldKeys.size(), 1);
    keys_->remove();
    keys_->addKey(rowOf("d"), 600);
    keys_->dragHandles(rowOf("d"), 0, 0.9, 0, 1, 0.1);
    QCOMPARE(heldKeys.size(), 4);
    document_->setPlayhead(0);
    parameters_->toggleKey(rowOf("d"));
    QCOMPARE(heldRows.size(), 1);
    QVERIFY(document_->state().timeline == before);
    document_->setPlayhead(600);
    parameters_->keyEverything();
    QVERIFY(findKey(document_->state().timeline, "d", 600) == nullptr);
    QVERIFY(findKey(document_->state().timeline, "mix", 600) != nullptr);
    document_->undo();
    faces_->setLocked(2, false);
    keys_->selectTrack(rowOf("d"));
    keys_->remove();
    QVERIFY(findTrack(document_->state().timeline, "d") == nullptr);
  }
};

QTEST_MAIN(TestLockedFaces)
#include "test_locked_faces.moc"
