#include "core/photo/face_finder.h"

#include <algorithm>
#include <array>

#include "core/photo/crop.h"

namespace mien {
namespace {

/// Longer sides at which the network looks: it knows faces of 8 to 34 px between the eyes, so neighbouring steps
/// overlap.
constexpr std::array<int, 4> kLongSides{320, 160, 80, 48};
constexpr float kProposalThreshold = 0.35F;
constexpr float kFaceThreshold = 0.5F;  ///< of the landmark network's own doubt
constexpr std::size_t kMaxFaces = 32;

Point centreOf(const FivePoints& p) {
  return (p.rightEye + p.leftEye + p.nose + p.rightMouth + p.leftMouth) * 0.2F;
}

FivePoints scaled(const FivePoints& p, float s) {
  return {p.rightEye * s, p.leftEye * s, p.nose * s, p.rightMouth * s, p.leftMouth * s};
}

/// Grows to multiples of 8 by repeating the last row and column.
Image8 padded(const Image8& image) {
  const auto up = [](int v) { return (v + 7) / 8 * 8; };
  Image8 out(up(image.width()), up(image.height()), 3);
  for (int y = 0; y < out.height(); ++y) {
    const std::uint8_t* from = image.row(std::min(y, image.height() - 1));
    std::copy_n(from, image.rowBytes(), out.row(y));
    for (int x = image.width(); x < out.width(); ++x)
      std::copy_n(from + 3 * (image.width() - 1), 3, out.row(y) + 3 * x);
  }
  return out;
}

/// Strongest first; whatever lies within one and a bit eye distances of a stronger one is the same face.
std::vector<Proposal> thinnedOut(std::vector<Proposal> all) {
  std::sort(all.begin(), all.end(), [](const Proposal& a, const Proposal& b) { return a.score > b.score; });
  std::vector<Proposal> kept;
  for (const Proposal& p : all) {
    const bool known = std::any_of(kept.begin(), kept.end(), [&](const Proposal& k) {
      return distance(centreOf(k.points), centreOf(p.points)) < 1.1F * std::max(k.eyeDistance, p.eyeDistance);
    });
    if (!known) kept.push_back(p);
    if (kept.size() == kMaxFaces) break;
  }
  return kept;
}

/// The landmark network learned that beyond the photo all is black: a repeated edge looks like a face that goes on.
Image8 blackBeyond(Crop crop) {
  for (int y = 0; y < crop.known.height(); ++y) {
    for (int x = 0; x < crop.known.width(); ++x) {
      const int known = crop.known.at(x, y);
      for (int c = 0; c < 3; ++c) {
        std::uint8_t& v = crop.pixels.at(x, y, c);
        v = static_cast<std::uint8_t>(v * known / 255);
      }
    }
  }
  return std::move(crop.pixels);
}

Box boxOf(const Landmarks& landmarks) {
  const auto [x0, x1] =
      std::minmax_element(landmarks.begin(), landmarks.end(), [](Point a, Point b) { return a.x < b.x; });
  const auto [y0, y1] =
      std::minmax_element(landmarks.begin(), landmarks.end(), [](Point a, Point b) { return a.y < b.y; });
  return {x0->x, y0->y, x1->x - x0->x, y1->y - y0->y};
}

}  // namespace

std::vector<FoundFace> FaceFinder::find(const Image8& photo) {
  const int longSide = std::max(photo.width(), photo.height());
  std::vector<Proposal> proposals;
  Image8 smaller = photo;
  for (const int side : kLongSides) {
    const float shrink = static_cast<float>(side) / static_cast<float>(longSide);
    const auto of = [&](int v) { return std::max(1, static_cast<int>(std::lround(static_cast<float>(v) * shrink))); };
    // Each step shrinks the one before; a photo smaller than a step is enlarged only where that costs little.
    smaller = resized(side > longSide ? photo : smaller, of(photo.width()), of(photo.height()));
    const float back = static_cast<float>(photo.width()) / static_cast<float>(smaller.width());
    for (Proposal p : finder_->run(padded(smaller), kProposalThreshold)) {
      p.points = scaled(p.points, back);
      p.eyeDistance *= back;
      proposals.push_back(p);
    }
  }
  const std::vector<Proposal> kept = thinnedOut(std::move(proposals));
  std::vector<FivePoints> rough;
  for (const Proposal& p : kept) rough.push_back(p.points);
  const std::vector<LandmarkNetwork::Output> located = locate(photo, rough);
  std::vector<FoundFace> faces;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (located[i].score < kFaceThreshold) continue;
    faces.push_back({kept[i].score, boxOf(located[i].points), located[i].points});
  }
  std::sort(faces.begin(), faces.end(), [](const FoundFace& a, const FoundFace& b) { return a.box.x < b.box.x; });
  return faces;
}

std::vector<LandmarkNetwork::Output> FaceFinder::locate(const Image8& photo, const std::vector<FivePoints>& rough) {
  std::vector<FivePoints> points = rough;
  std::vector<LandmarkNetwork::Output> located;
  for (int pass = 0; pass < 2; ++pass) {
    std::vector<Similarity> maps;
    std::vector<Image8> crops;
    for (const FivePoints& p : points) {
      maps.push_back(cropFromFivePoints(p, LandmarkNetwork::crop()));
      crops.push_back(blackBeyond(cropPhoto(photo, maps.back(), kCropWindow, LandmarkNetwork::side())));
    }
    located = landmarks_->run(crops);
    for (std::size_t i = 0; i < located.size(); ++i) {
      located[i].points = transformed(located[i].points, maps[i].inverse());
      points[i] = fivePoints(located[i].points);
    }
  }
  return located;
}

Landmarks FaceFinder::landmarksAt(const Image8& photo, const FivePoints& points) {
  const Landmarks found = locate(photo, {points}).front().points;
  const FivePoints own = fivePoints(found);
  const std::array<Point, 5> from{own.rightEye, own.leftEye, own.nose, own.rightMouth, own.leftMouth};
  const std::array<Point, 5> to{points.rightEye, points.leftEye, points.nose, points.rightMouth, points.leftMouth};
  return transformed(found, fitSimilarity(from, to));
}

}  // namespace mien
