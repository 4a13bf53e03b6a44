#include "core/photo/face_finder.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/photo/crop.h"
#include "core/photo/same_face.h"

namespace mien {
namespace {

/// Longer sides at which the network looks: it knows faces of 8 to 34 px between the eyes, so neighbouring steps
/// overlap.
constexpr std::array<int, 4> kLongSides{320, 160, 80, 48};
constexpr float kProposalThreshold = 0.22F;  ///< low, for the landmark network weeds out
constexpr float kFaceThreshold = 0.5F;       ///< of the landmark network's own doubt
constexpr float kMinEyes = 8;  ///< px of the photo; below, noise passes for a face and no face can be mixed
constexpr std::size_t kMaxFaces = 32;

FivePoints scaled(const FivePoints& p, float s) {
  return {p.rightEye * s, p.leftEye * s, p.nose * s, p.rightMouth * s, p.leftMouth * s};
}

/// About their centre.
FivePoints turned(const FivePoints& p, float angle, float scale) {
  const Point centre = centreOf(p);
  const Similarity turn{scale * std::cos(angle), scale * std::sin(angle), 0, 0};
  const auto move = [&](Point q) { return centre + turn(q - centre); };
  return {move(p.rightEye), move(p.leftEye), move(p.nose), move(p.rightMouth), move(p.leftMouth)};
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

/// Highest rank first; `same(higher, lower)` says that both are one face, and drops the lower.
template <class T, class Rank, class Same>
std::vector<T> thinnedOut(std::vector<T> all, const Rank& rank, const Same& same) {
  std::sort(all.begin(), all.end(), [&](const T& a, const T& b) { return rank(a) > rank(b); });
  std::vector<T> kept;
  for (const T& candidate : all) {
    if (std::any_of(kept.begin(), kept.end(), [&](const T& k) { return same(k, candidate); })) continue;
    kept.push_back(candidate);
    if (kept.size() == kMaxFaces) break;
  }
  return kept;
}

float strength(const Proposal& p) {
  return p.score;
}

/// Neighbouring cells and steps that saw one face alike. A strong proposal of another size or place must not drop a
/// weaker one before the landmark network has looked at both.
bool alike(const Proposal& a, const Proposal& b) {
  const auto [small, large] = std::minmax(a.eyeDistance, b.eyeDistance);
  return distance(centreOf(a.points), centreOf(b.points)) < 0.3F * large && large < 1.3F * small;
}

float eyesOf(const FivePoints& p) {
  return distance(p.rightEye, p.leftEye);
}

/// Size counts: nose and mouth pass for a small face more often than two faces for a large one.
float rankOf(const FoundFace& face) {
  return face.score * std::sqrt(eyesOf(fivePoints(face.landmarks)));
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
      if (p.eyeDistance >= kMinEyes) proposals.push_back(p);
    }
  }
  const std::vector<Proposal> candidates = thinnedOut(std::move(proposals), strength, alike);
  std::vector<FivePoints> points;
  for (const Proposal& p : candidates) points.push_back(p.points);
  std::vector<FoundFace> faces;
  const std::vector<LandmarkNetwork::Output> rough = locate(photo, points);
  for (std::size_t i = 0; i < rough.size(); ++i) {
    // Both have a say in which of two overlapping faces stays.
    if (rough[i].score >= kFaceThreshold) faces.push_back({candidates[i].score * rough[i].score, {}, rough[i].points});
  }
  faces = thinnedOut(std::move(faces), rankOf, headsOverlap);

  points.clear();
  for (const FoundFace& face : faces) points.push_back(fivePoints(face.landmarks));
  const std::vector<LandmarkNetwork::Output> located = locateClosely(photo, points);
  std::vector<FoundFace> sure;
  for (std::size_t i = 0; i < located.size(); ++i) {
    if (located[i].score < kFaceThreshold) continue;
    sure.push_back({faces[i].score, boxOf(located[i].points), located[i].points});
  }
  sure = thinnedOut(std::move(sure), rankOf, isNoOther);  // the closer look may have moved two onto one face
  std::sort(sure.begin(), sure.end(), [](const FoundFace& a, const FoundFace& b) { return a.box.x < b.box.x; });
  return sure;
}

std::vector<LandmarkNetwork::Output> FaceFinder::locate(const Image8& photo, const std::vector<FivePoints>& points) {
  std::vector<Similarity> maps;
  std::vector<Image8> crops;
  for (const FivePoints& p : points) {
    maps.push_back(cropFromFivePoints(p, LandmarkNetwork::crop()));
    crops.push_back(blackBeyond(cropPhoto(photo, maps.back(), kCropWindow, LandmarkNetwork::side())));
  }
  std::vector<LandmarkNetwork::Output> located = landmarks_->run(crops);
  for (std::size_t i = 0; i < located.size(); ++i)
    located[i].points = transformed(located[i].points, maps[i].inverse());
  return located;
}

std::vector<LandmarkNetwork::Output> FaceFinder::locateClosely(const Image8& photo,
                                                               const std::vector<FivePoints>& points) {
  constexpr std::array<std::pair<float, float>, 4> kLooks{
      {{0.07F, 0.95F}, {-0.07F, 0.95F}, {0.07F, 1.06F}, {-0.07F, 1.06F}}};
  std::vector<LandmarkNetwork::Output> mean(points.size());
  for (const auto& [angle, scale] : kLooks) {
    std::vector<FivePoints> moved;
    for (const FivePoints& p : points) moved.push_back(turned(p, angle, scale));
    const std::vector<LandmarkNetwork::Output> seen = locate(photo, moved);
    for (std::size_t i = 0; i < mean.size(); ++i) {
      mean[i].score += seen[i].score / kLooks.size();
      for (std::size_t k = 0; k < seen[i].points.size(); ++k)
        mean[i].points[k] = mean[i].points[k] + seen[i].points[k] * (1.0F / kLooks.size());
    }
  }
  return mean;
}

Landmarks FaceFinder::landmarksAt(const Image8& photo, const FivePoints& points) {
  const Landmarks rough = locate(photo, {points}).front().points;
  const Landmarks found = locateClosely(photo, {fivePoints(rough)}).front().points;
  const FivePoints own = fivePoints(found);
  const std::array<Point, 5> from{own.rightEye, own.leftEye, own.nose, own.rightMouth, own.leftMouth};
  const std::array<Point, 5> to{points.rightEye, points.leftEye, points.nose, points.rightMouth, points.leftMouth};
  return transformed(found, fitSimilarity(from, to));
}

}  // namespace mien
