#include "core/blend/matte.h"

#include <array>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/blend/mat_view.h"

namespace mien {

ImageF faceMatte(const Mesh& mesh, int size) {
  // Jaw from ear to ear, then back over the forehead.
  std::vector<Point> outline(mesh.points.begin(), mesh.points.begin() + 17);
  // Not up to the hairline: hair and hats belong to the surroundings.
  constexpr float kForeheadShare = 0.6F;
  constexpr std::array<int, Mesh::kForehead> below{16, 26, 24, -1, 19, 17, 0};
  for (int i = 0; i < Mesh::kForehead; ++i) {
    const Point top = mesh.points[static_cast<std::size_t>(68 + Mesh::kForehead - 1 - i)];
    const int k = below[static_cast<std::size_t>(i)];
    const Point brow = k >= 0 ? mesh.points[static_cast<std::size_t>(k)] : (mesh.points[21] + mesh.points[22]) * 0.5F;
    outline.push_back(brow + (top - brow) * kForeheadShare);
  }
  Point middle;
  for (const Point& p : outline) middle = middle + p;
  middle = middle * (1 / static_cast<float>(outline.size()));
  std::vector<cv::Point> polygon;
  constexpr float inside = 0.95F;
  constexpr int bits = 4;
  const float scale = static_cast<float>(size << bits);
  for (const Point& p : outline) {
    const Point q = middle + (p - middle) * inside;
    polygon.emplace_back(cv::saturate_cast<int>(q.x * scale), cv::saturate_cast<int>(q.y * scale));
  }
  cv::Mat hard(size, size, CV_8U, cv::Scalar(0));
  cv::fillPoly(hard, std::vector<std::vector<cv::Point>>{polygon}, cv::Scalar(255), cv::LINE_AA, bits);
  ImageF matte(size, size, 1);
  cv::Mat soft = view(matte);
  hard.convertTo(soft, CV_32F, 1.0 / 255);
  cv::GaussianBlur(soft, soft, {}, 0.022 * size);
  return matte;
}

void matchColour(ImageF& face, const ImageF& ground, const ImageF& matte) {
  constexpr int kCoarse = 64;  // the shift is smooth: a small picture holds it
  cv::Mat f = view(face);
  const cv::Mat difference = view(ground) - f;
  cv::Mat small;
  cv::Mat m;
  cv::resize(difference, small, {kCoarse, kCoarse}, 0, 0, cv::INTER_AREA);
  cv::resize(view(matte), m, {kCoarse, kCoarse}, 0, 0, cv::INTER_AREA);
  // The band where face and ground meet.
  cv::Mat band = m.mul(1 - m) * 4 + 1e-4;
  cv::Mat band3;
  cv::merge(std::vector<cv::Mat>{band, band, band}, band3);
  cv::Mat spread = small.mul(band3);
  cv::Mat weight = band3;
  cv::GaussianBlur(spread, spread, {}, kCoarse * 0.11);
  cv::GaussianBlur(weight, weight, {}, kCoarse * 0.11);
  cv::Mat shift = spread / weight;
  // More than this is no difference in light but a hat or a beard at the edge.
  constexpr double kMost = 0.2;
  cv::min(shift, kMost, shift);
  cv::max(shift, -kMost, shift);
  cv::resize(shift, shift, f.size(), 0, 0, cv::INTER_CUBIC);
  f += shift;
}

}  // namespace mien
