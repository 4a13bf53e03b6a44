#include "core/photo/write.h"

#include <algorithm>
#include <new>

#include "core/base/atomic_file.h"
#include "core/photo/writer.h"

namespace mien {
namespace {

Image8 overWhite(const Image8& rgba) {
  Image8 rgb(rgba.width(), rgba.height(), 3);
  const std::uint8_t* from = rgba.data();
  for (std::uint8_t* to = rgb.data(); to != rgb.data() + rgb.size(); to += 3, from += 4) {
    for (int c = 0; c < 3; ++c)
      to[c] = static_cast<std::uint8_t>((from[c] * from[3] + 255 * (255 - from[3]) + 127) / 255);
  }
  return rgb;
}

std::vector<std::uint8_t> encode(const Image8& pixels, PictureFormat format, int quality, const std::string& xmp) {
  switch (format) {
    case PictureFormat::Jpeg:
      return photo::encodeJpeg(pixels.channels() == 4 ? overWhite(pixels) : pixels, xmp, quality);
    case PictureFormat::Webp:
      return photo::encodeWebp(pixels, xmp, quality);
    case PictureFormat::Png:
      break;
  }
  return photo::encodePng(pixels, xmp);
}

using FromXmp = std::optional<std::string> (*)(std::string_view packet);

Result<std::string> readEmbedded(const std::filesystem::path& file, FromXmp read, const std::string& what) {
  const auto bytes = readFile(file);
  if (!bytes) return tl::unexpected(bytes.error());
  if (auto found = read(photo::findXmp(*bytes))) return *found;
  return fail(ErrorKind::Input, "\"" + file.filename().string() + "\" carries no " + what +
                                    "; choose a PNG, JPEG or WebP picture that Mien wrote.");
}

}  // namespace

std::optional<PictureFormat> pictureFormatFor(const std::filesystem::path& file) {
  std::string extension = file.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (extension == ".png") return PictureFormat::Png;
  if (extension == ".jpg" || extension == ".jpeg") return PictureFormat::Jpeg;
  if (extension == ".webp") return PictureFormat::Webp;
  return std::nullopt;
}

Result<std::vector<std::uint8_t>> encodePicture(const Image8& pixels, PictureFormat format,
                                                const WriteOptions& options) {
  if (pixels.empty() || (pixels.channels() != 3 && pixels.channels() != 4)) {
    return fail(ErrorKind::Internal, "A picture to be written needs RGB or RGBA pixels.");
  }
  if (options.quality < 1 || options.quality > 100) {
    return fail(ErrorKind::Usage, "The quality is " + std::to_string(options.quality) + ", but must be 1 to 100.");
  }
  std::string xmp;
  if (options.provenance) {
    auto packet = xmpPacket(*options.provenance);
    if (!packet) return tl::unexpected(packet.error());
    xmp = std::move(*packet);
  }
  try {
    return encode(pixels, format, options.quality, xmp);
  } catch (const photo::Unwritable& why) {
    return fail(ErrorKind::Input, std::string("The picture can't be written: ") + why.what() + ".");
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::Input, "The picture can't be written: there is not enough memory; choose a smaller size.");
  }
}

Result<void> writePicture(const std::filesystem::path& file, const Image8& pixels, PictureFormat format,
                          const WriteOptions& options) {
  return encodePicture(pixels, format, options).and_then([&](const std::vector<std::uint8_t>& bytes) {
    return writeFileAtomically(file, bytes);
  });
}

Result<std::string> readEmbeddedRecipe(const std::filesystem::path& file) {
  return readEmbedded(file, recipeFromXmp, "recipe");
}

Result<std::string> readEmbeddedTimeline(const std::filesystem::path& file) {
  return readEmbedded(file, timelineFromXmp, "timeline");
}

}  // namespace mien
