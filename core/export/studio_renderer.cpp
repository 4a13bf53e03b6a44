#include "core/export/studio_renderer.h"

#include <chrono>
#include <future>

#include "core/export/kept_files.h"

namespace mien {
namespace {

using namespace std::chrono_literals;

tl::unexpected<Error> cancelled() {
  return fail(ErrorKind::Cancelled, "The export was stopped.");
}

class StudioRenderer final : public ExportRenderer {
 public:
  explicit StudioRenderer(Studio& studio) : studio_(studio) {}

  Result<EngineInfo> info() override {
    return await<EngineInfo>([&](const CancelToken&, auto done) { studio_.openModel(model(), std::move(done)); });
  }

  Result<ExportParent> open(const FaceRef& ref, const std::filesystem::path& file) override {
    std::shared_ptr<const Photo> photo;
    std::shared_ptr<const FaceFiles> saved;
    if (isKeptFace(file)) {
      auto kept = readKeptFace(file);
      if (!kept) return tl::unexpected(kept.error());
      saved = std::make_shared<const FaceFiles>(std::move(*kept));
    } else if (std::holds_alternative<PhotoFaceRef>(ref)) {
      auto read = readPhoto(file);
      if (!read) return tl::unexpected(read.error());
      photo = std::make_shared<const Photo>(std::move(*read));
    }
    auto face = await<FacePtr>([&](const CancelToken& cancel, auto done) {
      if (saved) {
        studio_.restoreFace(saved, ref, cancel, std::move(done), model());
      } else if (photo) {
        studio_.prepareFace(photo, std::get<PhotoFaceRef>(ref), cancel, std::move(done), model());
      } else {
        studio_.drawFace(std::get<DrawnFaceRef>(ref), cancel, std::move(done), model());
      }
    });
    if (!face) return tl::unexpected(face.error());
    return ExportParent{std::move(*face), std::move(photo)};
  }

  Result<Frame> render(const Recipe& recipe, const ExportParents& parents) override {
    return await<Frame>([&](const CancelToken& cancel, auto done) {
      RenderJob job{recipe, facesOf(parents), {}};
      for (const ExportParent& parent : parents) job.photos.push_back(parent.photo);
      studio_.renderFrame(std::move(job), cancel, std::move(done));
    });
  }

 private:
  /// What `start`'s callback is told. A studio that ends drops the callback, and the promise in it breaks.
  template <class T, class Start>
  Result<T> await(Start start) {
    auto promise = std::make_shared<std::promise<Result<T>>>();
    auto answer = promise->get_future();
    const auto cancel = std::make_shared<std::atomic<bool>>(false);
    start(cancel,
          Studio::Done<T>([kept = std::move(promise)](Result<T> result) { kept->set_value(std::move(result)); }));
    while (answer.wait_for(10ms) != std::future_status::ready) {
      if (!stopped()) continue;
      cancel->store(true);
      return cancelled();
    }
    try {
      return answer.get();
    } catch (const std::future_error&) {
      return cancelled();
    }
  }

  Studio& studio_;
};

}  // namespace

std::unique_ptr<ExportRenderer> makeStudioRenderer(Studio& studio) {
  return std::make_unique<StudioRenderer>(studio);
}

}  // namespace mien
