#include "core/studio/projection.h"

#include <cstdio>

#include "core/base/psnr.h"
#include "core/photo/crop.h"

namespace mien {
namespace {

constexpr int kSide = 256;

/// One face as the networks alone make it.
Result<Frame> seenBy(Engine& engine, const FacePtr& face) {
  const EngineInfo info = engine.info();
  Recipe recipe;
  recipe.modelId = info.modelId;
  recipe.modelHash = info.modelHash;
  recipe.faces = {face->ref(), face->ref()};
  recipe.structure = recipe.features = recipe.colour = 0;
  recipe.detail = 0;
  recipe.size = kSide;
  return engine.render(recipe, {face, face}, {});
}

FivePoints pointsIn(const Face& face) {
  return fivePoints(transformed(face.cropLandmarks(), Similarity{}.scaled(static_cast<float>(kSide))));
}

/// The face's own picture, as the new engine keeps it.
Image8 pictureOf(const Face& face) {
  const Image8& crop = face.crop();
  return crop.width() == kSide ? crop : resized(crop, kSide, kSide);
}

}  // namespace

Result<ProjectedFace> project(const SavedFace& saved, Engine& to, Engine* own) {
  ProjectedFace out;
  // The saved picture by itself, whatever becomes of a drawn face.
  const auto kept = to.reencode(saved);
  if (!kept) return tl::unexpected(kept.error());
  const auto* drawn = std::get_if<DrawnFaceRef>(&saved.ref);
  auto face = drawn != nullptr ? to.draw(*drawn) : kept;
  if (!face) return tl::unexpected(face.error());
  out.face = std::move(*face);
  auto after = seenBy(to, out.face);
  if (!after) return tl::unexpected(after.error());
  out.after = std::move(after->pixels);
  out.pointsAfter = pointsIn(*out.face);
  out.pointsBefore = pointsIn(**kept);
  out.before = pictureOf(**kept);
  if (own == nullptr) return out;
  const auto restored = own->restore(saved);
  if (!restored) return tl::unexpected(restored.error());
  auto before = seenBy(*own, *restored);
  if (!before) return tl::unexpected(before.error());
  out.before = std::move(before->pixels);
  out.byOwnModel = true;
  return out;
}

ProjectionLoss lossBetween(Judge& judge, const Image8& before, const FivePoints& pointsBefore, const Image8& after,
                           const FivePoints& pointsAfter) {
  return {psnr(before, after),
          distance(judge.look(before, pointsBefore).identity, judge.look(after, pointsAfter).identity)};
}

ProjectionLoss lossOf(Judge& judge, const ProjectedFace& p) {
  return lossBetween(judge, p.before, p.pointsBefore, p.after, p.pointsAfter);
}

std::string inWords(const ProjectionLoss& loss) {
  char text[80];
  std::snprintf(text, sizeof text, "%.1f dB, identity distance %.2f", loss.psnr, loss.identity);
  return text;
}

}  // namespace mien
