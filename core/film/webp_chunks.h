#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace mien::film {

// A WebP file: "RIFF", the length of what follows, "WEBP"; then chunks of a name, a length and, padded to an even
// place, as many bytes.
inline constexpr std::size_t kWebpHead = 12;
inline constexpr std::size_t kChunkHead = 8;
inline constexpr std::size_t kExtendedLength = 10;  ///< of VP8X, the first chunk where there is more than a picture
inline constexpr std::uint64_t kMostWebp = 0xFFFFFFFE;

/// The lowest `bytes` bytes, lowest first.
inline std::string little(std::uint64_t value, int bytes = 4) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i)));
  return out;
}

/// Of at most 8 bytes.
inline std::uint64_t numberIn(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

inline tl::unexpected<Error> tooLargeForWebp(const std::filesystem::path& file) {
  return fail(ErrorKind::Disk, file.string() +
                                   " would be larger than a WebP film can be, 4 GB: choose another "
                                   "format, or fewer frames.");
}

}  // namespace mien::film
