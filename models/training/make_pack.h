#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/model/pack.h"

namespace mien::training {

/// What all packs learned from (see ../shared/faces/README.md for the sources).
std::vector<PackData> trainingData();

/// Turns the checkpoint of `run` (finder, landmarks, portrait, draft, identity or judge) into the pack `models`/NAME:
/// weights as safetensors and model.json, verified by loading it back. A draft needs `models`/portrait, which it
/// learned from. `version` is the pack's own, e.g. "0.1.0". Throws std::runtime_error.
void makePack(const std::string& name, const std::filesystem::path& run, const std::filesystem::path& models,
              const std::string& version);

/// Adds the prior of `run` to the packs portrait and draft in `models` (it replaces one that is there), whose version
/// becomes `version` unless that is empty. Their latents stay those of before, so that saved faces and directions serve
/// on; faces drawn from a seed become others. Throws std::runtime_error.
void addPrior(const std::filesystem::path& run, const std::filesystem::path& models, const std::string& version);

/// Likewise what sees things over faces; faces drawn from a seed stay. Throws std::runtime_error.
void addOcclusion(const std::filesystem::path& run, const std::filesystem::path& models, const std::string& version);

/// The checkpoint of `run` as the pack `models`/witness, with the thresholds of 1 % and 0.1 % false matches on the val
/// faces of `cache` among its settings. Throws std::runtime_error.
void makeWitnessPack(const std::filesystem::path& run, const std::filesystem::path& cache,
                     const std::filesystem::path& models, const std::string& version);

/// Writes into `models` the portrait pack `from` with its convolutions at zero: the linear start, which training must
/// beat. Throws std::runtime_error.
void makeLinearPack(const std::filesystem::path& from, const std::filesystem::path& models);

}  // namespace mien::training
