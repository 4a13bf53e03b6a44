#include "core/film/ffmpeg_error.h"

#include <algorithm>
#include <array>
#include <span>
#include <sstream>
#include <string_view>

namespace mien::film {
namespace {

bool saysAny(const std::string& messages, std::span<const std::string_view> signs) {
  return std::any_of(signs.begin(), signs.end(), [&](auto sign) { return messages.find(sign) != std::string::npos; });
}

/// The last line that names a cause, without the address in "[libx264 @ 0x55…] ".
std::string lastUsefulLine(const std::string& messages) {
  constexpr std::array<std::string_view, 3> kNoCause{"Conversion failed!", "Last message repeated", "Exiting normally"};
  std::istringstream lines(messages);
  std::string useful;
  for (std::string line; std::getline(lines, line);) {
    line.erase(std::find_if(line.rbegin(), line.rend(), [](unsigned char c) { return std::isspace(c) == 0; }).base(),
               line.end());
    if (!line.empty() && !saysAny(line, kNoCause)) useful = line;
  }
  constexpr std::size_t kMost = 200;
  const std::size_t address = useful.find(" @ 0x");
  if (address != std::string::npos) useful.erase(address, useful.find(']', address) - address);
  return useful.substr(0, kMost);
}

}  // namespace

bool saysDiskFull(const std::string& messages) {
  constexpr std::array<std::string_view, 3> kSigns{"No space left on device", "Disk quota exceeded", "File too large"};
  return saysAny(messages, kSigns);
}

tl::unexpected<Error> diskFull(const std::filesystem::path& file) {
  return fail(ErrorKind::Disk,
              file.string() + " can't be written, the disk is full: free some space or choose another disk.");
}

tl::unexpected<Error> ffmpegFailed(const std::filesystem::path& file, const std::string& messages) {
  if (saysDiskFull(messages)) return diskFull(file);
  const std::string line = lastUsefulLine(messages);
  return fail(ErrorKind::Disk, file.string() + " can't be written, ffmpeg ended early" +
                                   (line.empty() ? "" : " (" + line + ")") + ": try again, or choose another format.");
}

}  // namespace mien::film
