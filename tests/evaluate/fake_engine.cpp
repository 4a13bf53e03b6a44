#include "tests/evaluate/fake_engine.h"

#include <algorithm>
#include <cmath>

#include "tests/evaluate/face_set_writer.h"

using namespace mien;

namespace {

class FakeFace final : public Face {
 public:
  template <class Ref>
  FakeFace(const Ref& ref, Image8 crop, const Landmarks& landmarks)
      : ref_(std::in_place_type<Ref>, ref), crop_(std::move(crop)), landmarks_(landmarks) {}
  const FaceRef& ref() const override { return ref_; }
  const Image8& crop() const override { return crop_; }
  const Landmarks& cropLandmarks() const override { return landmarks_; }
  const std::string& ownKey() const override { return ownKey_; }
  SavedFace saved() const override { return {ref_, landmarks_, std::nullopt, crop_, {}}; }

 private:
  FaceRef ref_;
  Image8 crop_;
  Landmarks landmarks_;
  std::string ownKey_;
};

Image8 cropOf(const Photo& photo, const Similarity& toCrop) {
  const Similarity back = toCrop.scaled(256).inverse();
  Image8 crop(256, 256, 3);
  for (int y = 0; y < 256; ++y) {
    for (int x = 0; x < 256; ++x) {
      const Point p = back({static_cast<float>(x), static_cast<float>(y)});
      const int px = std::clamp(static_cast<int>(p.x), 0, photo.pixels.width() - 1);
      const int py = std::clamp(static_cast<int>(p.y), 0, photo.pixels.height() - 1);
      for (int c = 0; c < 3; ++c) crop.at(x, y, c) = photo.pixels.at(px, py, c);
    }
  }
  return crop;
}

class FakeEngine final : public Engine {
 public:
  EngineInfo info() const override { return {"fake", "1", "f00d", "none"}; }

  Result<std::vector<FoundFace>> find(const Photo& photo) override {
    const int red = photo.pixels.at(0, 0, 0);
    if (std::abs(red - kHiddenFaceRed) < 5) return std::vector<FoundFace>{};
    std::vector<FoundFace> faces{{1, {}, drawnLandmarks()}};
    if (std::abs(red - kTwoFacesRed) < 5) {
      Landmarks off = drawnLandmarks();
      for (Point& p : off) p.x -= 60;
      faces.insert(faces.begin(), FoundFace{0.5F, {}, off});
    }
    return faces;
  }

  Result<FacePtr> prepare(const Photo& photo, const PhotoFaceRef& ref) override {
    const auto faces = find(photo);
    if (!ref.anchors && static_cast<std::size_t>(ref.index) >= faces->size()) {
      return fail(ErrorKind::Input, "No such face.");
    }
    const Landmarks landmarks =
        ref.anchors ? drawnLandmarks() : (*faces)[static_cast<std::size_t>(ref.index)].landmarks;
    const Similarity toCrop = cropFromFivePoints(ref.anchors.value_or(fivePoints(landmarks)));
    return std::make_shared<FakeFace>(ref, cropOf(photo, toCrop), transformed(landmarks, toCrop));
  }

  Result<FacePtr> draw(const DrawnFaceRef& ref) override {
    Landmarks landmarks = drawnLandmarks();
    landmarks = transformed(landmarks, cropFromFivePoints(fivePoints(landmarks)));
    return std::make_shared<FakeFace>(ref, Image8(256, 256, 3, static_cast<std::uint8_t>(ref.seed * 20)), landmarks);
  }

  Result<FacePtr> restore(const SavedFace& saved) override {
    return std::visit(
        [&](const auto& ref) -> FacePtr { return std::make_shared<FakeFace>(ref, saved.picture, saved.landmarks); },
        saved.ref);
  }

  Result<Frame> render(const Recipe& recipe, const std::vector<FacePtr>& faces,
                       const std::vector<const Photo*>&) override {
    if (recipe.faces[0] != faces[0]->ref() || recipe.faces[1] != faces[1]->ref()) {
      return fail(ErrorKind::Input, "Other faces than the recipe's.");
    }
    if (recipe.modelId != "fake" || recipe.modelHash != "f00d")
      return fail(ErrorKind::Model, "Another model's recipe.");
    Image8 out(recipe.size, recipe.size, 3);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const double a = faces[0]->crop().data()[i];
      const double b = faces[1]->crop().data()[i];
      out.data()[i] = static_cast<std::uint8_t>(std::lround(a + recipe.colour * (b - a)));
    }
    if (recipe.detail < 1) {
      for (std::size_t i = 3; i < out.size(); ++i) out.data()[i] = out.data()[i % 3];
    }
    return Frame{.recipe = recipe, .pixels = std::move(out)};
  }
};

}  // namespace

std::unique_ptr<Engine> makeFakeEngine() {
  return std::make_unique<FakeEngine>();
}
