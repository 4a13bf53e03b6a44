#pragma once
#include <QtTest>

#include "core/studio/engine.h"

inline const std::filesystem::path kModels = MIEN_MODELS_DIR;

/// A photo of a face drawn from the model, on a grey ground with room around it.
inline mien::Photo photoOf(const mien::Face& face, int margin) {
  const mien::Image8& crop = face.crop();
  mien::Photo photo;
  photo.pixels = mien::Image8(crop.width() + 2 * margin, crop.height() + 2 * margin, 3, 120);
  for (int y = 0; y < crop.height(); ++y) {
    std::copy_n(crop.row(y), crop.rowBytes(), photo.pixels.row(y + margin) + 3 * margin);
  }
  photo.digest = std::string(64, static_cast<char>('a' + margin % 6));
  photo.format = "PNG";
  return photo;
}

/// The engine over the shipped packs, on faces drawn from the model: no photograph is needed.
class EngineCase : public QObject {
  Q_OBJECT

 protected:
  std::unique_ptr<mien::Engine> engine_;

  mien::Recipe recipeFor(const mien::FacePtr& a, const mien::FacePtr& b, double at) const {
    mien::Recipe r;
    r.modelId = engine_->info().modelId;
    r.modelHash = engine_->info().modelHash;
    r.faces = {a->ref(), b->ref()};
    r.structure = r.features = r.colour = at;
    r.size = 256;
    return r;
  }

 private Q_SLOTS:
  void initTestCase() {
    auto engine = mien::makeEngine(kModels, "cpu");
    QVERIFY2(engine.has_value(), engine ? "" : engine.error().message.c_str());
    engine_ = std::move(*engine);
  }
};
