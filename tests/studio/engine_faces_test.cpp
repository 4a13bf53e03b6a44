// Faces that the engine finds, draws, saves and refuses, and the packs that it needs.
#include "core/model/pack.h"
#include "core/project/face_files.h"
#include "tests/studio/engine_case.h"

using namespace mien;

class EngineFacesTest : public EngineCase {
  Q_OBJECT

 private Q_SLOTS:
  void aPackOfAnotherCropIsRefused() {
    QTemporaryDir dir;
    const auto models = std::filesystem::path(dir.path().toStdString()) / "models";
    std::filesystem::copy(kModels, models, std::filesystem::copy_options::recursive);
    PackManifest manifest = Pack::load(models / "portrait")->manifest();
    manifest.crop = CropTemplate{0.36F, 0.38F};
    QVERIFY(writePackManifest(models / "portrait", manifest).has_value());
    const auto engine = makeEngine(models, "cpu");
    QVERIFY(!engine.has_value() && engine.error().kind == ErrorKind::Model);
    QVERIFY2(engine.error().message.find("cropped") != std::string::npos, engine.error().message.c_str());
  }

  void sameSeedSameFace() {
    QVERIFY((*engine_->draw({7}))->crop() == (*engine_->draw({7}))->crop());
    QVERIFY((*engine_->draw({7}))->crop() != (*engine_->draw({8}))->crop());
  }

  void aSavedFaceRendersTheSamePixels() {
    const FacePtr a = *engine_->draw({3});
    const Photo photo = photoOf(*a, 60);
    const auto b = engine_->prepare(photo, {photo.digest, 0, std::nullopt});
    QVERIFY2(b.has_value(), b ? "" : b.error().message.c_str());
    const FacePtr againA = *engine_->restore(*unpackFace(*packFace(a->saved())));
    const FacePtr againB = *engine_->restore(*unpackFace(*packFace((*b)->saved())));
    QVERIFY(againB->crop() == (*b)->crop());
    Recipe recipe = recipeFor(a, *b, 0.4);
    const auto same = [&](const std::vector<const Photo*>& photos) {
      return engine_->render(recipe, {a, *b}, photos)->pixels ==
             engine_->render(recipe, {againA, againB}, photos)->pixels;
    };
    QVERIFY(same({}));
    recipe.size = 512;
    QVERIFY(same({}));
    recipe.surroundings = Surroundings::A;
    QVERIFY(same({}));
    // Pasting needs the photograph, and nothing else that was not saved.
    recipe.placement = Placement::PhotoB;
    QVERIFY(engine_->render(recipe, {againA, againB}, {}).error().kind == ErrorKind::Input);
    QVERIFY(same({nullptr, &photo}));
  }

  void aForeignOrBrokenSavedFaceIsRefused() {
    const SavedFace good = (*engine_->draw({5}))->saved();
    SavedFace bad = good;
    bad.latent.packHash = std::string(64, 'f');
    QVERIFY(engine_->restore(bad).error().kind == ErrorKind::Model);
    bad = good;
    bad.latent.features.pop_back();
    QVERIFY(engine_->restore(bad).error().kind == ErrorKind::Model);
    bad = good;
    bad.picture = Image8(300, 300, 3);
    QVERIFY(engine_->restore(bad).error().kind == ErrorKind::Input);
  }

  void findsTheDrawnFaceAndItsEyes() {
    const FacePtr drawn = *engine_->draw({3});
    const Photo photo = photoOf(*drawn, 60);
    const auto faces = engine_->find(photo);
    QCOMPARE(faces->size(), std::size_t{1});
    const FivePoints found = fivePoints(faces->front().landmarks);
    const FivePoints drawnAt = fivePoints(drawn->cropLandmarks());
    const float side = static_cast<float>(drawn->crop().width());
    const Point expected = drawnAt.rightEye * side + Point{60, 60};
    QVERIFY(distance(found.rightEye, expected) < 0.12F * side * 0.32F);
  }

  void findsNothingOnPlainGround() {
    Photo photo;
    photo.pixels = Image8(640, 480, 3, 127);
    QVERIFY(engine_->find(photo)->empty());
    const auto face = engine_->prepare(photo, {});
    QVERIFY(!face);
    QCOMPARE(face.error().kind, ErrorKind::Input);
  }

  void anchorsByHandReplaceTheFinder() {
    const FacePtr drawn = *engine_->draw({3});
    const Photo photo = photoOf(*drawn, 60);
    PhotoFaceRef ref;
    ref.digest = photo.digest;
    ref.anchors = FivePoints{{140, 160}, {220, 160}, {180, 205}, {148, 245}, {212, 245}};
    const FacePtr face = *engine_->prepare(photo, ref);
    const FivePoints five = fivePoints(face->cropLandmarks());
    QVERIFY(std::abs(distance(five.rightEye, five.leftEye) - 0.32F) < 0.03F);
  }

  void strangersAreRefused() {
    const FacePtr a = *engine_->draw({1});
    const FacePtr b = *engine_->draw({2});
    Recipe otherModel = recipeFor(a, b, 0.5);
    otherModel.modelHash = std::string(64, '0');
    QCOMPARE(engine_->render(otherModel, {a, b}, {nullptr, nullptr}).error().kind, ErrorKind::Model);
    QCOMPARE(engine_->render(recipeFor(a, b, 0.5), {b, a}, {nullptr, nullptr}).error().kind, ErrorKind::Input);
    const Photo photo = photoOf(*a, 60);
    PhotoFaceRef ref;
    ref.digest = std::string(64, '9');
    QCOMPARE(engine_->prepare(photo, ref).error().kind, ErrorKind::Input);
    Recipe paste = recipeFor(a, b, 0.5);
    paste.placement = Placement::PhotoA;
    QCOMPARE(engine_->render(paste, {a, b}, {nullptr, nullptr}).error().kind, ErrorKind::Input);
  }

  void missingPacksAreNamed() {
    const auto engine = makeEngine("/nonexistent", "cpu");
    QVERIFY(!engine);
    QCOMPARE(engine.error().kind, ErrorKind::Model);
    QCOMPARE(makeEngine(kModels, "abacus").error().kind, ErrorKind::Usage);
  }
};

QTEST_APPLESS_MAIN(EngineFacesTest)
#include "engine_faces_test.moc"
