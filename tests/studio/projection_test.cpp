// Faces brought over from one model to another: the shipped packs, and a copy of them whose portrait weights differ.
#include "core/studio/projection.h"

#include <QtTest>

#include "core/model/installed_packs.h"
#include "core/photo/crop.h"
#include "core/project/face_files.h"
#include "core/studio/fake_engine.h"
#include "core/studio/make_engine.h"
#include "tests/support/older_models.h"

namespace fs = std::filesystem;
using namespace mien;

namespace {

const fs::path kModels = MIEN_MODELS_DIR;

/// A photo of a face drawn from the model, on a grey ground with room around it; so small that it is mixed at 256².
Photo photoOf(const Face& face, int margin) {
  constexpr int kSide = 230;
  const Image8 crop = resized(face.crop(), kSide, kSide);
  Photo photo;
  photo.pixels = Image8(crop.width() + 2 * margin, crop.height() + 2 * margin, 3, 120);
  for (int y = 0; y < crop.height(); ++y)
    std::copy_n(crop.row(y), crop.rowBytes(), photo.pixels.row(y + margin) + 3 * margin);
  photo.digest = std::string(64, 'b');
  return photo;
}

}  // namespace

class ProjectionTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  std::unique_ptr<Engine> now_, older_;
  std::unique_ptr<Judge> judge_;

  FacePtr photographed(Engine& engine) const {
    const Photo photo = photoOf(**now_->draw({3}), 80);
    return engine.prepare(photo, {photo.digest, 0, std::nullopt}).value();
  }

 private Q_SLOTS:
  void initTestCase() {
    const fs::path models = fs::path(dir_.path().toStdString()) / "models";
    copyModels(kModels, models);
    addOlderPortrait(models);
    const EnginePacks packs = enginePacks(models).value();
    now_ = makeEngine(packs, "cpu").value();
    EnginePacks old = packs;
    old.portrait = findPack(models, "portrait@0.0.9").value();
    older_ = makeEngine(enginePacks(models, old.hash()).value(), "cpu").value();
    QCOMPARE(older_->info().modelHash, old.hash());
    QCOMPARE(older_->info().modelVersion, std::string("0.0.9"));
    judge_ = makeJudge(kModels, "cpu").value();
  }

  void aLatentOpensWithItsOwnPackAlone() {
    const SavedFace saved = *unpackFace(*packFace(photographed(*older_)->saved()));
    QVERIFY(older_->restore(saved).has_value());
    const auto refused = now_->restore(saved);
    QVERIFY(!refused && refused.error().kind == ErrorKind::Model);
    QVERIFY(refused.error().message.find("mien models project") != std::string::npos);
  }

  void reencodingAFaceOfThePackItselfChangesNothing() {
    const FacePtr face = photographed(*now_);
    QCOMPARE(face->crop().width(), 256);  // the size that codes are made from
    QVERIFY(now_->reencode(face->saved()).value()->saved().latent == face->saved().latent);
  }

  void aPhotographsFaceIsBroughtOverAndTheLossMeasured() {
    const SavedFace saved = photographed(*older_)->saved();
    const auto projected = project(saved, *now_, older_.get());
    QVERIFY2(projected.has_value(), projected ? "" : projected.error().message.c_str());
    const SavedFace after = projected->face->saved();
    QVERIFY(after.ref == saved.ref && after.picture == saved.picture && after.toCrop == saved.toCrop);
    QVERIFY(after.latent.packHash != saved.latent.packHash);
    // As if the photograph had been opened with this model.
    QVERIFY(after.latent == photographed(*now_)->saved().latent);
    QVERIFY(now_->restore(after).has_value());
    QVERIFY(projected->byOwnModel);
    const ProjectionLoss loss = lossOf(*judge_, *projected);
    QVERIFY2(loss.psnr > 25 && loss.psnr < 99, std::to_string(loss.psnr).c_str());
    QVERIFY2(loss.identity > 0 && loss.identity < 0.4, std::to_string(loss.identity).c_str());
  }

  void withoutItsOwnModelItsPictureIsTheMeasure() {
    const auto projected = project(photographed(*older_)->saved(), *now_);
    QVERIFY(projected.has_value() && !projected->byOwnModel);
    QVERIFY(projected->before == projected->face->crop());
    const ProjectionLoss loss = lossOf(*judge_, *projected);
    QVERIFY2(loss.psnr > 20 && loss.psnr < 99, std::to_string(loss.psnr).c_str());
  }

  void aDrawnFaceIsDrawnAnew() {
    const FacePtr drawn = *older_->draw({7});
    const auto projected = project(drawn->saved(), *now_, older_.get());
    QVERIFY(projected.has_value());
    QVERIFY(projected->face->saved() == (*now_->draw({7}))->saved());
  }

  void theWrongOwnModelIsRefused() {
    QVERIFY(project(photographed(*now_)->saved(), *now_, older_.get()).error().kind == ErrorKind::Model);
  }

  /// Without weights: nothing is lost where nothing is encoded.
  void fakeModelsLoseNothing() {
    const auto one = makeFakeEngineOf(std::string(64, 'a')).value();
    const auto two = makeFakeEngineOf(std::string(64, 'b')).value();
    const Photo photo = photoOf(**one->draw({3}), 80);
    const SavedFace saved = one->prepare(photo, {photo.digest, 0, std::nullopt}).value()->saved();
    QVERIFY(two->restore(saved).error().kind == ErrorKind::Model);
    const ProjectedFace projected = project(saved, *two, one.get()).value();
    QVERIFY(two->restore(projected.face->saved()).has_value());
    QCOMPARE(inWords(lossOf(*judge_, projected)), std::string("99.0 dB, identity distance 0.00"));
  }
};

QTEST_APPLESS_MAIN(ProjectionTest)
#include "projection_test.moc"
