#pragma once
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mien {

/// Owned, interleaved pixels without row padding. Channels: 1 grey, 3 RGB, 4 RGBA (straight alpha), always sRGB.
template <class T>
class Image {
 public:
  Image() = default;
  Image(int width, int height, int channels, T fill = T{})
      : width_(width),
        height_(height),
        channels_(channels),
        data_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * static_cast<std::size_t>(channels),
              fill) {}

  int width() const { return width_; }
  int height() const { return height_; }
  int channels() const { return channels_; }
  bool empty() const { return data_.empty(); }
  std::size_t size() const { return data_.size(); }
  std::size_t rowBytes() const { return static_cast<std::size_t>(width_ * channels_) * sizeof(T); }

  T* data() { return data_.data(); }
  const T* data() const { return data_.data(); }
  T* row(int y) { return data_.data() + static_cast<std::ptrdiff_t>(y) * width_ * channels_; }
  const T* row(int y) const { return data_.data() + static_cast<std::ptrdiff_t>(y) * width_ * channels_; }
  T& at(int x, int y, int c = 0) {
    assert(x >= 0 && x < width_ && y >= 0 && y < height_ && c < channels_);
    return row(y)[x * channels_ + c];
  }
  const T& at(int x, int y, int c = 0) const { return const_cast<Image*>(this)->at(x, y, c); }

  friend bool operator==(const Image&, const Image&) = default;

 private:
  int width_ = 0;
  int height_ = 0;
  int channels_ = 0;
  std::vector<T> data_;
};

using Image8 = Image<std::uint8_t>;
using Image16 = Image<std::uint16_t>;
using ImageF = Image<float>;  ///< 0..1 unless said otherwise

}  // namespace mien
