#include "core/export/export_renderer.h"

namespace mien {
namespace {

class EngineRenderer final : public ExportRenderer {
 public:
  explicit EngineRenderer(Engine& engine) : engine_(engine) {}

  Result<EngineInfo> info() override { return engine_.info(); }

  Result<ExportParent> open(const FaceRef& ref, const std::filesystem::path& file) override {
    if (const auto* drawn = std::get_if<DrawnFaceRef>(&ref)) {
      return engine_.draw(drawn->seed).map([](FacePtr face) { return ExportParent{std::move(face), nullptr}; });
    }
    auto photo = readPhoto(file);
    if (!photo) return tl::unexpected(photo.error());
    const auto kept = std::make_shared<const Photo>(std::move(*photo));
    return engine_.prepare(*kept, std::get<PhotoFaceRef>(ref)).map([&](FacePtr face) {
      return ExportParent{std::move(face), kept};
    });
  }

  Result<Frame> render(const Recipe& recipe, const ExportParents& parents) override {
    if (stopped()) return fail(ErrorKind::Cancelled, "The export was stopped.");
    return engine_.render(recipe, {parents[0].face, parents[1].face}, {parents[0].photo.get(), parents[1].photo.get()});
  }

 private:
  Engine& engine_;
};

}  // namespace

std::unique_ptr<ExportRenderer> makeEngineRenderer(Engine& engine) {
  return std::make_unique<EngineRenderer>(engine);
}

}  // namespace mien
