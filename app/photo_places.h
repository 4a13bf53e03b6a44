#pragma once
#include <string>
#include <vector>

#include "core/base/result.h"

namespace mien {

// Where the window's settings say that photographs lie (see Preferences).

inline constexpr const char* kSettingsName = "mien";           ///< of organisation and application
inline constexpr const char* kPhotoPlaces = "photos/places";   ///< "DIGEST PATH", newest first
inline constexpr const char* kRecentPhotos = "photos/recent";  ///< paths, newest first

/// Takes out what leads to the photographs with these digests; how many lines that were. Recent photographs
/// that no longer lie where they did go too, uncounted: nobody can tell whose they were. Thread: any. Errors: Disk.
Result<int> forgetPhotographs(const std::vector<std::string>& digests);

}  // namespace mien
