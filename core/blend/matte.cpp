#include "core/blend/matte.h"

#include <array>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/blend/mat_view.h"
#include "core/blend/spread.h"

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

void matchColour(ImageF& face, const ImageF& ground, const ImageF& matte, double most) {
  cv::Mat f = view(face);
  const cv::Mat m = coarse(view(matte));
  const cv::Mat band = m.mul(1 - m) * 4 + 1e-4;  // where face and ground meet
  const cv::Mat shift = spread(coarse(view(ground) - f).mul(threefold(band)), band, most, f.size());
  // Darker is less of all of it: what is dark already, as pupils are, would end below black.
  constexpr double kLeast = 0.02;
  const cv::Mat around = cv::max(spread(coarse(f), cv::Mat::ones(m.size(), CV_32F), 1, f.size()), kLeast);
  cv::multiply(f, cv::max(cv::Scalar::all(1) + cv::min(shift, 0) / around, 0), f);
  f += cv::max(shift, 0);
}

void takeOutStep(ImageF& change, const ImageF& share) {
  cv::Mat c = view(change);
  const cv::Mat s = coarse(view(share));
  double most = 0;
  cv::minMaxLoc(s, nullptr, &most);
  if (!(most > 0)) return;
  const cv::Mat band = s.mul(most - s) / (most * most);  // where the other picture comes in
  constexpr double kFading = 1e-4;                       // a third of the crop away, nothing is known of it any more
  const cv::Mat shift = spread(coarse(c).mul(threefold(band)), s.mul(band) + kFading, 1, c.size());
  c -= shift.mul(threefold(view(share)));
}

}  // namespace mien
