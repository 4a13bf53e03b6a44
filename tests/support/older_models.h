#pragma once
// A folder of packs as an update leaves it: the packs in use, and an older one beside them.
#include <QtTest>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/model/pack.h"

inline void copyModels(const std::filesystem::path& from, const std::filesystem::path& to) {
  for (const char* pack : {"finder", "landmarks", "portrait", "identity", "judge"}) {
    std::filesystem::create_directories(to / pack);
    std::filesystem::copy(from / pack, to / pack, std::filesystem::copy_options::recursive);
  }
}

/// The portrait pack with its linear part's numbers 2 % larger, so that codes mean something else.
inline void addOlderPortrait(const std::filesystem::path& models) {
  using namespace mien;
  const std::filesystem::path folder = models / "portrait@0.0.9";
  std::filesystem::create_directories(folder);
  std::filesystem::copy(models / "portrait", folder, std::filesystem::copy_options::recursive);
  const auto linear = SafeTensors::open(folder / "linear.safetensors");
  if (!linear) qFatal("no weights");
  std::vector<TensorView> tensors = linear->tensors();
  std::vector<std::vector<float>> changed;
  changed.reserve(tensors.size());
  for (TensorView& tensor : tensors) {
    if (tensor.dtype != DType::F32 || !tensor.name.starts_with("texture.")) continue;
    changed.push_back(toFloats(tensor));
    for (float& value : changed.back()) value *= 1.02F;
    tensor.data = std::as_bytes(std::span(changed.back()));
  }
  if (changed.empty() || !writeSafeTensors(folder / "linear.safetensors", tensors)) qFatal("no older weights");
  PackManifest manifest = Pack::load(models / "portrait")->manifest();
  manifest.version = "0.0.9";
  nlohmann::json settings = nlohmann::json::parse(manifest.settings);
  settings.erase("latents_of");  // its own
  manifest.settings = settings.dump();
  if (const auto written = writePackManifest(folder, manifest); !written) qFatal("%s", written.error().message.c_str());
}
