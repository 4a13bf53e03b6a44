#include <QtTest>

#include "core/studio/fake_engine.h"

using namespace mien;

/// The fake engine must react to every field, or tests of the window that use it could not fail.
class TestFakeEngine : public QObject {
  Q_OBJECT

  std::unique_ptr<Engine> engine_ = std::move(*makeFakeEngine());
  std::vector<FacePtr> faces_{*engine_->draw({1}), *engine_->draw({2})};

  Recipe recipe() const {
    const EngineInfo info = engine_->info();
    return {.modelId = info.modelId,
            .modelHash = info.modelHash,
            .faces = {faces_[0]->ref(), faces_[1]->ref()},
            .detail = 0.5,
            .surroundings = Surroundings::Blend,
            .size = 256};
  }
  Image8 render(const Recipe& recipe) { return engine_->render(recipe, faces_, {})->pixels; }

 private Q_SLOTS:
  void sameRecipeSamePixels() { QVERIFY(render(recipe()) == render(recipe())); }

  void everyFieldShows() {
    const Image8 before = render(recipe());
    for (double Recipe::*field :
         {&Recipe::structure, &Recipe::features, &Recipe::colour, &Recipe::balance, &Recipe::detail}) {
      Recipe changed = recipe();
      changed.*field = 0.9;
      QVERIFY(render(changed) != before);
    }
    for (const Surroundings s : {Surroundings::Auto, Surroundings::A, Surroundings::B, Surroundings::None}) {
      Recipe changed = recipe();
      changed.surroundings = s;
      QVERIFY(render(changed) != before);
      QCOMPARE(render(changed).channels(), s == Surroundings::None ? 4 : 3);
    }
    Recipe larger = recipe();
    larger.size = 512;
    QCOMPARE(render(larger).width(), 512);
  }

  void foreignRecipesAreRefused() {
    Recipe other = recipe();
    other.modelHash[0] = 'f';
    QVERIFY(engine_->render(other, faces_, {}).error().kind == ErrorKind::Model);
    other = recipe();
    other.faces[0] = DrawnFaceRef{77};
    QVERIFY(engine_->render(other, faces_, {}).error().kind == ErrorKind::Input);
    other = recipe();
    other.placement = Placement::PhotoA;
    QVERIFY(engine_->render(other, faces_, {}).error().kind == ErrorKind::Input);
  }

  void aSavedFaceComesBack() {
    const Image8 before = render(recipe());
    for (FacePtr& face : faces_) face = *engine_->restore(face->saved());
    QVERIFY(render(recipe()) == before);
    SavedFace foreign = faces_[0]->saved();
    foreign.latent.packHash = std::string(64, '1');
    QVERIFY(engine_->restore(foreign).error().kind == ErrorKind::Model);
  }

  void differentSeedsDifferentFaces() { QVERIFY(faces_[0]->crop() != faces_[1]->crop()); }
};

QTEST_APPLESS_MAIN(TestFakeEngine)
#include "test_fake_engine.moc"
