#pragma once
#include "core/studio/engine.h"

namespace mien {

/// A photo made for measuring: a face drawn by the engine on plain ground, so that no photograph is needed.
struct BenchPhoto {
  Photo photo;
  FivePoints points;  ///< where the face is, by construction
};

/// `width` × `height` px, the face's crop 45 % as high. Errors: as Engine::draw and render.
Result<BenchPhoto> makeBenchPhoto(Engine& engine, std::uint64_t seed, int width, int height);

/// The face alone, or both, mixed: `share` of B in all groups.
Recipe mixOf(const Engine& engine, const FacePtr& a, const FacePtr& b, double share, int size);

}  // namespace mien
