#pragma once
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/project/sealer.h"
#include "core/studio/engine.h"

namespace mien {

/// A parent as an export holds it.
struct ExportParent {
  FacePtr face;
  std::shared_ptr<const Photo> photo;  ///< none for a drawn face, nor for one that was saved without
};
using ExportParents = std::vector<ExportParent>;

/// As an engine takes them.
std::vector<FacePtr> facesOf(const ExportParents& parents);
std::vector<const Photo*> photosOf(const ExportParents& parents);

/// Who opens faces and renders for an export: an engine on this thread (command line), or the studio's render thread,
/// where exports and the live preview take turns (window). Calls block; errors: also Cancelled, see stopWith().
/// Thread: the export's.
class ExportRenderer {
 public:
  virtual ~ExportRenderer() = default;
  /// Once `stop` asks for it, calls end with Cancelled: the next one, or, where the work is another thread's, this one.
  void stopWith(std::stop_token stop) { stop_ = std::move(stop); }
  /// The model that the export was ordered with (EngineInfo::modelHash), for who has several.
  void withModel(std::string modelHash) { model_ = std::move(modelHash); }
  virtual Result<EngineInfo> info() = 0;
  /// `file`: the photograph, or a face that keepFace() wrote. A photograph is told by its digest: Input when `file`
  /// holds another one.
  virtual Result<ExportParent> open(const FaceRef& ref, const std::filesystem::path& file) = 0;
  virtual Result<Frame> render(const Recipe& recipe, const ExportParents& parents) = 0;

 protected:
  bool stopped() const { return stop_.stop_requested(); }
  const std::string& model() const { return model_; }  ///< empty: the one in use

 private:
  std::string model_;
  std::stop_token stop_;
};

/// Over an engine of this thread, which must outlive it. Without a sealer no kept face is proven.
std::unique_ptr<ExportRenderer> makeEngineRenderer(Engine& engine, Sealer sealer = {});

}  // namespace mien
