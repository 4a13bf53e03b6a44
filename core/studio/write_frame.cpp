#include "core/studio/write_frame.h"

#include <algorithm>

#include "core/base/digest.h"
#include "core/blend/provenance.h"

namespace mien {

bool isPhotographOf(const Recipe& recipe, const std::filesystem::path& file) {
  std::error_code none;
  if (!std::filesystem::is_regular_file(file, none)) return false;
  const auto digest = sha256HexOfFile(file);
  return digest && std::any_of(recipe.faces.begin(), recipe.faces.end(), [&](const FaceRef& face) {
           const auto* photo = std::get_if<PhotoFaceRef>(&face);
           return photo != nullptr && photo->digest == *digest;
         });
}

Result<PictureFormat> formatFor(const std::filesystem::path& file, const WriteOptions& options, Placement placement) {
  const auto format = pictureFormatFor(file);
  if (!format) {
    return fail(ErrorKind::Usage,
                "\"" + file.string() + "\" names no picture format: end it in .png, .jpg, .webp or .tif.");
  }
  if (auto good = checkOptions(*format, options); !good) return tl::unexpected(good.error());
  if (options.bits == 16 && placement != Placement::Crop) {
    return fail(ErrorKind::Usage, "A face in its photograph has the photograph's 8 bits: choose 8 bits, or the crop.");
  }
  return *format;
}

Result<void> writeFrame(const std::filesystem::path& file, const Frame& frame, WriteOptions options) {
  const auto format = formatFor(file, options, frame.recipe.placement);
  if (!format) return tl::unexpected(format.error());
  if (isPhotographOf(frame.recipe, file)) {
    return fail(ErrorKind::Usage,
                file.filename().string() + " is a photograph of this mix: give the picture another name.");
  }
  std::string timeline = options.provenance ? std::move(options.provenance->timelineJson) : std::string();
  options.provenance = provenanceOf(frame.recipe);
  options.provenance->timelineJson = std::move(timeline);
  if (options.bits == 16) return writePicture(file, frame.deep, *format, options);
  return writePicture(file, frame.pixels, *format, options);
}

}  // namespace mien
