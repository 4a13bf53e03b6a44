#include "core/blend/region_masks.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/blend/mat_view.h"
#include "core/blend/matte.h"

namespace mien {
namespace {

/// Landmarks from `first` to before `end` (the 68 points of Gross et al. 2010, Multi-PIE).
struct Part {
  Region region;
  int first, end;
  float reach;  ///< how far the region goes beyond their hull, in units of the crop's side
};

constexpr Part kParts[] = {
    {Region::Brows, 17, 22, 0.018F}, {Region::Brows, 22, 27, 0.018F}, {Region::Eyes, 36, 42, 0.03F},
    {Region::Eyes, 42, 48, 0.03F},   {Region::Nose, 27, 36, 0.022F},  {Region::Mouth, 48, 68, 0.025F},
};

/// The jaw's region is the band along the outline, from here to there of the way from the face's middle.
constexpr float kJawFrom = 0.74F;

/// How soft the edges are, in units of the crop's side: wide enough that two skins meet without a line.
constexpr double kSoftness = 0.02;

std::vector<cv::Point> pixels(const std::vector<Point>& points, int size) {
  std::vector<cv::Point> out;
  const auto scale = static_cast<float>(size);
  for (const Point& p : points)
    out.emplace_back(cv::saturate_cast<int>(p.x * scale), cv::saturate_cast<int>(p.y * scale));
  return out;
}

void fillPart(cv::Mat& mask, const Mesh& mesh, const Part& part) {
  const std::vector<Point> points(mesh.points.begin() + part.first, mesh.points.begin() + part.end);
  const std::vector<cv::Point> line = pixels(points, mask.rows);
  const int width = 2 * cvRound(part.reach * static_cast<float>(mask.rows)) + 1;
  if (part.region == Region::Brows) return cv::polylines(mask, line, false, 1, width);  // an arch, hollow below
  std::vector<cv::Point> hull;
  cv::convexHull(line, hull);
  cv::fillConvexPoly(mask, hull, 1);
  cv::polylines(mask, hull, true, 1, width);
}

void fillJaw(cv::Mat& mask, const Mesh& mesh) {
  Point middle;
  for (int i = 27; i < 68; ++i) middle = middle + mesh.points[static_cast<std::size_t>(i)];
  middle = middle * (1.0F / 41);
  std::vector<Point> band(mesh.points.begin(), mesh.points.begin() + 17);
  for (int i = 16; i >= 0; --i) band.push_back(middle + (mesh.points[static_cast<std::size_t>(i)] - middle) * kJawFrom);
  cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{pixels(band, mask.rows)}, 1);
}

/// Which region a landmark moves with.
Region regionOf(std::size_t landmark) {
  for (const Part& part : kParts)
    if (landmark >= static_cast<std::size_t>(part.first) && landmark < static_cast<std::size_t>(part.end))
      return part.region;
  return Region::Jaw;
}

}  // namespace

RegionMasks regionMasks(const Mesh& mesh, int size) {
  std::array<ImageF, kRegionCount> masks;
  for (ImageF& mask : masks) mask = ImageF(size, size, 1);
  const auto of = [&](Region region) { return view(masks[static_cast<std::size_t>(region)]); };
  for (const Part& part : kParts) {
    cv::Mat mask = of(part.region);
    fillPart(mask, mesh, part);
  }
  cv::Mat jaw = of(Region::Jaw);
  fillJaw(jaw, mesh);
  // Each pixel to one region before all are softened, so that they share their edges: features before the outline.
  cv::Mat taken(size, size, CV_32F, cv::Scalar(0));
  for (const Region region : {Region::Eyes, Region::Brows, Region::Nose, Region::Mouth, Region::Jaw}) {
    cv::Mat mask = of(region);
    cv::multiply(mask, 1 - taken, mask);
    taken += mask;
  }
  const ImageF face = faceMatte(mesh, size);
  cv::Mat skin = of(Region::Skin);
  cv::Mat(view(face) > 0.5).convertTo(skin, CV_32F, 1.0 / 255);
  cv::Mat around = of(Region::Surroundings);
  cv::Mat(1 - cv::max(skin, taken)).copyTo(around);
  cv::multiply(skin, 1 - taken, skin);
  for (const ImageF& mask : masks) {
    cv::Mat soft = view(mask);
    cv::GaussianBlur(soft, soft, {}, kSoftness * size);
  }
  return masks;
}

std::optional<Region> regionAt(const RegionMasks& masks, Point place) {
  const int size = masks[0].width();
  const int x = cvFloor(place.x * static_cast<float>(size));
  const int y = cvFloor(place.y * static_cast<float>(size));
  if (x < 0 || y < 0 || x >= size || y >= size) return std::nullopt;
  std::size_t most = 0;
  for (std::size_t i = 1; i < kRegionCount; ++i)
    if (masks[i].row(y)[x] > masks[most].row(y)[x]) most = i;
  if (masks[most].row(y)[x] < 0.25F) return std::nullopt;
  return static_cast<Region>(most);
}

ImageF sumOf(const RegionMasks& masks, const std::function<float(std::size_t region)>& weight) {
  ImageF out(masks[0].width(), masks[0].height(), 1);
  cv::Mat to = view(out);
  for (std::size_t i = 0; i < kRegionCount; ++i)
    if (const float w = weight(i); w != 0) cv::scaleAdd(view(masks[i]), static_cast<double>(w), to, to);
  return out;
}

Landmarks mixedLandmarks(std::span<const Landmarks* const> faces, const RegionWeights& weights) {
  Landmarks out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    const FaceWeights& here = weights[static_cast<std::size_t>(regionOf(i))];
    for (std::size_t f = 0; f < faces.size(); ++f) out[i] = out[i] + (*faces[f])[i] * static_cast<float>(here[f]);
  }
  return out;
}

}  // namespace mien
