#pragma once
#include <filesystem>

namespace mien {

/// A film's or folder's own name, absolute: "frames/" is the folder frames.
std::filesystem::path placeOf(const std::filesystem::path& output);

}  // namespace mien
