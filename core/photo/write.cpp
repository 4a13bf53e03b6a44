#include "core/photo/write.h"

#include <algorithm>
#include <new>

#include "core/base/atomic_file.h"
#include "core/base/channels.h"
#include "core/base/quantise.h"
#include "core/photo/writer.h"

namespace mien {
namespace {

std::vector<std::uint8_t> encode(const Image8& pixels, PictureFormat format, const WriteOptions& options,
                                 const std::string& xmp) {
  switch (format) {
    case PictureFormat::Jpeg:
      return photo::encodeJpeg(pixels.channels() == 4 ? overWhite(pixels) : pixels, xmp, options.quality);
    case PictureFormat::Webp:
      return photo::encodeWebp(pixels, xmp, options.quality, options.lossless || options.quality == 100);
    case PictureFormat::Tiff:
      return photo::encodeTiff(pixels, xmp);
    case PictureFormat::Png:
      break;
  }
  return photo::encodePng(pixels, xmp);
}

/// The formats that checkOptions lets through for 16 bits.
std::vector<std::uint8_t> encode(const Image16& pixels, PictureFormat format, const WriteOptions&,
                                 const std::string& xmp) {
  return format == PictureFormat::Tiff ? photo::encodeTiff(pixels, xmp) : photo::encodePng(pixels, xmp);
}

template <class T>
Result<std::vector<std::uint8_t>> encodeChecked(const Image<T>& pixels, PictureFormat format,
                                                const WriteOptions& options) {
  if (pixels.empty() || (pixels.channels() != 3 && pixels.channels() != 4)) {
    return fail(ErrorKind::Internal, "A picture to be written needs RGB or RGBA pixels.");
  }
  if (auto good = checkOptions(format, options); !good) return tl::unexpected(good.error());
  std::string xmp;
  if (options.provenance) {
    auto packet = xmpPacket(*options.provenance);
    if (!packet) return tl::unexpected(packet.error());
    xmp = std::move(*packet);
  }
  try {
    return encode(pixels, format, options, xmp);
  } catch (const photo::Unwritable& why) {
    return fail(ErrorKind::Input, std::string("The picture can't be written: ") + why.what() + ".");
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::Input, "The picture can't be written: there is not enough memory; choose a smaller size.");
  }
}

using FromXmp = std::optional<std::string> (*)(std::string_view packet);

Result<std::string> readEmbedded(const std::filesystem::path& file, FromXmp read, const std::string& what) {
  const auto bytes = readFile(file);
  if (!bytes) return tl::unexpected(bytes.error());
  if (auto found = read(photo::findXmp(*bytes))) return *found;
  return fail(ErrorKind::Input, "\"" + file.filename().string() + "\" carries no " + what +
                                    "; choose a PNG, JPEG, WebP or TIFF picture that Mien wrote.");
}

}  // namespace

std::optional<PictureFormat> pictureFormatFor(const std::filesystem::path& file) {
  std::string extension = file.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (extension == ".png") return PictureFormat::Png;
  if (extension == ".jpg" || extension == ".jpeg") return PictureFormat::Jpeg;
  if (extension == ".webp") return PictureFormat::Webp;
  if (extension == ".tif" || extension == ".tiff") return PictureFormat::Tiff;
  return std::nullopt;
}

Result<void> checkOptions(PictureFormat format, const WriteOptions& options) {
  const bool deepFormat = format == PictureFormat::Png || format == PictureFormat::Tiff;
  if (options.bits != 8 && options.bits != 16) {
    return fail(ErrorKind::Usage, std::to_string(options.bits) + " bits can't be written: choose 8 or 16.");
  }
  if (options.bits == 16 && !deepFormat) {
    return fail(ErrorKind::Usage, "JPEG and WebP hold 8 bits: choose PNG or TIFF for 16.");
  }
  if (options.lossless && format == PictureFormat::Jpeg) {
    return fail(ErrorKind::Usage, "JPEG always loses something: choose PNG, TIFF or WebP for a lossless picture.");
  }
  if (options.quality < 1 || options.quality > 100) {
    return fail(ErrorKind::Usage, "The quality is " + std::to_string(options.quality) + ", but must be 1 to 100.");
  }
  return {};
}

Result<std::vector<std::uint8_t>> encodePicture(const Image8& pixels, PictureFormat format,
                                                const WriteOptions& options) {
  if (options.bits == 16) return fail(ErrorKind::Internal, "There are only 8 bits to be written: choose 8 bits.");
  return encodeChecked(pixels, format, options);
}

Result<std::vector<std::uint8_t>> encodePicture(const ImageF& pixels, PictureFormat format,
                                                const WriteOptions& options) {
  if (options.bits == 16) return encodeChecked(quantise<std::uint16_t>(pixels), format, options);
  return encodeChecked(quantise<std::uint8_t>(pixels), format, options);
}

Result<void> writePicture(const std::filesystem::path& file, const Image8& pixels, PictureFormat format,
                          const WriteOptions& options) {
  return encodePicture(pixels, format, options).and_then([&](const std::vector<std::uint8_t>& bytes) {
    return writeFileAtomically(file, bytes, options.existing);
  });
}

Result<void> writePicture(const std::filesystem::path& file, const ImageF& pixels, PictureFormat format,
                          const WriteOptions& options) {
  return encodePicture(pixels, format, options).and_then([&](const std::vector<std::uint8_t>& bytes) {
    return writeFileAtomically(file, bytes, options.existing);
  });
}

Result<std::string> readEmbeddedRecipe(const std::filesystem::path& file) {
  return readEmbedded(file, recipeFromXmp, "recipe");
}

Result<std::string> readEmbeddedTimeline(const std::filesystem::path& file) {
  return readEmbedded(file, timelineFromXmp, "timeline");
}

}  // namespace mien
