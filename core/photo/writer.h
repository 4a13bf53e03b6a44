#pragma once
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/base/image.h"

namespace mien::photo {

/// A picture that a format can't hold, as the second half of a sentence. Never leaves core/photo.
struct Unwritable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Encoders. `pixels` is RGB or RGBA; `xmp` is a packet or empty. Equal input gives equal bytes. Throw Unwritable.
std::vector<std::uint8_t> encodePng(const Image8& pixels, const std::string& xmp);
std::vector<std::uint8_t> encodeJpeg(const Image8& rgb, const std::string& xmp, int quality);  ///< RGB only
std::vector<std::uint8_t> encodeWebp(const Image8& pixels, const std::string& xmp, int quality);

/// The XMP packet at its place in a PNG, JPEG or WebP file; empty when there is none.
std::string findXmp(std::span<const std::uint8_t> file);

/// A small ICC profile of sRGB without dates.
const std::vector<std::uint8_t>& srgbProfile();

/// How JPEG marks an XMP packet, with its closing zero.
inline constexpr char kJpegXmpPrefix[] = "http://ns.adobe.com/xap/1.0/";
/// How PNG names it.
inline constexpr char kPngXmpKey[] = "XML:com.adobe.xmp";

}  // namespace mien::photo
