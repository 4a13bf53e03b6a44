#pragma once
#include <QTemporaryDir>
#include <array>
#include <filesystem>
#include <memory>
#include <string>

#include "core/gate/export_picture.h"
#include "core/photo/photo.h"
#include "core/record/consent_store.h"
#include "core/record/output_store.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/record/folder_in_memory.h"

/// An engine and a judge without weights, a fresh record, and pictures to export.
struct GateBench {
  std::unique_ptr<QTemporaryDir> dir = folderInMemory();  // thousands of commits, each synced
  std::filesystem::path folder = dir->path().toStdString();
  std::filesystem::path record = folder / "data" / "record.db";
  std::unique_ptr<mien::Engine> engine = mien::makeFakeEngine().value();
  std::shared_ptr<mien::Gatekeeper> keeper = std::make_shared<mien::Gatekeeper>(record, mien::makeFakeJudge);

  mien::FacePtr drawn(std::uint64_t seed) const { return engine->draw({seed}).value(); }

  /// A face in a photograph that is nobody's.
  mien::FacePtr photographed(int shade) const {
    mien::Photo photo;
    photo.pixels = mien::Image8(300, 300, 3);
    for (std::size_t i = 0; i < photo.pixels.size(); ++i)
      photo.pixels.data()[i] = static_cast<std::uint8_t>((i * 7 + static_cast<std::size_t>(shade) * 31) % 251);
    photo.digest = std::string(63, 'a') + "0123456789abcdef"[shade % 16];
    mien::PhotoFaceRef ref;
    ref.digest = photo.digest;
    return engine->prepare(photo, ref).value();
  }

  mien::Recipe recipeOf(const std::vector<mien::FacePtr>& faces, double mix = 0.5) const {
    mien::Recipe recipe;
    recipe.modelId = engine->info().modelId;
    recipe.modelHash = engine->info().modelHash;
    recipe.faces = {faces[0]->ref(), faces[1]->ref()};
    recipe.structure = recipe.features = recipe.colour = mix;
    recipe.size = 256;
    return recipe;
  }

  mien::Result<mien::Admission> write(const std::vector<mien::FacePtr>& faces, const std::string& name,
                                      double mix = 0.5) const {
    const mien::Frame frame = engine->render(recipeOf(faces, mix), faces, {}).value();
    return mien::exportPicture(*keeper, {frame, faces, folder / name, {}, "test", {}});
  }

  mien::Record opened() const { return mien::Record::open(record).value(); }
  std::vector<mien::OutputSummary> outputs(mien::OutputQuery query = {}) const {
    return mien::OutputStore(opened()).search(query).value().outputs;
  }
  void consent(const mien::FacePtr& face, std::optional<std::int64_t> expires = std::nullopt) const {
    mien::NewConsent consent;
    consent.key = std::get<mien::PhotoFaceRef>(face->ref()).digest;
    consent.expires = expires;
    mien::ConsentStore(opened()).add(consent).value();
  }
};
