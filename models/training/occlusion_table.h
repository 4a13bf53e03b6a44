#pragma once
#include <filesystem>
#include <string>

namespace mien::training {

/// What a portrait pack finds of things drawn over faces, as a part of its card, from the report of
/// `mien-train measure occlusion`. Throws std::runtime_error with one sentence.
std::string occlusionTable(const std::filesystem::path& report);

}  // namespace mien::training
