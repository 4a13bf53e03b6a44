#pragma once
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/photo/write.h"
#include "core/project/project.h"
#include "core/project/sealer.h"
#include "core/studio/engine.h"
#include "core/studio/projection.h"

namespace mien {

/// A photo that was read and searched, with all faces found in it.
struct OpenedPhoto {
  std::shared_ptr<const Photo> photo;
  std::vector<FoundFace> faces;  ///< left to right; empty when none was found
  /// The photograph's file as it came, for projects that hold it.
  std::shared_ptr<const std::vector<std::uint8_t>> file;
};

/// What to render: the recipe, its faces, and (for placement in a photo) their photos, null where there is none.
struct RenderJob {
  Recipe recipe;
  std::vector<FacePtr> faces;
  std::vector<std::shared_ptr<const Photo>> photos;
};

/// A face that was brought over from another model.
struct BroughtFace {
  FacePtr face;
  std::optional<ProjectionLoss> loss;  ///< none: it could not be measured
};

/// Set from any thread to end a long job at its next step; the job then reports ErrorKind::Cancelled.
using CancelToken = std::shared_ptr<std::atomic<bool>>;

/// The facade of core. Owns the render thread (the only one that touches the engine) and an IO pool.
/// Thread: construct and destroy on one thread (the window's, or main); calls come from there, or from a thread that
/// ends before the studio does. No call blocks. Callbacks run on a worker thread: the caller brings them home. After
/// destruction no callback runs, and those that never ran are gone.
class Studio {
 public:
  /// Makes the engine; runs on the render thread.
  using EngineFactory = std::function<Result<std::unique_ptr<Engine>>()>;
  /// Makes the engine of another model, by its EngineInfo::modelHash.
  using OtherEngineFactory = std::function<Result<std::unique_ptr<Engine>>(const std::string& modelHash)>;
  template <class T>
  using Done = std::function<void(Result<T>)>;

  /// Starts loading at once. `ready` is told the engine's info, or why there is none. Without a sealer no saved face is
  /// proven.
  Studio(EngineFactory factory, Done<EngineInfo> ready, OtherEngineFactory others = {}, Sealer sealer = {});
  ~Studio();
  Studio(const Studio&) = delete;
  Studio& operator=(const Studio&) = delete;

  /// What `ready` was told, once it was.
  void engineInfo(Done<EngineInfo> done);

  /// Makes another model's engine, beside the first one, and tells its info. What was made with an older model opens
  /// with its own; frames are rendered by the model that their recipe names. Empty: the one in use. Errors: as the
  /// factory; Model when there is none for others.
  void openModel(std::string modelHash, Done<EngineInfo> done);
  /// The model that photographs are searched and faces made with from now on, unless a call names another: one that was
  /// opened; empty: the first one.
  void useModel(std::string modelHash);

  /// Reads a photo (IO pool) and finds its faces (render thread).
  void openPhoto(std::filesystem::path file, CancelToken cancel, Done<OpenedPhoto> done);
  /// The same from bytes, e.g. the clipboard's. `name` stands in errors.
  void openBytes(std::vector<std::uint8_t> bytes, std::string name, CancelToken cancel, Done<OpenedPhoto> done);
  /// Aligns and encodes one face. `model`: its hash; empty: the one in use.
  void prepareFace(std::shared_ptr<const Photo> photo, PhotoFaceRef ref, CancelToken cancel, Done<FacePtr> done,
                   std::string model = {});
  void drawFace(const DrawnFaceRef& ref, CancelToken cancel, Done<FacePtr> done, std::string model = {});
  /// Unpacks a face out of a project (IO pool) and brings it back (render thread). Errors: Input also when it is
  /// another face than `ref`.
  void restoreFace(std::shared_ptr<const FaceFiles> files, FaceRef ref, CancelToken cancel, Done<FacePtr> done,
                   std::string model = {});
  /// The same for a face of a model that is not at hand, see project(). `measure` says what was lost, on the IO pool.
  void projectFace(std::shared_ptr<const FaceFiles> files, FaceRef ref,
                   std::function<Result<ProjectionLoss>(const ProjectedFace&)> measure, CancelToken cancel,
                   Done<BroughtFace> done, std::string model = {});

  /// Live preview, latest wins: a newer job replaces the waiting one, whose callback is never called.
  /// The frame's recipe says which job it answers.
  void preview(RenderJob job, Done<Frame> done);
  /// One frame for later, e.g. of a film or a timeline that will be played: takes its turn, and the live preview has
  /// every other.
  void renderFrame(RenderJob job, CancelToken cancel, Done<Frame> done);

  /// Renders one picture and hands it to `write`; `progress` is told 0..1. Errors: Usage for a name or options without
  /// a format, as Engine::render, and those of `write`.
  struct ExportRequest {
    RenderJob job;
    std::filesystem::path file;
    WriteOptions options;  ///< its provenance is the job's
    /// Judges and writes, on a thread of the IO pool (see core/gate/export_picture.h).
    std::function<Result<void>(const Frame&)> write;
  };
  void exportPicture(ExportRequest request, CancelToken cancel, std::function<void(double)> progress,
                     Done<std::filesystem::path> done);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mien
