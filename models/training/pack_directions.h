#pragma once
#include <filesystem>
#include <string>

namespace mien::training {

/// Turns what trainDirections() left in `run` into the pack `models`/directions: axes as safetensors, and in model.json
/// the hash of the portrait pack in `models`, safe ranges and purities. Verified by loading it back. Throws
/// std::runtime_error with one sentence.
void packDirections(const std::filesystem::path& run, const std::filesystem::path& models, const std::string& version);

}  // namespace mien::training
