#include "core/photo/crop.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace mien {
namespace {

cv::Mat view(const Image8& image) {
  return {image.height(), image.width(), CV_8UC(image.channels()), const_cast<std::uint8_t*>(image.data())};
}

/// The part of the photo that the crop can touch, so that a small face in a huge photo does not cost its whole area.
cv::Rect touched(const cv::Size& photo, const Similarity& fromUnit, Window window) {
  std::vector<cv::Point2f> corners;
  for (const float u : {window.origin, window.origin + window.side}) {
    for (const float v : {window.origin, window.origin + window.side}) {
      const Point p = fromUnit({u, v});
      corners.emplace_back(p.x, p.y);
    }
  }
  cv::Rect box = cv::boundingRect(corners);
  box += cv::Size(8, 8);
  box -= cv::Point(4, 4);
  const cv::Rect inside = box & cv::Rect({}, photo);
  return inside.empty() ? cv::Rect(0, 0, 1, 1) : inside;
}

/// `map` (centres of pixels) for a source that was `fx` and `fy` times larger.
cv::Matx23f afterShrinking(const cv::Matx23f& m, float fx, float fy) {
  return {m(0, 0) * fx, m(0, 1) * fy, m(0, 2) + 0.5F * (m(0, 0) * (fx - 1) + m(0, 1) * (fy - 1)),
          m(1, 0) * fx, m(1, 1) * fy, m(1, 2) + 0.5F * (m(1, 0) * (fx - 1) + m(1, 1) * (fy - 1))};
}

}  // namespace

Crop cropPhoto(const Image8& photo, const Similarity& toCrop, Window window, int size) {
  const float scale = static_cast<float>(size) / window.side;
  const cv::Rect part = touched({photo.width(), photo.height()}, toCrop.inverse(), window);
  cv::Mat source = view(photo)(part);

  // Our coordinates count from pixel corners, OpenCV's from pixel centres.
  const Similarity s = toCrop.scaled(scale);
  const Point origin = s({static_cast<float>(part.x) + 0.5F, static_cast<float>(part.y) + 0.5F});
  const float shift = -window.origin * scale - 0.5F;
  cv::Matx23f map(s.a, -s.b, origin.x + shift, s.b, s.a, origin.y + shift);
  for (float now = s.scale(); now < 0.7F && source.cols > 1 && source.rows > 1; now *= 2) {
    cv::Mat half;
    cv::resize(source, half, {}, 0.5, 0.5, cv::INTER_AREA);
    map = afterShrinking(map, static_cast<float>(source.cols) / static_cast<float>(half.cols),
                         static_cast<float>(source.rows) / static_cast<float>(half.rows));
    source = half;
  }
  Crop crop{Image8(size, size, photo.channels()), Image8(size, size, 1)};
  cv::Mat pixels = view(crop.pixels);
  cv::Mat known = view(crop.known);
  const int how = s.scale() > 1.2F ? cv::INTER_CUBIC : cv::INTER_LINEAR;
  cv::warpAffine(source, pixels, map, pixels.size(), how, cv::BORDER_REPLICATE);
  // A part that was cut out ends where the photo goes on: only the photo's own borders end what is known.
  cv::warpAffine(cv::Mat(source.size(), CV_8U, cv::Scalar(255)), known, map, known.size(), cv::INTER_LINEAR,
                 cv::BORDER_CONSTANT);
  return crop;
}

Image8 withSoftBeyond(Crop crop) {
  cv::Mat pixels = view(crop.pixels);
  const cv::Mat beyond = view(crop.known) == 0;
  if (cv::countNonZero(beyond) == 0) return std::move(crop.pixels);
  cv::Mat distance;  // px to the photo
  cv::distanceTransform(beyond, distance, cv::DIST_L2, cv::DIST_MASK_5);
  for (const int divisor : {100, 30, 10}) {
    const int reach = std::max(2, pixels.cols / divisor);
    cv::Mat soft;
    const cv::Size box(2 * reach + 1, 2 * reach + 1);
    cv::blur(pixels, soft, box, {-1, -1}, cv::BORDER_REPLICATE);
    cv::blur(soft, soft, box, {-1, -1}, cv::BORDER_REPLICATE);
    for (int y = 0; y < pixels.rows; ++y) {
      auto* out = pixels.ptr<std::uint8_t>(y);
      const auto* in = soft.ptr<std::uint8_t>(y);
      for (int x = 0; x < pixels.cols; ++x) {
        const float share = std::min(distance.at<float>(y, x) / static_cast<float>(2 * reach), 1.0F);
        for (int c = 3 * x; c < 3 * x + 3 && share > 0; ++c)
          out[c] = static_cast<std::uint8_t>(
              std::lround(static_cast<float>(out[c]) + share * static_cast<float>(in[c] - out[c])));
      }
    }
  }
  return std::move(crop.pixels);
}

Image8 resized(const Image8& image, int width, int height) {
  Image8 out(width, height, image.channels());
  cv::Mat to = view(out);
  cv::resize(view(image), to, to.size(), 0, 0, width < image.width() ? cv::INTER_AREA : cv::INTER_CUBIC);
  return out;
}

}  // namespace mien
