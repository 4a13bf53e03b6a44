#pragma once
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "core/blend/blender.h"
#include "core/photo/face_finder.h"
#include "core/studio/engine.h"

namespace mien {

/// The engine over the shipped packs: finder, landmarks and a portrait pack. Made by makeEngine().
class PortraitEngine final : public Engine {
 public:
  PortraitEngine(EngineInfo info, FaceFinder finder, Blender blender)
      : info_(std::move(info)), finder_(std::move(finder)), blender_(std::move(blender)) {}

  EngineInfo info() const override { return info_; }
  Result<std::vector<FoundFace>> find(const Photo& photo) override;
  Result<FacePtr> prepare(const Photo& photo, const PhotoFaceRef& ref) override;
  Result<FacePtr> draw(const DrawnFaceRef& ref) override;
  Result<FacePtr> restore(const SavedFace& saved) override;
  Result<FacePtr> reencode(const SavedFace& saved) override;
  Result<Frame> render(const Recipe& recipe, const std::vector<FacePtr>& faces,
                       const std::vector<const Photo*>& photos) override;

 private:
  /// All faces of a photograph; those of the last few are kept.
  std::vector<FoundFace> foundIn(const Photo& photo);
  /// Of a photograph but for the one that has these landmarks.
  std::vector<Landmarks> othersIn(const Photo& photo, const Landmarks& own);

  EngineInfo info_;
  std::map<std::tuple<std::string, int, int>, std::vector<FoundFace>> found_;  ///< by the photograph's digest and size
  FaceFinder finder_;
  Blender blender_;
};

}  // namespace mien
