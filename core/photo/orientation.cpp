#include "core/photo/orientation.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace mien::photo {
namespace {

/// A TIFF structure's integers, either byte order; reads beyond the end give 0.
struct TiffInts {
  Bytes bytes;
  bool big;
  std::uint32_t at(std::size_t offset, int size) const {
    if (offset > bytes.size() || bytes.size() - offset < static_cast<std::size_t>(size)) return 0;
    std::uint32_t value = 0;
    for (int i = 0; i < size; ++i) {
      const int shift = 8 * (big ? size - 1 - i : i);
      value |= static_cast<std::uint32_t>(bytes[offset + static_cast<std::size_t>(i)]) << shift;
    }
    return value;
  }
};

/// The picture that `corner` begins, where the next pixel to the right lies `stepX` bytes on and the next down `stepY`.
/// Copied in square blocks: a turn that walks whole columns misses the cache at every pixel.
Image8 copied(int width, int height, const std::uint8_t* corner, std::ptrdiff_t stepX, std::ptrdiff_t stepY) {
  constexpr int kBlock = 32;
  Image8 out(width, height, 3);
  for (int y0 = 0; y0 < height; y0 += kBlock) {
    for (int x0 = 0; x0 < width; x0 += kBlock) {
      const int x1 = std::min(x0 + kBlock, width);
      for (int y = y0; y < std::min(y0 + kBlock, height); ++y) {
        std::uint8_t* to = out.row(y) + std::ptrdiff_t{3} * x0;
        const std::uint8_t* from = corner + y * stepY + x0 * stepX;
        for (int x = x0; x < x1; ++x, to += 3, from += stepX) {
          to[0] = from[0];
          to[1] = from[1];
          to[2] = from[2];
        }
      }
    }
  }
  return out;
}

}  // namespace

int exifOrientation(Bytes exif) {
  constexpr std::string_view kPrefix("Exif\0\0", 6);
  if (exif.size() >= kPrefix.size() && std::memcmp(exif.data(), kPrefix.data(), kPrefix.size()) == 0) {
    exif = exif.subspan(kPrefix.size());
  }
  if (exif.size() < 8) return 1;
  const TiffInts ints{exif, exif[0] == 'M'};
  if (ints.at(2, 2) != 42) return 1;
  const std::size_t directory = ints.at(4, 4);
  const std::uint32_t entries = ints.at(directory, 2);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + std::size_t{12} * i;
    if (entry >= exif.size()) break;
    if (ints.at(entry, 2) != 0x0112) continue;
    const int value = static_cast<int>(ints.at(entry + 8, 2));
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

Image8 upright(Image8 rgb, int orientation) {
  if (orientation <= 1 || orientation > 8) return rgb;
  const bool turned = orientation >= 5;
  // Where an upright pixel comes from: mirrored in the stored columns and rows?
  const bool flipX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool flipY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  const std::ptrdiff_t column = flipX ? -3 : 3;
  const std::ptrdiff_t row = static_cast<std::ptrdiff_t>(rgb.rowBytes()) * (flipY ? -1 : 1);
  const std::uint8_t* corner =
      rgb.row(flipY ? rgb.height() - 1 : 0) + (flipX ? std::ptrdiff_t{3} * (rgb.width() - 1) : 0);
  return turned ? copied(rgb.height(), rgb.width(), corner, row, column)
                : copied(rgb.width(), rgb.height(), corner, column, row);
}

}  // namespace mien::photo
