#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/image.h"
#include "core/base/result.h"

namespace mien {

/// A file that came in: upright, sRGB, 8 bit.
struct Photo {
  Image8 pixels;       ///< RGB, orientation and colour profile applied, alpha laid over mid grey
  std::string digest;  ///< SHA-256 of the file's bytes, hex
  std::string format;  ///< "JPEG", "PNG", "WebP", "TIFF" or "BMP", told by content
};

/// Checked in the header before anything is decoded.
struct ReadLimits {
  int maxSide = 16'384;
  std::int64_t maxPixels = 64'000'000;
  std::int64_t maxBytes = 512LL << 20;
};

/// Any thread. Errors: Disk when the file can't be read, Input when it is not there or no picture that we take.
Result<Photo> readPhoto(const std::filesystem::path& file, const ReadLimits& limits = {});

/// Its first half: the file's bytes, for decodePhoto().
Result<std::vector<std::uint8_t>> readPhotoFile(const std::filesystem::path& file, const ReadLimits& limits = {});

/// Its second half, from memory. `name` stands in the error's sentence.
Result<Photo> decodePhoto(std::span<const std::uint8_t> bytes, const std::string& name, const ReadLimits& limits = {});

/// Whether these first bytes of a file (32 are enough) are those of a format that we read.
bool looksLikePhoto(std::span<const std::uint8_t> start);

}  // namespace mien
