#pragma once
#include <filesystem>
#include <string>

namespace mien::training {

/// Turns the checkpoint of `run` (finder, landmarks or portrait) into the pack `models`/NAME: weights as safetensors
/// and model.json, verified by loading it back. With `linearOnly` the portrait's convolutions stay at zero, which is
/// the linear start that training must beat. `version` is the pack's own, e.g. "0.1.0". Throws std::runtime_error.
void makePack(const std::string& name, const std::filesystem::path& run, const std::filesystem::path& models,
              const std::string& version, bool linearOnly = false);

}  // namespace mien::training
