#pragma once
#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace mien::film {

/// What ffmpeg's messages mean for the user. `file` is what was to be written.
tl::unexpected<Error> ffmpegFailed(const std::filesystem::path& file, const std::string& messages);

/// The same when a full disk is known to be the reason.
tl::unexpected<Error> diskFull(const std::filesystem::path& file);

/// ffmpeg may end well although the disk was full, so its messages count too.
bool saysDiskFull(const std::string& messages);

}  // namespace mien::film
