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

/// What an encoder reads: RGB or RGBA of 8 or 16 bits a value, in the machine's byte order.
struct Pixels {
  template <class T>
  Pixels(const Image<T>& image)
      : data(reinterpret_cast<const std::uint8_t*>(image.data())),
        width(image.width()),
        height(image.height()),
        channels(image.channels()),
        bits(8 * static_cast<int>(sizeof(T))) {}
  std::size_t rowBytes() const { return static_cast<std::size_t>(width * channels * bits / 8); }
  const std::uint8_t* row(int y) const { return data + static_cast<std::size_t>(y) * rowBytes(); }

  const std::uint8_t* data;
  int width, height, channels, bits;
};

/// Encoders. `xmp` is a packet or empty. Equal input gives equal bytes. Throw Unwritable.
std::vector<std::uint8_t> encodePng(const Pixels& pixels, const std::string& xmp);
std::vector<std::uint8_t> encodeTiff(const Pixels& pixels, const std::string& xmp);
std::vector<std::uint8_t> encodeJpeg(const Image8& rgb, const std::string& xmp, int quality);  ///< RGB only
std::vector<std::uint8_t> encodeWebp(const Image8& pixels, const std::string& xmp, int quality, bool lossless);

/// The XMP packet at its place in a PNG, JPEG, WebP or TIFF file; empty when there is none.
std::string findXmp(std::span<const std::uint8_t> file);

/// A small ICC profile of sRGB without dates.
const std::vector<std::uint8_t>& srgbProfile();

/// How JPEG marks an XMP packet, with its closing zero.
inline constexpr char kJpegXmpPrefix[] = "http://ns.adobe.com/xap/1.0/";
/// How PNG names it.
inline constexpr char kPngXmpKey[] = "XML:com.adobe.xmp";

}  // namespace mien::photo
