#pragma once
#include <filesystem>

namespace mien::training {

/// Adds to the identity pack in `models` the embeddings of all photographs that it learned from, in 8 bits a number:
/// so that an output which is nearly one of them can be told; their codes by the portrait pack there, so that those can
/// be named that look most like it; and of each which set of the pack's data it is of, by the manifest in `faces`, from
/// which the cache was made. Prints how near the photographs are to each other. Throws
/// std::runtime_error with one sentence.
void addKnownFaces(const std::filesystem::path& models, const std::filesystem::path& cache,
                   const std::filesystem::path& faces);

}  // namespace mien::training
