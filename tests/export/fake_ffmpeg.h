#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

/// While it lives, exports run another program in place of ffmpeg.
class FfmpegIs {
 public:
  explicit FfmpegIs(const std::filesystem::path& program) { setenv("MIEN_FFMPEG", program.c_str(), 1); }
  FfmpegIs(const FfmpegIs&) = delete;
  FfmpegIs& operator=(const FfmpegIs&) = delete;
  ~FfmpegIs() { unsetenv("MIEN_FFMPEG"); }
};

/// A program that answers like ffmpeg and runs `body` for anything else.
inline std::filesystem::path fakeFfmpeg(const std::filesystem::path& file, const std::string& body) {
  std::ofstream(file) << "#!/bin/sh\ncase \"$*\" in\n"
                      << "*-version) echo 'ffmpeg version 5.1'; exit;;\n"
                      << "*-encoders) echo ' V....D libx264  x264'; exit;;\nesac\n"
                      << body << "\n";
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  return file;
}
