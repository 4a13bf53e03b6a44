#include "core/studio/fake_engine.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <map>
#include <mutex>
#include <utility>

#include "core/base/quantise.h"
#include "core/blend/face_weights.h"
#include "core/studio/fake_face.h"

namespace mien {
namespace {

constexpr int kCropSide = 512;

class FakeFace final : public Face {
 public:
  FakeFace(const FaceRef& ref, Image8 crop, Landmarks landmarks, std::string model,
           std::optional<Similarity> map = std::nullopt, bool proven = true)
      : toCrop(map), ref_(ref), crop_(std::move(crop)), landmarks_(landmarks), model_(std::move(model)) {
    if (!proven) ownKey_ = digestOf(FakeFace::saved());
  }
  const FaceRef& ref() const override { return ref_; }
  const Image8& crop() const override { return crop_; }
  const Landmarks& cropLandmarks() const override { return landmarks_; }
  FaceFacts facts() const override {
    if (!toCrop) return {};
    return {static_cast<double>(CropTemplate{}.eyeDistance / toCrop->scale()), 0};
  }
  const std::string& ownKey() const override { return ownKey_; }
  SavedFace saved() const override {
    return {ref_, landmarks_, toCrop, crop_, {model_, {}, {}, {}}, {}, {}, ownKey_.empty()};
  }

  const std::optional<Similarity> toCrop;  ///< from the photo's pixels to the crop's unit square

 private:
  FaceRef ref_;
  Image8 crop_;
  Landmarks landmarks_;
  std::string model_;
  std::string ownKey_;
};

struct Sample {
  float luma = 0, red = 0, blue = 0;  // red and blue: differences to luma
};

/// Bilinear, clamped at the border; `p` in the unit square of `image`.
Sample sampleAt(const Image8& image, Point p, float scaleX, float scaleY) {
  const float x = std::clamp(p.x * scaleX - 0.5F, 0.0F, static_cast<float>(image.width() - 1));
  const float y = std::clamp(p.y * scaleY - 0.5F, 0.0F, static_cast<float>(image.height() - 1));
  const int x0 = static_cast<int>(x);
  const int y0 = static_cast<int>(y);
  const int x1 = std::min(x0 + 1, image.width() - 1);
  const int y1 = std::min(y0 + 1, image.height() - 1);
  const float fx = x - static_cast<float>(x0);
  const float fy = y - static_cast<float>(y0);
  // Once a row, not once a colour: this is where the time of a frame goes.
  const std::uint8_t* const upper = image.row(y0);
  const std::uint8_t* const lower = image.row(y1);
  const int left = x0 * image.channels();
  const int right = x1 * image.channels();
  float rgb[3];
  for (int c = 0; c < 3; ++c) {
    const float top = static_cast<float>(upper[left + c]) * (1 - fx) + static_cast<float>(upper[right + c]) * fx;
    const float low = static_cast<float>(lower[left + c]) * (1 - fx) + static_cast<float>(lower[right + c]) * fx;
    rgb[c] = top * (1 - fy) + low * fy;
  }
  const float luma = 0.299F * rgb[0] + 0.587F * rgb[1] + 0.114F * rgb[2];
  return {luma, rgb[0] - luma, rgb[2] - luma};
}

Sample sampleCrop(const Image8& crop, Point p) {
  return sampleAt(crop, p, static_cast<float>(crop.width()), static_cast<float>(crop.height()));
}

void add(Sample& to, const Sample& from, double luma, double chroma) {
  to.luma += static_cast<float>(luma) * from.luma;
  to.red += static_cast<float>(chroma) * from.red;
  to.blue += static_cast<float>(chroma) * from.blue;
}

Sample mix(const Sample& a, const Sample& b, float luma, float chroma) {
  return {std::lerp(a.luma, b.luma, luma), std::lerp(a.red, b.red, chroma), std::lerp(a.blue, b.blue, chroma)};
}

/// 0..255 where the sample can be shown
std::array<float, 3> rgbOf(const Sample& s) {
  const float r = s.luma + s.red;
  const float b = s.luma + s.blue;
  return {r, (s.luma - 0.299F * r - 0.114F * b) / 0.587F, b};
}

void store(const Sample& s, std::uint8_t* pixel) {
  for (const float value : rgbOf(s)) *pixel++ = static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F) + 0.5F);
}

/// Half the jaw's width: the one measure of shape that this engine mixes.
float jawWidth(const Face& face) {
  return distance(face.cropLandmarks()[2], face.cropLandmarks()[14]) / 2;
}

/// Detail 0 leaves a 5-point blur, detail 1 the pixel itself.
Sample sampleDetailed(const Image8& crop, Point p, float detail) {
  const Sample sharp = sampleCrop(crop, p);
  if (detail >= 1) return sharp;
  Sample soft = sharp;
  constexpr float kReach = 0.012F;
  for (const Point d : {Point{kReach, 0}, Point{-kReach, 0}, Point{0, kReach}, Point{0, -kReach}}) {
    const Sample s = sampleCrop(crop, p + d);
    soft = {soft.luma + s.luma, soft.red + s.red, soft.blue + s.blue};
  }
  soft = {soft.luma / 5, soft.red / 5, soft.blue / 5};
  return {std::lerp(soft.luma, sharp.luma, detail), std::lerp(soft.red, sharp.red, detail),
          std::lerp(soft.blue, sharp.blue, detail)};
}

/// 1 in the face, 0 in the surroundings, soft between.
float insideFace(Point p) {
  const float k = std::hypot((p.x - 0.5F) / 0.40F, (p.y - 0.53F) / 0.46F);
  return std::clamp((1.06F - k) / 0.12F, 0.0F, 1.0F);
}

struct Mixed {
  Sample colour;
  float inside = 0;
};

/// What is mixed, and by what weights: the same at every pixel.
struct Mix {
  explicit Mix(const Recipe& recipe, const std::vector<FacePtr>& of)
      : r(recipe),
        faces(of),
        weights(mixWeights(recipe)),
        around(regionWeights(recipe, &RegionMix::texture)[static_cast<std::size_t>(Region::Surroundings)]) {
    for (std::size_t i = 0; i < faces.size(); ++i) {
      jaws.push_back(jawWidth(*faces[i]));
      target += static_cast<float>(weights.structure[i]) * jaws[i];
    }
  }
  const Recipe& r;
  const std::vector<FacePtr>& faces;
  MixWeights weights;
  FaceWeights around;
  std::vector<float> jaws;
  float target = 0;
};

Mixed mixAt(const Mix& m, Point p) {
  const Recipe& r = m.r;
  const auto ground = faceOf(r.surroundings);
  const bool cutOut = r.surroundings == Surroundings::None;
  const float inside = insideFace(p);
  Sample face;
  Sample around;
  for (std::size_t i = 0; i < m.faces.size(); ++i) {
    const Image8& crop = m.faces[i]->crop();
    const double features = m.weights.features[i];
    const Point source{0.5F + (p.x - 0.5F) * m.jaws[i] / m.target, p.y};
    if ((cutOut || inside > 0) && (features > 0 || m.weights.colour[i] > 0))
      add(face, sampleDetailed(crop, source, static_cast<float>(r.detail)), features, m.weights.colour[i]);
    const double share = !ground ? m.around[i] : *ground == i ? 1 : 0;
    if (!cutOut && inside < 1 && share > 0) add(around, sampleCrop(crop, p), share, share);
  }
  if (cutOut || inside >= 1) return {face, inside};
  return {inside > 0 ? mix(around, face, inside, inside) : around, inside};
}

ImageF renderCrop(const Mix& mixed) {
  const Recipe& r = mixed.r;
  const bool alpha = r.surroundings == Surroundings::None;
  ImageF out(r.size, r.size, alpha ? 4 : 3);
  const float side = static_cast<float>(r.size);
  for (int y = 0; y < r.size; ++y)
    for (int x = 0; x < r.size; ++x) {
      const Mixed m = mixAt(mixed, {(static_cast<float>(x) + 0.5F) / side, (static_cast<float>(y) + 0.5F) / side});
      float* pixel = out.row(y) + x * out.channels();
      const std::array<float, 3> rgb = rgbOf(m.colour);
      for (std::size_t c = 0; c < 3; ++c) pixel[c] = rgb[c] / 255;
      if (alpha) pixel[3] = m.inside;
    }
  return out;
}

Image8 renderInPhoto(const Mix& mixed, const Photo& photo, const Similarity& toCrop) {
  Image8 out = photo.pixels;
  for (int y = 0; y < out.height(); ++y)
    for (int x = 0; x < out.width(); ++x) {
      const Point p = toCrop({static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F});
      if (p.x < 0 || p.y < 0 || p.x >= 1 || p.y >= 1) continue;
      const Mixed m = mixAt(mixed, p);
      std::uint8_t* pixel = out.row(y) + x * 3;
      std::uint8_t face[3];
      store(m.colour, face);
      for (int c = 0; c < 3; ++c)
        pixel[c] =
            static_cast<std::uint8_t>(std::lerp(static_cast<float>(pixel[c]), static_cast<float>(face[c]), m.inside));
    }
  return out;
}

/// Tests draw the same few faces again and again, which takes longer than a frame.
Image8 cartoonOf(std::uint64_t seed) {
  constexpr std::size_t kKept = 16;
  static std::mutex mutex;
  static std::map<std::uint64_t, Image8> drawn;
  const std::lock_guard lock(mutex);
  if (const auto known = drawn.find(seed); known != drawn.end()) return known->second;
  if (drawn.size() == kKept) drawn.clear();
  return drawn.emplace(seed, drawCartoon(seed, kCropSide)).first->second;
}

/// Px of the frame.
Landmarks landmarksOf(const Recipe& recipe, const std::vector<FacePtr>& faces) {
  Landmarks landmarks{};
  const FaceWeights weights = mixWeights(recipe).structure;
  for (std::size_t i = 0; i < landmarks.size(); ++i)
    for (std::size_t f = 0; f < faces.size(); ++f)
      landmarks[i] = landmarks[i] + faces[f]->cropLandmarks()[i] * static_cast<float>(weights[f]);
  if (recipe.placement == Placement::Crop)
    return transformed(landmarks, Similarity{}.scaled(static_cast<float>(recipe.size)));
  const auto* face = dynamic_cast<const FakeFace*>(faces[*faceOf(recipe.placement)].get());
  return transformed(landmarks, face->toCrop->inverse());
}

class FakeEngine final : public Engine {
 public:
  explicit FakeEngine(std::string modelHash) : hash_(std::move(modelHash)) {}
  EngineInfo info() const override { return {"fake", "1", hash_, "No model (cross-fade for tests)"}; }

  Result<std::vector<FoundFace>> find(const Photo& photo) override {
    const Image8& pixels = photo.pixels;
    const auto same = [first = pixels.data()](const std::uint8_t& v) { return v == first[(&v - first) % 3]; };
    if (std::all_of(pixels.data(), pixels.data() + pixels.size(), same)) return std::vector<FoundFace>{};
    const auto w = static_cast<float>(pixels.width());
    const auto h = static_cast<float>(pixels.height());
    const int count = w >= 1.8F * h ? 2 : 1;
    std::vector<FoundFace> out;
    for (int i = 0; i < count; ++i) {
      const float span = w / static_cast<float>(count);
      const float side = 0.7F * std::min(span, h);
      const Box box{span * (static_cast<float>(i) + 0.5F) - side / 2, h * 0.5F - side / 2, side, side};
      const Similarity place{side, 0, box.x, box.y};
      out.push_back({0.99F, box, transformed(standardLandmarks(), place)});
    }
    return out;
  }

  Result<FacePtr> prepare(const Photo& photo, const PhotoFaceRef& ref) override {
    if (ref.digest != photo.digest)
      return fail(ErrorKind::Input, "This face is of another photo: open that photo again.");
    FivePoints points;
    Landmarks landmarks{};
    if (ref.anchors) {
      points = *ref.anchors;
      constexpr float kSmallestEyes = 12;  // px, as with the real one
      if (distance(points.rightEye, points.leftEye) < kSmallestEyes)
        return fail(ErrorKind::Input, "The face is too small to be mixed: use a larger photograph.");
      landmarks = transformed(standardLandmarks(), cropFromFivePoints(points).inverse());
    } else {
      const auto faces = find(photo);
      if (ref.index < 0 || ref.index >= static_cast<int>(faces->size()))
        return fail(ErrorKind::Input, "The photo has no such face: choose one of those found.");
      landmarks = (*faces)[static_cast<std::size_t>(ref.index)].landmarks;
      points = fivePoints(landmarks);
    }
    const Similarity toCrop = cropFromFivePoints(points);
    return std::make_shared<FakeFace>(ref, cropOf(photo.pixels, toCrop.inverse()), transformed(landmarks, toCrop),
                                      hash_, toCrop);
  }

  Result<FacePtr> draw(const DrawnFaceRef& ref) override {
    return std::make_shared<FakeFace>(ref, cartoonOf(ref.seed), cartoonLandmarks(ref.seed), hash_);
  }

  Result<FacePtr> restore(const SavedFace& saved) override {
    if (saved.latent.packHash != info().modelHash)
      return fail(ErrorKind::Model, "The saved face was encoded by another model: open its photograph again.");
    return reencode(saved);
  }

  Result<FacePtr> reencode(const SavedFace& saved) override {
    if (saved.picture.width() != kCropSide || saved.picture.height() != kCropSide || saved.picture.channels() != 3)
      return fail(ErrorKind::Input, "The saved face has a picture of the wrong size: open its photograph again.");
    return std::make_shared<FakeFace>(saved.ref, saved.picture, saved.landmarks, hash_, saved.toCrop, saved.proven);
  }

  Result<Frame> render(const Recipe& recipe, const std::vector<FacePtr>& faces,
                       const std::vector<const Photo*>& photos) override {
    const auto start = std::chrono::steady_clock::now();
    if (recipe.modelId != info().modelId || recipe.modelHash != info().modelHash)
      return fail(ErrorKind::Model, "The recipe was made with another model: open it with that one.");
    if (faces.size() != recipe.faces.size())
      return fail(ErrorKind::Input, "The recipe is of another number of faces: open all of its photographs.");
    for (std::size_t i = 0; i < faces.size(); ++i)
      if (!faces[i] || faces[i]->ref() != recipe.faces[i])
        return fail(ErrorKind::Input, "The recipe names other faces: open the photos it was made from.");
    Frame frame{.recipe = recipe};
    const Mix mixed(recipe, faces);
    if (recipe.placement == Placement::Crop) {
      frame.deep = renderCrop(mixed);
      frame.pixels = quantise<std::uint8_t>(frame.deep);
    } else {
      const std::size_t i = *faceOf(recipe.placement);
      const auto* face = dynamic_cast<const FakeFace*>(faces[i].get());
      if (i >= photos.size() || !photos[i] || !face || !face->toCrop)
        return fail(ErrorKind::Input, "There is no photo to put the face into: choose the crop instead.");
      frame.pixels = renderInPhoto(mixed, *photos[i], *face->toCrop);
    }
    frame.facts = {landmarksOf(recipe, faces), 1, 0};
    const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
    frame.times.push_back({"render", spent.count()});
    return frame;
  }

 private:
  static Image8 cropOf(const Image8& photo, const Similarity& toPhoto) {
    Image8 out(kCropSide, kCropSide, 3);
    for (int y = 0; y < kCropSide; ++y)
      for (int x = 0; x < kCropSide; ++x) {
        const Point p =
            toPhoto({(static_cast<float>(x) + 0.5F) / kCropSide, (static_cast<float>(y) + 0.5F) / kCropSide});
        store(sampleAt(photo, p, 1, 1), out.row(y) + x * 3);
      }
    return out;
  }

  const std::string hash_;
};

}  // namespace

Result<std::unique_ptr<Engine>> makeFakeEngine() {
  return makeFakeEngineOf(std::string(64, '0'));
}

Result<std::unique_ptr<Engine>> makeFakeEngineOf(const std::string& modelHash) {
  return std::make_unique<FakeEngine>(modelHash);
}

}  // namespace mien
