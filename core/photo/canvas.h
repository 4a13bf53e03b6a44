#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/image.h"
#include "core/photo/reader.h"

namespace mien::photo {

/// The samples of a row as a reader hands them over: interleaved, in the machine's byte order.
struct Samples {
  enum class Kind { Grey, Rgb, Cmyk };  ///< Cmyk: the largest value is full ink
  Kind kind = Kind::Rgb;
  bool alpha = false;  ///< one more channel, straight, last
  int bits = 8;        ///< 8 or 16
  int channels() const { return (kind == Kind::Grey ? 1 : kind == Kind::Rgb ? 3 : 4) + (alpha ? 1 : 0); }
  std::size_t pixelBytes() const { return static_cast<std::size_t>(channels() * bits / 8); }
};

/// Collects a picture row by row as 8-bit sRGB: applies the colour profile, lays alpha over mid grey.
/// Pixels are allocated with the first row, so that a file which holds none costs nothing.
class Canvas {
 public:
  /// An empty, damaged or unfitting `icc` profile is passed over: the samples then count as sRGB.
  Canvas(int width, int height, Samples samples, Bytes icc);
  /// For formats that describe their colours in other ways; `profile` is an lcms handle, taken over, may be null.
  Canvas(int width, int height, Samples samples, void* profile);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  int width() const { return width_; }
  int height() const { return height_; }
  /// `row` holds width() × Samples::pixelBytes() bytes. Rows may come in any order.
  void put(int y, const std::uint8_t* row);
  Image8 take() { return std::move(rgb_); }

 private:
  int width_;
  int height_;
  Samples samples_;
  bool widen_ = false;  ///< grey samples with an RGB profile: repeat them for the transform
  std::vector<std::uint8_t> widened_;
  void* transform_ = nullptr;  ///< cmsHTRANSFORM; null: plain
  Image8 rgb_;
};

}  // namespace mien::photo
