#include "core/export/export_renderer.h"
#include "core/export/kept_files.h"
#include "core/project/face_files.h"

namespace mien {
namespace {

tl::unexpected<Error> cancelled() {
  return fail(ErrorKind::Cancelled, "The export was stopped.");
}

class EngineRenderer final : public ExportRenderer {
 public:
  EngineRenderer(Engine& engine, Sealer sealer) : engine_(engine), sealer_(std::move(sealer)) {}

  Result<EngineInfo> info() override { return engine_.info(); }

  Result<ExportParent> open(const FaceRef& ref, const std::filesystem::path& file) override {
    if (stopped()) return cancelled();
    if (const auto* drawn = std::get_if<DrawnFaceRef>(&ref)) {
      return engine_.draw(*drawn).map([](FacePtr face) { return ExportParent{std::move(face), nullptr}; });
    }
    if (isKeptFace(file)) return restore(ref, file);
    auto photo = readPhoto(file);
    if (!photo) return tl::unexpected(photo.error());
    if (stopped()) return cancelled();
    const auto kept = std::make_shared<const Photo>(std::move(*photo));
    return engine_.prepare(*kept, std::get<PhotoFaceRef>(ref)).map([&](FacePtr face) {
      return ExportParent{std::move(face), kept};
    });
  }

  Result<Frame> render(const Recipe& recipe, const ExportParents& parents) override {
    if (stopped()) return cancelled();
    return engine_.render(recipe, facesOf(parents), photosOf(parents));
  }

 private:
  Result<ExportParent> restore(const FaceRef& ref, const std::filesystem::path& file) {
    const auto saved = readKeptFace(file).and_then([&](const FaceFiles& files) { return unpackFace(files, sealer_); });
    if (!saved) return tl::unexpected(saved.error());
    if (saved->ref != ref)
      return fail(ErrorKind::Input, file.string() + " holds another face than the film names: export it again.");
    return engine_.restore(*saved).map([](FacePtr face) { return ExportParent{std::move(face), nullptr}; });
  }

  Engine& engine_;
  const Sealer sealer_;
};

}  // namespace

std::vector<FacePtr> facesOf(const ExportParents& parents) {
  std::vector<FacePtr> faces;
  for (const ExportParent& parent : parents) faces.push_back(parent.face);
  return faces;
}

std::vector<const Photo*> photosOf(const ExportParents& parents) {
  std::vector<const Photo*> photos;
  for (const ExportParent& parent : parents) photos.push_back(parent.photo.get());
  return photos;
}

std::unique_ptr<ExportRenderer> makeEngineRenderer(Engine& engine, Sealer sealer) {
  return std::make_unique<EngineRenderer>(engine, std::move(sealer));
}

}  // namespace mien
