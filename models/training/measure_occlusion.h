#pragma once
#include <filesystem>

namespace mien::training {

/// Measures what the pack `portrait` of `models` says of things drawn over all faces of `val` (drawnOver(), seeds that
/// training does not use), and of these faces as they are. Writes the report that writeCard reads. Throws
/// std::runtime_error with one sentence.
void measureOcclusion(const std::filesystem::path& models, const std::filesystem::path& cache,
                      const std::filesystem::path& report);

}  // namespace mien::training
