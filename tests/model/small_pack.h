#pragma once
// Packs of a few numbers.
#include <QtTest>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/model/pack.h"

inline mien::PackManifest smallManifest() {
  mien::PackManifest manifest;
  manifest.id = "portrait";
  manifest.version = "1.0.0";
  manifest.title = "Small";
  manifest.licence = "Apache-2.0";
  manifest.weights = {{"network.safetensors", {}, {}}};
  manifest.crop = mien::CropTemplate{0.36F, 0.38F};
  manifest.latent = mien::LatentGroups{8, 16, 32};
  manifest.settings = R"({"width":64})";
  manifest.data = {{"Faces", "CC0", "training", "", 10}};
  return manifest;
}

struct SmallPack {
  std::vector<float> values{1, 2, 3, 4, 5, 6};
  std::vector<std::int64_t> shape{2, 3};
  bool extra = false;  ///< one more tensor
  mien::PackManifest manifest = smallManifest();
};

inline mien::Pack writeSmallPack(const std::filesystem::path& folder, const SmallPack& small) {
  using mien::DType;
  const std::vector<std::uint16_t> halves{0x3C00, 0x4000};
  std::vector<mien::TensorView> tensors{{"w", DType::F32, small.shape, std::as_bytes(std::span(small.values))},
                                        {"h", DType::F16, {2}, std::as_bytes(std::span(halves))}};
  if (small.extra) tensors.push_back({"x", DType::F16, {2}, std::as_bytes(std::span(halves))});
  std::filesystem::create_directories(folder);
  if (!mien::writeSafeTensors(folder / "network.safetensors", tensors)) qFatal("no weights");
  auto pack = mien::writePackManifest(folder, small.manifest);
  if (!pack) qFatal("%s", pack.error().message.c_str());
  return std::move(*pack);
}
