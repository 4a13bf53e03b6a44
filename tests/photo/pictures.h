#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/image.h"

/// Pictures drawn for the tests, and files written with the libraries directly, without the code under test.
namespace pictures {

using Bytes = std::vector<std::uint8_t>;

/// Smooth RGB picture whose four corners differ: red, green, blue, yellow.
mien::Image8 corners(int width, int height);
/// `rgb` as it must be stored so that EXIF orientation 1..8 turns it upright; slow and plain on purpose.
mien::Image8 storedFor(const mien::Image8& upright, int orientation);
/// Mean absolute difference; 255 when the shapes differ.
double difference(const mien::Image8& a, const mien::Image8& b);

/// An EXIF block (little or big endian) with this orientation.
Bytes exif(int orientation, bool bigEndian, bool prefix);
/// RGB profile with Adobe RGB's primaries and a gamma of 2.2; and what it shows, computed by hand.
Bytes adobeRgbProfile();
mien::Image8 shownFromAdobeRgb(const mien::Image8& samples);
/// Grey profile of this gamma.
Bytes greyProfile(double gamma);

/// Profile of a press whose inks cover half: red shows as (1 - C/2)(1 - K), and so on.
Bytes paleInkProfile();

struct PngSpec {
  int width = 0, height = 0, bits = 8,
      colourType = 2;  ///< libpng's numbers: 0 grey, 2 RGB, 3 palette, 4 grey+A, 6 RGBA
  bool interlaced = false;
  std::vector<std::uint8_t> palette;  ///< RGB triples
  std::vector<std::uint8_t> alphas;   ///< of the palette
  Bytes icc, exif;
  double gamma = 0;
};
/// `rows` as PNG stores them: packed bits, 16 bit big-endian.
Bytes png(const PngSpec& spec, const Bytes& rows);

struct JpegSpec {
  int channels = 3;  ///< 1, 3 or 4 (CMYK)
  bool progressive = false, subsampled = false;
  bool adobe = false;  ///< write Adobe's marker with CMYK; samples are stored as given
  bool ycck = false;
  Bytes exif, icc;
};
Bytes jpeg(const mien::Image8& pixels, const JpegSpec& spec = {});

struct TiffSpec {
  int bits = 8, channels = 3;
  int photometric = 2;  ///< libtiff's numbers: 0 min-is-white, 1 min-is-black, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr
  bool planar = false, tiled = false, bigEndian = false;
  int compression = 1;   ///< 1 none, 5 LZW, 7 JPEG, 8 deflate
  int extraSample = -1;  ///< 1 premultiplied alpha, 2 straight alpha
  int orientation = 1;
  Bytes icc;
};
/// `samples` interleaved, 8 bit; widened to 16 where spec.bits says so, packed where it says 1.
Bytes tiff(const mien::Image8& samples, const TiffSpec& spec);

Bytes webp(const mien::Image8& pixels, bool lossless, const Bytes& exif = {}, const Bytes& icc = {});

/// Lossless animation of these pictures, 100 ms each.
Bytes animatedWebp(const std::vector<mien::Image8>& frames);

/// 1, 4 or 8 bits take grey levels through a palette; 16 is 5-5-5; 32 carries alpha when `pixels` has four channels.
Bytes bmp(const mien::Image8& pixels, int bits, bool topDown = false);

}  // namespace pictures
