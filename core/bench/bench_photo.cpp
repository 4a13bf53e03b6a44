#include "core/bench/bench_photo.h"

#include <algorithm>

#include "core/base/digest.h"

namespace mien {
namespace {

constexpr double kCropShare = 0.45;  ///< of the photo's height

/// Bilinear, for pictures that grow.
double sampled(const Image8& picture, double x, double y, int channel) {
  const int x0 = std::clamp(static_cast<int>(x), 0, picture.width() - 2);
  const int y0 = std::clamp(static_cast<int>(y), 0, picture.height() - 2);
  const double fx = std::clamp(x - x0, 0.0, 1.0);
  const double fy = std::clamp(y - y0, 0.0, 1.0);
  const auto at = [&](int dx, int dy) { return static_cast<double>(picture.at(x0 + dx, y0 + dy, channel)); };
  return (at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy;
}

}  // namespace

Recipe mixOf(const Engine& engine, const FacePtr& a, const FacePtr& b, double share, int size) {
  const EngineInfo info = engine.info();
  Recipe recipe;
  recipe.modelId = info.modelId;
  recipe.modelHash = info.modelHash;
  recipe.faces[0] = a->ref();
  recipe.faces[1] = b->ref();
  recipe.structure = recipe.features = recipe.colour = share;
  recipe.size = size;
  return recipe;
}

Result<BenchPhoto> makeBenchPhoto(Engine& engine, std::uint64_t seed, int width, int height) {
  const auto face = engine.draw({seed});
  if (!face) return tl::unexpected(face.error());
  const auto frame = engine.render(mixOf(engine, *face, *face, 0, 512), {*face, *face}, {nullptr, nullptr});
  if (!frame) return tl::unexpected(frame.error());

  const int side = static_cast<int>(kCropShare * height);
  const int left = (width - side) / 2;
  const int top = (height - side) / 3;
  BenchPhoto made;
  made.photo.pixels = Image8(width, height, 3, 128);
  made.photo.format = "PNG";
  const double step = static_cast<double>(frame->pixels.width()) / side;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      for (int c = 0; c < 3; ++c) {
        made.photo.pixels.at(left + x, top + y, c) =
            static_cast<std::uint8_t>(sampled(frame->pixels, x * step, y * step, c) + 0.5);
      }
    }
  }
  made.photo.digest = sha256Hex({made.photo.pixels.data(), made.photo.pixels.size()});
  std::array<Point, 5> p = CropTemplate{}.points();
  for (Point& point : p) {
    point = point * static_cast<float>(side) + Point{static_cast<float>(left), static_cast<float>(top)};
  }
  made.points = {p[0], p[1], p[2], p[3], p[4]};
  return made;
}

}  // namespace mien
