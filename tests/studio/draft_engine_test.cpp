// The shipped draft beside the portrait pack: one latent space, two decoders.
#include <QtTest>

#include "core/base/psnr.h"
#include "core/blend/parameters.h"
#include "core/project/face_files.h"
#include "core/studio/make_engine.h"

using namespace mien;

namespace {

const std::filesystem::path kModels = MIEN_MODELS_DIR;

std::unique_ptr<Engine> engineOf(const char* model) {
  auto engine = makeEngine(enginePacksWith(kModels, model).value(), "cpu");
  if (!engine) qFatal("%s", engine.error().message.c_str());
  return std::move(*engine);
}

Recipe recipeOf(const Engine& engine, const FacePtr& a, const FacePtr& b) {
  Recipe recipe;
  recipe.modelId = engine.info().modelId;
  recipe.modelHash = engine.info().modelHash;
  recipe.faces = {a->ref(), b->ref()};
  recipe.structure = recipe.features = recipe.colour = 0.5;
  recipe.size = 256;
  return recipe;
}

}  // namespace

class DraftEngineTest : public QObject {
  Q_OBJECT

  std::unique_ptr<Engine> portrait_, draft_;
  Photo a_, b_;

  static FacePtr faceIn(Engine& engine, const Photo& photo) {
    return engine.prepare(photo, {photo.digest, 0, std::nullopt}).value();
  }
  /// By way of the file that a project keeps.
  static Result<FacePtr> broughtTo(Engine& engine, const FacePtr& face) {
    return engine.restore(unpackFace(packFace(face->saved()).value()).value());
  }

 private Q_SLOTS:
  void initTestCase() {
    portrait_ = engineOf("portrait");
    draft_ = engineOf("draft");
    a_ = readPhoto(MIEN_SAMPLES_DIR "/a.png").value();
    b_ = readPhoto(MIEN_SAMPLES_DIR "/b.png").value();
  }

  void anotherModelWithTheSameLatents() {
    QCOMPARE(draft_->info().modelId, std::string("draft"));
    QVERIFY(draft_->info().modelHash != portrait_->info().modelHash);
    const SavedFace byPortrait = faceIn(*portrait_, a_)->saved();
    const SavedFace byDraft = faceIn(*draft_, a_)->saved();
    QCOMPARE(byPortrait.latent.packHash, Pack::load(kModels / "portrait")->latentsHash());
    QVERIFY(byDraft.latent == byPortrait.latent);
    QVERIFY(byDraft.landmarks == byPortrait.landmarks);
    QVERIFY((*draft_->draw({7}))->saved().latent == (*portrait_->draw({7}))->saved().latent);
  }

  void facesOfOneAreMixedByTheOther() {
    const FacePtr a = faceIn(*portrait_, a_);
    const FacePtr b = faceIn(*draft_, b_);
    const auto broughtA = broughtTo(*draft_, a);
    QVERIFY2(broughtA.has_value(), broughtA ? "" : broughtA.error().message.c_str());
    const auto broughtB = broughtTo(*portrait_, b);
    QVERIFY2(broughtB.has_value(), broughtB ? "" : broughtB.error().message.c_str());
    for (const double detail : {0.0, 1.0}) {
      Recipe by = recipeOf(*draft_, a, b);
      by.detail = detail;
      const auto draft = draft_->render(by, {*broughtA, b}, {});
      QVERIFY2(draft.has_value(), draft ? "" : draft.error().message.c_str());
      // The same face encoded here is the same face.
      QVERIFY(draft_->render(by, {faceIn(*draft_, a_), b}, {})->pixels == draft->pixels);
      // So is the very one that the other engine holds, and has seen in its own way.
      QVERIFY(portrait_->render(recipeOf(*portrait_, a, b), {a, b}, {}));
      QVERIFY(draft_->render(by, {a, b}, {})->pixels == draft->pixels);
      by.modelId = portrait_->info().modelId;
      by.modelHash = portrait_->info().modelHash;
      const auto portrait = portrait_->render(by, {a, *broughtB}, {});
      const double alike = psnr(draft->pixels, portrait->pixels);
      // Another face would be at 20 dB.
      QVERIFY2(alike > 40 && draft->pixels != portrait->pixels, std::to_string(alike).c_str());
    }
  }

  void aRecipeNamesItsModel() {
    const FacePtr a = *draft_->draw({1});
    const FacePtr b = *draft_->draw({2});
    const Recipe recipe = recipeOf(*draft_, a, b);
    QCOMPARE(portrait_->render(recipe, {*portrait_->draw({1}), *portrait_->draw({2})}, {}).error().kind,
             ErrorKind::Model);
    const auto packs = enginePacks(kModels, recipeFromJson(toJson(recipe))->modelHash);
    QVERIFY2(packs.has_value(), packs ? "" : packs.error().message.c_str());
    QCOMPARE(packs->portrait.manifest.id, std::string("draft"));
    const auto again = makeEngine(*packs, "cpu").value();
    QVERIFY(again->render(recipe, {*again->draw({1}), *again->draw({2})}, {})->pixels ==
            draft_->render(recipe, {a, b}, {})->pixels);
    QCOMPARE(enginePacks(kModels)->portrait.manifest.id, std::string("portrait"));
  }

  void directionsLeadTheDraftToo() {
    QVERIFY(!draft_->info().directionsHash.empty());
    QCOMPARE(draft_->info().directionsHash, portrait_->info().directionsHash);
    const FacePtr a = *draft_->draw({1});
    const FacePtr b = *draft_->draw({2});
    Recipe recipe = recipeOf(*draft_, a, b);
    const Image8 before = draft_->render(recipe, {a, b}, {})->pixels;
    recipe.directionsHash = draft_->info().directionsHash;
    findParameter("age")->set(recipe, 1.5);
    const auto there = draft_->render(recipe, {a, b}, {});
    QVERIFY2(there.has_value(), there ? "" : there.error().message.c_str());
    QVERIFY(psnr(there->pixels, before) < 40);
  }
};

QTEST_APPLESS_MAIN(DraftEngineTest)
#include "draft_engine_test.moc"
