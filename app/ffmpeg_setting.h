#pragma once
#include <filesystem>

namespace mien {

// The ffmpeg program that was chosen in the window, for the window and the command line alike (see chooseFfmpeg()).
// Qt Core alone. Thread: any, before films are made.

/// Empty: none was chosen.
std::filesystem::path ffmpegSetting();
/// Empty: none any more. It counts at once.
void setFfmpegSetting(const std::filesystem::path& program);
/// As the process starts.
void applyFfmpegSetting();

}  // namespace mien
