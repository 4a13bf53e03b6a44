#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/image.h"
#include "core/base/result.h"
#include "core/photo/xmp.h"

namespace mien {

enum class PictureFormat { Png, Jpeg, Webp, Tiff };

/// By the file name's extension (.png, .jpg, .jpeg, .webp, .tif, .tiff; any case).
std::optional<PictureFormat> pictureFormatFor(const std::filesystem::path& file);

struct WriteOptions {
  int bits = 8;           ///< a colour value's: 8, or 16 in PNG and TIFF
  int quality = 92;       ///< JPEG and WebP, 1..100; WebP at 100 is lossless
  bool lossless = false;  ///< WebP; PNG and TIFF always are, JPEG never is
  Existing existing = Existing::Replace;
  std::optional<Provenance> provenance;  ///< carried in XMP
};

/// Refuses what the format can't do before anything is rendered. Errors: Usage.
Result<void> checkOptions(PictureFormat format, const WriteOptions& options);

/// Encodes RGB or RGBA as tagged sRGB. JPEG has no alpha: RGBA is laid over white. No path, name, time or location
/// gets in; equal input gives equal bytes. Any thread. Errors: Input for a size or a recipe that the format can't hold,
/// Usage as checkOptions.
Result<std::vector<std::uint8_t>> encodePicture(const Image8& pixels, PictureFormat format,
                                                const WriteOptions& options = {});
/// The same from values 0..1, rounded to `options.bits`: the one way to 16 bits.
Result<std::vector<std::uint8_t>> encodePicture(const ImageF& pixels, PictureFormat format,
                                                const WriteOptions& options = {});

/// encodePicture, then written beside, synced and renamed (see core/base/atomic_file.h). Errors also: Disk.
Result<void> writePicture(const std::filesystem::path& file, const Image8& pixels, PictureFormat format,
                          const WriteOptions& options = {});
Result<void> writePicture(const std::filesystem::path& file, const ImageF& pixels, PictureFormat format,
                          const WriteOptions& options = {});

/// The recipe, the timeline that a picture carries. Errors: Disk, or Input when there is none.
Result<std::string> readEmbeddedRecipe(const std::filesystem::path& file);
Result<std::string> readEmbeddedTimeline(const std::filesystem::path& file);

}  // namespace mien
