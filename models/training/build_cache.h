#pragma once
#include <filesystem>
#include <string>

namespace mien::training {

/// Fills `folder` with what FaceCache reads, from a face set in the format of ../shared/faces. Takes minutes; a folder
/// that is complete is left alone. Throws std::runtime_error with one sentence.
/// build_cache.py makes the same where there is no OpenCV for C++: change both together.
void buildCache(const std::filesystem::path& faces, const std::filesystem::path& folder);

}  // namespace mien::training
