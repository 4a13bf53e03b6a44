// Many faces in the document: the blend pad, mute, lock, solo, and taking faces out.
#include <QSignalSpy>
#include <QtTest>

#include "app/document/face_changes.h"
#include "app/document/face_mix.h"
#include "app/document/key_editor.h"
#include "app/document/mix_values.h"
#include "app/document/parameter_part.h"
#include "core/studio/fake_engine.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestFaceMix : public QObject {
  Q_OBJECT

  std::unique_ptr<Engine> engine_ = std::move(*makeFakeEngine());
  std::unique_ptr<MixDocument> document_;
  std::unique_ptr<ParameterList> parameters_;
  std::unique_ptr<FaceMix> faces_;

  std::map<std::uint64_t, FacePtr> drawn_;

  FaceEntry face(std::uint64_t seed) {
    FacePtr& drawn = drawn_[seed];
    if (!drawn) drawn = *engine_->draw({seed});
    return {drawn, nullptr, QString::number(seed), {}, nullptr};
  }
  FaceWeights rendered() { return mixWeights(document_->job(engine_->info(), 256, Placement::Crop).recipe).features; }
  /// With so many faces and these tracks; what moves none of the shares is of the whole picture.
  void animate(int faces, const std::vector<std::pair<const char*, double>>& keys) {
    while (document_->faceCount() > faces) document_->removeFace(document_->faceCount() - 1);
    MixState state = document_->state();
    for (const auto& [id, value] : keys) setKey(state.timeline, id, 0, value);
    document_->setState(state, u"test"_s);
  }
  Timeline film() { return document_->timeline(engine_->info(), 256, Placement::Crop); }
  static QStringList tracksOf(const Timeline& timeline) {
    QStringList out;
    for (const Track& track : timeline.tracks) out.append(QString::fromStdString(track.parameter));
    return out;
  }
  static bool near(const FaceWeights& a, const FaceWeights& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](double x, double y) { return std::abs(x - y) < 1e-6; });
  }
  FaceWeights shown() {
    const QList<double> now = faces_->weights();
    return {now.begin(), now.end()};
  }

 private Q_SLOTS:
  void init() {
    document_ = std::make_unique<MixDocument>();
    parameters_ = std::make_unique<ParameterList>(*document_);
    faces_ = std::make_unique<FaceMix>(*document_, *parameters_);
    for (int i = 0; i < 4; ++i) document_->setFace(i, face(static_cast<std::uint64_t>(i)));
  }

  void facesThatAreAddedShareEqually() {
    QCOMPARE(document_->faceCount(), 4);
    QVERIFY(near(rendered(), {0.25, 0.25, 0.25, 0.25}));
    QCOMPARE(faces_->current(), 3);
    QCOMPARE(parameters_->count(), static_cast<int>(parametersOf(4).size()));
    document_->undo();
    QCOMPARE(document_->faceCount(), 3);
    QCOMPARE(parameters_->count(), static_cast<int>(parametersOf(3).size()));
    QVERIFY(near(rendered(), FaceWeights(3, 1.0 / 3)));
  }

  /// A keyframe of a face that isn't there could be saved, and the project not be opened again.
  void noRowIsOfAFaceThatIsNotThere() {
    KeyEditor keys(*document_);
    const QSignalSpy counted(parameters_.get(), &ParameterList::countChanged);
    keys.setCurrentRow(1000);
    QCOMPARE(keys.currentRow(), parameters_->count() - 1);
    document_->removeFace(3);
    document_->removeFace(2);
    QCOMPARE(counted.size(), 2);
    QCOMPARE(keys.rowCount(), parameters_->count());
    QCOMPARE(keys.currentRow(), parameters_->count() - 1);
    QVERIFY(findParameter(KeyEditor::parameterOf(keys.currentRow()))->face == 0);
  }

  void aPartHasItsOwnRows() {
    ParameterPart part;
    part.setList(parameters_.get());
    const auto ids = [&] {
      QStringList out;
      for (int i = 0; i < part.rowCount(); ++i)
        out += QString::fromLatin1(parameters()[part.index(i, 0).data(ParameterList::ParameterRole).toUInt()].id);
      return out;
    };
    QCOMPARE(ids(), (QStringList{u"mix"_s, u"structure"_s, u"features"_s, u"colour"_s, u"balance"_s}));
    part.setFace(2);
    QCOMPARE(ids(), (QStringList{u"c"_s, u"c-structure"_s, u"c-features"_s, u"c-colour"_s, u"c-balance"_s}));
    part.setPart(ParameterPart::InRegion);
    part.setRegion(u"nose"_s);
    QCOMPARE(ids(), (QStringList{u"c-nose-shape"_s, u"c-nose-texture"_s}));
    part.setPart(ParameterPart::Picture);
    QVERIFY(ids().contains(u"detail"_s) && ids().contains(u"keep-pose"_s) && !ids().contains(u"age"_s));
    part.setPart(ParameterPart::Directions);
    QVERIFY(ids().contains(u"age"_s) && !ids().contains(u"detail"_s));
  }

  void thePadMovesAllFacesInOneStep() {
    const int before = document_->steps().size();
    for (int i = 0; i <= 10; ++i) faces_->setPoint({0.5, 0.5 - 0.05 * i});
    faces_->finish();
    QCOMPARE(document_->steps().size(), before + 1);
    QVERIFY(near(rendered(), {1, 0, 0, 0}));
    QVERIFY(std::abs(faces_->point().y()) < 1e-6);
    faces_->level();
    QVERIFY(near(rendered(), FaceWeights(4, 0.25)));
    document_->undo();
    document_->undo();
    QVERIFY(near(shown(), FaceWeights(4, 0.25)));
  }

  void aLockedFaceKeepsItsShare() {
    faces_->setWeight(2, 0.4);
    faces_->finish();
    QVERIFY(near(shown(), {0.2, 0.2, 0.4, 0.2}));
    faces_->setLocked(2, true);
    faces_->setWeight(0, 0.5);
    QVERIFY(near(shown(), {0.5, 0.05, 0.4, 0.05}));
    faces_->setWeight(2, 0.9);
    QVERIFY(near(shown(), {0.5, 0.05, 0.4, 0.05}));
    faces_->setWeight(0, 1);
    QVERIFY(near(shown(), {0.6, 0, 0.4, 0}));
    faces_->setPoint({0.5, 0.5});
    QVERIFY(near(shown(), {0.2, 0.2, 0.4, 0.2}));
  }

  void aSliderLeavesLockedFacesTheirShare() {
    const auto move = [&](const char* id, double to) {
      parameters_->setPosition(static_cast<int>(findParameter(id) - parameters().data()), to);
      parameters_->finish();
    };
    const auto held = [&](const char* id) {
      const int row = static_cast<int>(findParameter(id) - parameters().data());
      return parameters_->data(parameters_->index(row), ParameterList::HeldRole).toBool();
    };
    faces_->setLocked(0, true);
    QVERIFY(!held("mix") && !held("c") && !held("detail"));
    move("c", 0.5);  // from B alone
    QVERIFY(near(shown(), {0.25, 0.125, 0.375, 0.25}));
    move("c", 1);  // as far as B goes
    QVERIFY(near(shown(), {0.25, 0, 0.5, 0.25}));
    move("mix", 0.5);  // nobody before B gives way, so those behind it do
    QVERIFY(near(shown(), {0.25, 0.25, 1.0 / 3, 0.5 / 3}));
    faces_->setLocked(1, true);
    QVERIFY(held("mix") && !held("c"));
    move("mix", 0.9);
    QVERIFY(near(shown(), {0.25, 0.25, 1.0 / 3, 0.5 / 3}));
    move("c", 0.3);
    QVERIFY(near(shown(), {0.25, 0.25, 0.5 * 3 / 7, 0.5 * 4 / 7}));
    // A part of the mix by itself, too; what does not move stays linked.
    move("d-structure", 0.5);
    const FaceWeights structure = mixWeights(document_->job(engine_->info(), 256, Placement::Crop).recipe).structure;
    QVERIFY(near(structure, {0.25, 0.25, 0, 0.5}));
    QVERIFY(isLinked(document_->state(), *findParameter("structure")));
    faces_->setLocked(2, true);
    QVERIFY(held("d") && held("c-eyes-texture") && !held("d-balance"));
  }

  void ofTwoFacesALockHoldsBoth() {
    animate(2, {});
    for (const int locked : {0, 1}) {
      faces_->setLocked(locked, true);
      const int steps = document_->stepIndex();
      parameters_->setPosition(0, 0.9);
      parameters_->reset(0);
      QVERIFY(near(shown(), {0.5, 0.5}));
      QCOMPARE(document_->stepIndex(), steps);
      faces_->setLocked(locked, false);
    }
    parameters_->setPosition(0, 0.9);
    QVERIFY(near(shown(), {0.1, 0.9}));
  }

  void aMutedFaceHasNoPart() {
    faces_->setMuted(1, true);
    QVERIFY(near(rendered(), {1.0 / 3, 0, 1.0 / 3, 1.0 / 3}));
    QVERIFY(near(shown(), FaceWeights(4, 0.25)));
    faces_->setMuted(0, true);
    QVERIFY(near(rendered(), {0, 0, 0.5, 0.5}));
    faces_->solo(1);
    QVERIFY(faces_->isSolo(1));
    QVERIFY(near(rendered(), {0, 1, 0, 0}));
    faces_->solo(2);
    QVERIFY(near(rendered(), {0, 0, 1, 0}));
    faces_->solo(2);
    QVERIFY(near(rendered(), {0, 0, 0.5, 0.5}));  // who was muted before is so again
    for (int i = 0; i < 2; ++i) faces_->setMuted(i, false);
    QVERIFY(near(rendered(), FaceWeights(4, 0.25)));
    // Somebody stays to be seen.
    const QSignalSpy refused(faces_.get(), &FaceMix::lastOneHeard);
    for (int i = 0; i < 4; ++i) faces_->setMuted(i, true);
    QCOMPARE(refused.count(), 1);
    QVERIFY(near(rendered(), {0, 0, 0, 1}));
    // Two faces have no rows that could unmute or unlock them.
    faces_->setLocked(1, true);
    for (int i = 3; i > 1; --i) document_->removeFace(i);
    for (const FaceEntry& entry : document_->state().faces) QVERIFY(!entry.muted && !entry.locked);
  }

  void muteHoldsForTracksToo() {
    parameters_->setAutoKey(true);
    faces_->setWeight(3, 1);
    faces_->finish();
    QVERIFY(findTrack(document_->state().timeline, "d") != nullptr);
    parameters_->setAutoKey(false);
    faces_->setMuted(3, true);
    QVERIFY(rendered()[3] == 0);
    const Timeline film = document_->timeline(engine_->info(), 256, Placement::Crop);
    QVERIFY(findTrack(film, "d") == nullptr);
    QVERIFY(timelineFromJson(toJson(film)).has_value());
    faces_->setMuted(3, false);
    QVERIFY(near(rendered(), {0, 0, 0, 1}));
  }

  void choicesNameTheFacesThatAreThere() {
    const auto options = [&] {
      for (int row = 0; row < parameters_->count(); ++row) {
        const QModelIndex at = parameters_->index(row);
        if (parameters_->data(at, ParameterList::NameRole) != u"Surroundings"_s) continue;
        const QStringList all = parameters_->data(at, ParameterList::ChoicesRole).toStringList();
        for (int i = 0; i < all.size(); ++i) {
          parameters_->setChoice(row, i);
          if (parameters_->data(at, ParameterList::NumberRole) != i) return QStringList();
          if (parameters_->data(at, ParameterList::ValueTextRole) != all[i]) return QStringList();
        }
        return all;
      }
      return QStringList();
    };
    while (document_->faceCount() > 3) document_->removeFace(document_->faceCount() - 1);
    QCOMPARE(options(), QStringList({u"Auto"_s, u"A"_s, u"B"_s, u"Blend"_s, u"None"_s, u"C"_s}));
    document_->removeFace(2);
    QCOMPARE(options(), QStringList({u"Auto"_s, u"A"_s, u"B"_s, u"Blend"_s, u"None"_s}));
  }

  /// Neither its surroundings nor what it keeps shows a muted face, in keyframes as at rest.
  void whatNamesAMutedFaceNamesNobody_data() {
    QTest::addColumn<bool>("sharesMove");
    QTest::newRow("no share moves") << false;
    QTest::newRow("shares move") << true;
  }
  void whatNamesAMutedFaceNamesNobody() {
    QFETCH(bool, sharesMove);
    MixState state = document_->state();
    state.kept = {.pose = 1, .shape = 1, .expression = 1, .lighting = 2};
    state.surroundings = Surroundings::B;
    document_->setState(state, u"test"_s);
    faces_->setMuted(1, true);
    const auto check = [&](const Recipe& recipe) {
      QVERIFY(recipe.kept == Kept{.lighting = 2});
      QVERIFY(recipe.surroundings == Surroundings::Auto);
    };
    check(document_->job(engine_->info(), 256, Placement::Crop).recipe);
    std::vector<std::pair<const char*, double>> keys{{"age", 1}};
    if (sharesMove) keys.emplace_back("d", 0.4);
    animate(4, keys);
    check(film().base);
    animate(4, {{"keep-shape", 2}, {"keep-lighting", 3}, {"surroundings", 1}});
    check(recipeAt(film(), 0));
    faces_->setMuted(1, false);
    QVERIFY(recipeAt(film(), 0).surroundings == Surroundings::B);
    QCOMPARE(recipeAt(film(), 0).kept.shape, std::optional<std::size_t>{1});
  }

  void muteLeavesWhatIsOfNoFaceMoving_data() {
    QTest::addColumn<int>("faces");
    for (const int faces : {2, 3, 4}) QTest::addRow("%d faces", faces) << faces;
  }
  void muteLeavesWhatIsOfNoFaceMoving() {
    QFETCH(int, faces);
    animate(faces, {{"detail", 0.5}, {"path", 1}, {"variation", 0.2}, {"variation-number", 3}, {"age", 1}});
    const QStringList all = tracksOf(film());
    QCOMPARE(all.size(), 5);
    for (int i = 0; i < faces; ++i) {
      faces_->setMuted(i, true);
      QCOMPARE(tracksOf(film()), all);
      QVERIFY(rendered()[static_cast<std::size_t>(i)] == 0);
      faces_->setMuted(i, false);
      faces_->solo(i);
      QCOMPARE(tracksOf(film()), all);
      QVERIFY(rendered()[static_cast<std::size_t>(i)] == 1);
      faces_->solo(i);
    }
  }

  /// Where no share moves, the others keep what they have of each other, whatever else does.
  void aFilmOfAnAgeMutesAsAStillDoes() {
    faces_->setWeight(0, 0.1);
    faces_->finish();
    MixState state = document_->state();
    setValue(state, *findParameter("eyes-texture"), 0.8);
    document_->setState(state, u"test"_s);
    faces_->setMuted(1, true);
    const FaceWeights still = rendered();
    animate(4, {{"age", 1}});
    QVERIFY(near(rendered(), still));
    QVERIFY(near(rendered(), {0.1 / 0.7, 0, 0.3 / 0.7, 0.3 / 0.7}));
  }

  void takingAFaceOutLeavesWhatIsOfNoFaceMoving() {
    for (const int gone : {0, 1, 2}) {
      init();
      animate(3, {{"path", 1}, {"variation", 0.2}, {"age", 1}, {"mix", 0.3}, {"eyes-texture", 0.3}, {"c-colour", 0.3}});
      document_->removeFace(gone);
      QStringList left = tracksOf(document_->state().timeline);
      for (const QString& shares : gone < 2 ? QStringList{u"colour"_s} : QStringList{u"mix"_s, u"eyes-texture"_s})
        QVERIFY(left.removeOne(shares));
      QCOMPARE(left, (QStringList{u"path"_s, u"variation"_s, u"age"_s}));
    }
  }

  void takingAFaceOutKeepsTheRestAsItWas() {
    faces_->setWeight(0, 0.4);
    faces_->finish();
    MixState state = document_->state();
    setValue(state, *findParameter("d-eyes-texture"), 1);
    setKey(state.timeline, "d-features", 0, 0.7);
    state.surroundings = Surroundings::D;
    state.kept.pose = 3;
    state.kept.shape = 1;
    document_->setState(state, u"test"_s);
    const FacePtr last = state.faces[3].face;
    document_->removeFace(1);
    const MixState& after = document_->state();
    QCOMPARE(document_->faceCount(), 3);
    QVERIFY(after.faces[2].face == last);
    QVERIFY(near(shown(), {0.5, 0.25, 0.25}));
    QVERIFY(after.further[0].regions[0].texture == 1.0);
    QVERIFY(findTrack(after.timeline, "c-features") != nullptr && findTrack(after.timeline, "d-features") == nullptr);
    QVERIFY(after.surroundings == Surroundings::C);
    QVERIFY(after.kept.pose == std::size_t{2} && !after.kept.shape);
    QVERIFY(engine_
                ->render(document_->job(engine_->info(), 256, Placement::Crop).recipe,
                         document_->job(engine_->info(), 256, Placement::Crop).faces, {})
                .has_value());
    document_->undo();
    QVERIFY(document_->state() == state);
  }

  /// Keyframes that say whose pose is kept, or whose surroundings there are, go on naming the same faces.
  void takingAFaceOutRenumbersKeyframesToo_data() {
    QTest::addColumn<QString>("id");
    for (const Parameter& p : parametersOf(2))
      if (namesFaces(p)) QTest::newRow(p.id) << QString::fromLatin1(p.id);
  }
  void takingAFaceOutRenumbersKeyframesToo() {
    QFETCH(QString, id);
    const Parameter& parameter = *findParameter(id.toStdString());
    const auto naming = [&](const char* choice) {
      const auto found = std::find(parameter.choices.begin(), parameter.choices.end(), std::string_view(choice));
      return static_cast<double>(found - parameter.choices.begin());
    };
    MixState state = document_->state();
    const char* const named[] = {"a", "b", "c", "d", "none"};
    for (int i = 0; i < 5; ++i) setKey(state.timeline, parameter.id, 24 * i, naming(named[i]));
    setValue(state, parameter, naming("d"));
    document_->setState(state, u"test"_s);
    document_->removeFace(1);
    std::vector<double> values;
    for (const Keyframe& key : findTrack(document_->state().timeline, parameter.id)->keyframes)
      values.push_back(key.value);
    QCOMPARE(values, (std::vector{naming("a"), parameter.standard, naming("b"), naming("c"), naming("none")}));
    QCOMPARE(valueOf(document_->state(), parameter), naming("c"));
    document_->removeFace(2);
    const Track* track = findTrack(document_->state().timeline, parameter.id);
    QCOMPARE(track->keyframes[3].value, parameter.standard);
    QCOMPARE(valueOf(document_->state(), parameter), parameter.standard);
  }

  /// Shares and tracks stay with the places, a balance that a hand has set goes with its face.
  void facesSwapTheirPlaces() {
    faces_->setWeight(1, 0.55);
    faces_->finish();
    MixState state = document_->state();
    state.autoBalance = false;
    state.balance = 0.6;
    state.further[0].balance = 0.2;
    setKey(state.timeline, "c-features", 0, 0.7);
    state.surroundings = Surroundings::C;
    document_->setState(state, u"test"_s);
    const FaceWeights before = shown();
    document_->swapFaces(2, 1);
    const MixState swapped = document_->state();
    QCOMPARE(document_->steps().back(), u"Swap B and C"_s);
    QVERIFY(swapped.faces[1].face == state.faces[2].face && swapped.faces[2].face == state.faces[1].face);
    QVERIFY(near({swapped.balance, swapped.further[0].balance}, {0.2, 0.6}));
    QVERIFY(near(shown(), before));
    QVERIFY(swapped.timeline == state.timeline && swapped.surroundings == Surroundings::C);
    // With another A: B was to A as 3 to 2, and C as 1 to 4.
    document_->undo();
    document_->swapFaces(0, 2);
    QVERIFY(near({document_->state().balance, document_->state().further[0].balance}, {6.0 / 7, 0.8}));
    document_->undo();
    QVERIFY(document_->state() == state);
    const int steps = document_->stepIndex();
    for (const auto& [one, other] : {std::pair{1, 1}, {-1, 0}, {0, 4}}) document_->swapFaces(one, other);
    QCOMPARE(document_->stepIndex(), steps);
  }

  void theCurrentFaceMovesUpAndDown() {
    const FacePtr last = document_->state().faces[3].face;
    QCOMPARE(faces_->current(), 3);
    faces_->moveCurrent(1);
    QVERIFY(document_->state().faces[3].face == last);
    faces_->moveCurrent(-1);
    faces_->moveCurrent(-1);
    QCOMPARE(faces_->current(), 1);
    QVERIFY(document_->state().faces[1].face == last);
    faces_->moveCurrent(1);
    QCOMPARE(faces_->current(), 2);
    QVERIFY(document_->state().faces[2].face == last);
  }

  void withoutTheFirstTheSecondLeads() {
    faces_->setWeight(0, 0.1);
    faces_->finish();
    document_->removeFace(0);
    QVERIFY(near(rendered(), FaceWeights(3, 1.0 / 3)));
    document_->removeFace(0);
    QVERIFY(near(rendered(), {0.5, 0.5}));
    document_->removeFace(0);
    QCOMPARE(document_->faceCount(), 2);
  }

  void eightFacesAreTheMost() {
    for (int i = 4; i < 10; ++i) document_->setFace(document_->faceCount(), face(static_cast<std::uint64_t>(i)));
    QCOMPARE(document_->faceCount(), 8);
    QVERIFY(near(rendered(), FaceWeights(8, 0.125)));
    QCOMPARE(parameters_->count(), static_cast<int>(parameters().size()));
  }
};

QTEST_GUILESS_MAIN(TestFaceMix)
#include "test_face_mix.moc"
