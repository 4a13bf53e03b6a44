#pragma once
#include <filesystem>
#include <string>

namespace mien::training {

/// Turns what trainDirections() left in `run` into the pack `models`/directions: the axes of directions() as
/// safetensors, and in model.json the hash of the portrait pack in `models`, safe ranges and purities. The measured
/// ranges are narrowed to where pictures also looked well on the contact sheet, for the judge network lets much pass.
/// Verified by loading it back. Throws std::runtime_error with one sentence.
void packDirections(const std::filesystem::path& run, const std::filesystem::path& models, const std::string& version);

}  // namespace mien::training
