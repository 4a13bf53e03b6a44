#pragma once
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>

#include "core/base/image.h"
#include "core/photo/photo.h"

namespace mien::photo {

using Bytes = std::span<const std::uint8_t>;

/// Why a picture is refused, as the second half of the sentence '"x.png" can't be used: …'. Never leaves core/photo.
struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What a reader makes: sRGB, but still as stored, not yet turned upright.
struct Picture {
  Image8 rgb;
  int orientation = 1;  ///< EXIF, 1..8
};

/// One format: how its first bytes look, and who reads it. `read` throws Refused.
struct Format {
  const char* name;
  bool (*looksLike)(Bytes bytes);
  Picture (*read)(Bytes bytes, const ReadLimits& limits);
};

/// Every format that we take.
std::span<const Format> formats();

/// Throws Refused when a header's size is zero, beyond the limits, or absurd for so small a file. Call before anything
/// is allocated for pixels.
void checkSize(std::int64_t width, std::int64_t height, Bytes file, const ReadLimits& limits);

Picture readJpeg(Bytes bytes, const ReadLimits& limits);
Picture readPng(Bytes bytes, const ReadLimits& limits);
Picture readWebp(Bytes bytes, const ReadLimits& limits);
Picture readTiff(Bytes bytes, const ReadLimits& limits);
Picture readBmp(Bytes bytes, const ReadLimits& limits);

}  // namespace mien::photo
