// Pictures through maps. Not cv::remap for floats: its bicubic takes one channel after the other and a 32nd of a pixel
// for a step, and a third of a mix's time went there.
#include <algorithm>
#include <array>
#include <cassert>
#include <opencv2/core/hal/intrin.hpp>
#include <opencv2/imgproc.hpp>

#include "core/blend/each_row.h"
#include "core/blend/warp.h"

namespace mien {
namespace {

using Four = cv::v_float32x4;

/// A picture, and the way from units of the crop's side to its pixels.
struct Source {
  const ImageF& picture;
  float scale, shift;

  Source(const ImageF& of, Window window)
      : picture(of), scale(static_cast<float>(of.width()) / window.side), shift(-window.origin * scale - 0.5F) {}

  /// Far beyond the edge is as good as just beyond it, and so is what is no number.
  static float within(float at, int size) { return std::max(-8.0F, std::min(static_cast<float>(size) + 8, at)); }
  float x(float unit) const { return within(unit * scale + shift, picture.width()); }
  float y(float unit) const { return within(unit * scale + shift, picture.height()); }
};

int floorOf(float at) {
  const int whole = static_cast<int>(at);
  return static_cast<float>(whole) > at ? whole - 1 : whole;
}

/// Of the pixels at −1, 0, 1 and 2, for what lies at `t` in 0..1: Keys, "Cubic Convolution Interpolation for Digital
/// Image Processing" (1981), with a = −0.75 as OpenCV has it. Exactly 0, 1, 0, 0 at 0.
Four cubicWeights(float t) {
  const Four d(1 + t, t, 1 - t, 2 - t);
  const Four cubed(-0.75F, 1.25F, 1.25F, -0.75F);
  const Four squared(3.75F, -2.25F, -2.25F, 3.75F);
  const Four linear(-6, 0, 0, -6);
  const Four constant(3, 1, 1, 3);
  return ((cubed * d + squared) * d + linear) * d + constant;
}

Four weighted(const Four& a, const Four& b, const Four& c, const Four& d, const Four& w) {
  return a * cv::v_broadcast_element<0>(w) + b * cv::v_broadcast_element<1>(w) + c * cv::v_broadcast_element<2>(w) +
         d * cv::v_broadcast_element<3>(w);
}

/// Beyond the edge the edge's.
Four rgbAt(const ImageF& picture, int x, int y) {
  const float* p = picture.row(std::clamp(y, 0, picture.height() - 1)) + 3 * std::clamp(x, 0, picture.width() - 1);
  return {p[0], p[1], p[2], 0};
}

void smoothRgb(const Source& from, float unitX, float unitY, float* out) {
  const ImageF& picture = from.picture;
  const float x = from.x(unitX);
  const float y = from.y(unitY);
  const int left = floorOf(x);
  const int top = floorOf(y);
  const Four across = cubicWeights(x - static_cast<float>(left));
  const Four down = cubicWeights(y - static_cast<float>(top));
  // A pixel's load takes one float of the next, so the last column is the edge's, too.
  const bool inside = left >= 1 && top >= 1 && left + 3 < picture.width() && top + 2 < picture.height();
  std::array<Four, 4> rows;
  for (int i = 0; i < 4; ++i) {
    Four& row = rows[static_cast<std::size_t>(i)];
    if (inside) {
      const float* p = picture.row(top - 1 + i) + std::ptrdiff_t{3} * (left - 1);
      row = weighted(cv::v_load(p), cv::v_load(p + 3), cv::v_load(p + 6), cv::v_load(p + 9), across);
    } else {
      const auto at = [&](int column) { return rgbAt(picture, column, top - 1 + i); };
      row = weighted(at(left - 1), at(left), at(left + 1), at(left + 2), across);
    }
  }
  const Four rgb = weighted(rows[0], rows[1], rows[2], rows[3], down);
  cv::v_store_low(out, rgb);
  out[2] = cv::v_extract_n<2>(rgb);
}

template <int channels>
void linear(const Source& from, float unitX, float unitY, float* out) {
  const ImageF& picture = from.picture;
  const float x = from.x(unitX);
  const float y = from.y(unitY);
  const int left = floorOf(x);
  const int top = floorOf(y);
  const float* a = nullptr;  // above left; then its neighbours
  std::ptrdiff_t right = channels;
  std::ptrdiff_t below = std::ptrdiff_t{channels} * picture.width();
  if (left >= 0 && top >= 0 && left + 1 < picture.width() && top + 1 < picture.height()) {
    a = picture.row(top) + std::ptrdiff_t{channels} * left;
  } else {
    const int column = std::clamp(left, 0, picture.width() - 1);
    const int row = std::clamp(top, 0, picture.height() - 1);
    a = picture.row(row) + std::ptrdiff_t{channels} * column;
    if (left < 0 || left + 1 >= picture.width()) right = 0;
    if (top < 0 || top + 1 >= picture.height()) below = 0;
  }
  const float across = x - static_cast<float>(left);
  const float down = y - static_cast<float>(top);
  for (int c = 0; c < channels; ++c, ++a) {
    const float upper = a[0] + across * (a[right] - a[0]);
    const float lower = a[below] + across * (a[below + right] - a[below]);
    out[c] = upper + down * (lower - upper);
  }
}

/// Calls `at(pixel of the map, pixel of the result)` of each that is needed in a row.
template <class At>
void eachNeeded(const ImageF& map, const ImageF& needed, ImageF& out, int y, const At& at) {
  const float* unit = map.row(y);
  float* to = out.row(y);
  const float* counts = needed.empty() ? nullptr : needed.row(y);
  for (int x = 0; x < map.width(); ++x, unit += 2, to += out.channels())
    if (counts == nullptr || counts[x] != 0) at(unit, to);
}

}  // namespace

Image8 sample(const Image8& source, Window window, const ImageF& map, bool smooth) {
  Image8 out(map.width(), map.height(), source.channels());
  const int type = CV_8UC(source.channels());
  const cv::Mat from(source.height(), source.width(), type, const_cast<std::uint8_t*>(source.data()));
  cv::Mat to(out.height(), out.width(), type, out.data());
  const double scale = static_cast<double>(source.width()) / static_cast<double>(window.side);
  const cv::Mat unit(map.height(), map.width(), CV_32FC2, const_cast<float*>(map.data()));
  cv::Mat pixels;
  unit.convertTo(pixels, CV_32FC2, scale, -static_cast<double>(window.origin) * scale - 0.5);
  cv::remap(from, to, pixels, cv::noArray(), smooth ? cv::INTER_CUBIC : cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return out;
}

ImageF sample(const ImageF& picture, Window window, const ImageF& map, bool smooth, const ImageF& needed) {
  assert(picture.channels() == 3 || !smooth);
  ImageF out(map.width(), map.height(), picture.channels());
  const Source source(picture, window);
  const auto fill = [&](const auto& at) {
    eachRow(map.width(), map.height(), [&](int y) {
      eachNeeded(map, needed, out, y, [&](const float* unit, float* to) { at(source, unit[0], unit[1], to); });
    });
  };
  if (smooth && picture.channels() == 3) {
    fill([](auto&&... of) { smoothRgb(of...); });
  } else if (picture.channels() == 3) {
    fill([](auto&&... of) { linear<3>(of...); });
  } else if (picture.channels() == 2) {
    fill([](auto&&... of) { linear<2>(of...); });
  } else if (picture.channels() == 4) {
    fill([](auto&&... of) { linear<4>(of...); });
  } else {
    fill([](auto&&... of) { linear<1>(of...); });
  }
  return out;
}

void addSampled(ImageF& to, const ImageF& weight, const ImageF& picture, Window window, const ImageF& map,
                const ImageF& needed) {
  const Source source(picture, window);
  eachRow(map.width(), map.height(), [&](int y) {
    const float* w = weight.row(y);
    const float* first = map.row(y);
    eachNeeded(map, needed, to, y, [&](const float* unit, float* out) {
      std::array<float, 3> rgb;
      smoothRgb(source, unit[0], unit[1], rgb.data());
      const float share = w[(unit - first) / 2];
      for (std::size_t c = 0; c < 3; ++c) out[c] += share * rgb[c];
    });
  });
}

}  // namespace mien
