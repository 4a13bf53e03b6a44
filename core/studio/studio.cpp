#include "core/studio/studio.h"

#include <exception>
#include <map>
#include <utility>

#include "core/base/caught.h"
#include "core/project/face_files.h"
#include "core/studio/job_threads.h"
#include "core/studio/write_frame.h"

namespace mien {
namespace {

/// Runs `work`; what a library throws becomes our error, so that no exception leaves a worker thread.
template <class Work>
auto guarded(Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::exception& e) {
    return fail(ErrorKind::Internal, sentenceFor(e, "Mien failed inside", "what you did"));
  }
}

bool isCancelled(const CancelToken& cancel) {
  return cancel && cancel->load();
}

tl::unexpected<Error> cancelled() {
  return fail(ErrorKind::Cancelled, "Cancelled.");
}

}  // namespace

struct Studio::Impl {
  /// Written and read on the render thread alone.
  Result<std::unique_ptr<Engine>> engine = fail(ErrorKind::Model, "The model is not loaded yet.");
  std::string firstHash;  ///< of `engine`
  OtherEngineFactory makeOther;
  std::map<std::string, std::unique_ptr<Engine>> others;  ///< by model hash
  std::string used;                                       ///< empty: the first one
  Sealer sealer;
  JobThreads render{1};
  JobThreads io{2};

  void load(const EngineFactory& factory, const Done<EngineInfo>& ready) {
    engine = guarded(factory);
    if (engine && !*engine) engine = fail(ErrorKind::Model, "No engine was made: reinstall Mien.");
    if (engine) firstHash = (*engine)->info().modelHash;
    ready(info());
  }

  Result<EngineInfo> info(const std::string& model = {}) {
    return withEngine<EngineInfo>(model, [](Engine& e) { return e.info(); });
  }

  /// The engine of that model, made when it is first asked for.
  Result<Engine*> engineOf(const std::string& model) {
    if (!engine) return tl::unexpected(engine.error());
    const std::string& wanted = model.empty() ? used : model;
    if (wanted.empty() || wanted == firstHash) return engine->get();
    if (const auto known = others.find(wanted); known != others.end()) return known->second.get();
    if (!makeOther) return fail(ErrorKind::Model, "This was made with another model, which is not here.");
    auto made = guarded([&] { return makeOther(wanted); });
    if (!made) return tl::unexpected(made.error());
    return (others[wanted] = std::move(*made)).get();
  }

  /// On the render thread: `work` with the engine, or the reason why there is none. Empty: the one in use.
  template <class T, class Work>
  Result<T> withEngine(const std::string& model, Work&& work) {
    const auto chosen = engineOf(model);
    if (!chosen) return tl::unexpected(chosen.error());
    return guarded([&]() -> Result<T> { return work(**chosen); });
  }

  using FileBytes = std::vector<std::uint8_t>;

  void open(std::function<Result<FileBytes>()> read, std::string name, CancelToken cancel, Done<OpenedPhoto> done) {
    io.enqueue([this, read = std::move(read), name = std::move(name), cancel = std::move(cancel),
                done = std::move(done)]() mutable {
      if (isCancelled(cancel)) return done(cancelled());
      Result<FileBytes> bytes = guarded(read);
      if (!bytes) return done(tl::unexpected(bytes.error()));
      auto file = std::make_shared<const FileBytes>(std::move(*bytes));
      Result<Photo> photo = guarded([&] { return decodePhoto(*file, name); });
      if (!photo) return done(tl::unexpected(photo.error()));
      search({std::make_shared<const Photo>(std::move(*photo)), {}, std::move(file)}, std::move(cancel),
             std::move(done));
    });
  }

  void search(OpenedPhoto opened, CancelToken cancel, Done<OpenedPhoto> done) {
    render.enqueue([this, opened = std::move(opened), cancel = std::move(cancel), done = std::move(done)]() mutable {
      if (isCancelled(cancel)) return done(cancelled());
      auto faces = withEngine<std::vector<FoundFace>>({}, [&](Engine& e) { return e.find(*opened.photo); });
      if (isCancelled(cancel)) return done(cancelled());
      if (!faces) return done(tl::unexpected(faces.error()));
      opened.faces = std::move(*faces);
      done(std::move(opened));
    });
  }

  template <class T>
  void makeFace(std::string model, std::function<Result<T>(Engine&)> make, CancelToken cancel, Done<T> done) {
    render.enqueue(
        [this, model = std::move(model), make = std::move(make), cancel = std::move(cancel), done = std::move(done)] {
          if (isCancelled(cancel)) return done(cancelled());
          done(withEngine<T>(model, make));
        });
  }

  /// Out of a project, on the IO pool; `use` has it next.
  void unpack(std::shared_ptr<const FaceFiles> files, FaceRef ref, std::function<void(Result<SavedFace>)> use) {
    io.enqueue([this, files = std::move(files), ref = std::move(ref), use = std::move(use)] {
      Result<SavedFace> saved = guarded([&] { return unpackFace(*files, sealer); });
      if (saved && saved->ref != ref)
        saved = fail(ErrorKind::Input, "The project holds another face than it names: open the photograph again.");
      use(std::move(saved));
    });
  }

  /// By the model that the recipe names. Where there is no choice the engine says what does not fit.
  Result<Frame> renderJob(const RenderJob& job) {
    const bool own = makeOther && engine && job.recipe.modelHash != firstHash;
    return withEngine<Frame>(own ? job.recipe.modelHash : firstHash, [&](Engine& e) {
      std::vector<const Photo*> photos;
      for (const auto& photo : job.photos) photos.push_back(photo.get());
      return e.render(job.recipe, job.faces, photos);
    });
  }
};

Studio::Studio(EngineFactory factory, Done<EngineInfo> ready, OtherEngineFactory others, Sealer sealer)
    : impl_(std::make_unique<Impl>()) {
  impl_->sealer = std::move(sealer);
  impl_->makeOther = std::move(others);
  impl_->render.enqueue(
      [impl = impl_.get(), factory = std::move(factory), ready = std::move(ready)] { impl->load(factory, ready); });
}

Studio::~Studio() {
  // Both lanes stop before either is joined: a job that still runs can't hand work to the other one.
  impl_->io.stop();
  impl_->render.stop([impl = impl_.get()] {
    impl->engine = fail(ErrorKind::Cancelled, "Mien is closing.");
    impl->others.clear();
  });
  impl_->io.join();
  impl_->render.join();
}

void Studio::engineInfo(Done<EngineInfo> done) {
  impl_->render.enqueue([impl = impl_.get(), done = std::move(done)] { done(impl->info()); });
}

void Studio::openModel(std::string modelHash, Done<EngineInfo> done) {
  impl_->render.enqueue(
      [impl = impl_.get(), model = std::move(modelHash), done = std::move(done)] { done(impl->info(model)); });
}

void Studio::useModel(std::string modelHash) {
  impl_->render.enqueue(
      [impl = impl_.get(), model = std::move(modelHash)]() mutable { impl->used = std::move(model); });
}

void Studio::openPhoto(std::filesystem::path file, CancelToken cancel, Done<OpenedPhoto> done) {
  std::string name = file.filename().string();
  impl_->open([file = std::move(file)] { return readPhotoFile(file); }, std::move(name), std::move(cancel),
              std::move(done));
}

void Studio::openBytes(std::vector<std::uint8_t> bytes, std::string name, CancelToken cancel, Done<OpenedPhoto> done) {
  impl_->open([bytes = std::move(bytes)]() mutable -> Result<Impl::FileBytes> { return std::move(bytes); },
              std::move(name), std::move(cancel), std::move(done));
}

void Studio::prepareFace(std::shared_ptr<const Photo> photo, PhotoFaceRef ref, CancelToken cancel, Done<FacePtr> done,
                         std::string model) {
  impl_->makeFace<FacePtr>(
      std::move(model), [photo = std::move(photo), ref = std::move(ref)](Engine& e) { return e.prepare(*photo, ref); },
      std::move(cancel), std::move(done));
}

void Studio::drawFace(const DrawnFaceRef& ref, CancelToken cancel, Done<FacePtr> done, std::string model) {
  impl_->makeFace<FacePtr>(
      std::move(model), [ref](Engine& e) { return e.draw(ref); }, std::move(cancel), std::move(done));
}

void Studio::restoreFace(std::shared_ptr<const FaceFiles> files, FaceRef ref, CancelToken cancel, Done<FacePtr> done,
                         std::string model) {
  impl_->unpack(std::move(files), std::move(ref),
                [impl = impl_.get(), cancel = std::move(cancel), done = std::move(done),
                 model = std::move(model)](Result<SavedFace> saved) {
                  if (isCancelled(cancel)) return done(cancelled());
                  if (!saved) return done(tl::unexpected(saved.error()));
                  impl->makeFace<FacePtr>(
                      model, [saved = std::move(*saved)](Engine& e) { return e.restore(saved); }, cancel, done);
                });
}

void Studio::projectFace(std::shared_ptr<const FaceFiles> files, FaceRef ref,
                         std::function<Result<ProjectionLoss>(const ProjectedFace&)> measure, CancelToken cancel,
                         Done<BroughtFace> done, std::string model) {
  Impl* const impl = impl_.get();
  const auto measured = [impl, measure = std::move(measure), cancel, done](Result<ProjectedFace> projected) {
    if (!projected) return done(tl::unexpected(projected.error()));
    impl->io.enqueue([measure, cancel, done, projected = std::move(*projected)] {
      if (isCancelled(cancel)) return done(cancelled());
      BroughtFace brought{projected.face, {}};
      if (measure) {
        if (const auto loss = guarded([&] { return measure(projected); })) brought.loss = *loss;
      }
      done(std::move(brought));
    });
  };
  impl->unpack(std::move(files), std::move(ref),
               [impl, cancel, done, measured, model = std::move(model)](Result<SavedFace> saved) {
                 if (isCancelled(cancel)) return done(cancelled());
                 if (!saved) return done(tl::unexpected(saved.error()));
                 impl->makeFace<ProjectedFace>(
                     model, [saved = std::move(*saved)](Engine& e) { return project(saved, e); }, cancel, measured);
               });
}

void Studio::preview(RenderJob job, Done<Frame> done) {
  impl_->render.replace(
      [impl = impl_.get(), job = std::move(job), done = std::move(done)] { done(impl->renderJob(job)); });
}

void Studio::renderFrame(RenderJob job, CancelToken cancel, Done<Frame> done) {
  impl_->render.enqueue([impl = impl_.get(), job = std::move(job), cancel = std::move(cancel), done = std::move(done)] {
    done(isCancelled(cancel) ? Result<Frame>(cancelled()) : impl->renderJob(job));
  });
}

void Studio::exportPicture(ExportRequest request, CancelToken cancel, std::function<void(double)> progress,
                           Done<std::filesystem::path> done) {
  impl_->render.enqueue([impl = impl_.get(), request = std::move(request), cancel = std::move(cancel),
                         progress = std::move(progress), done = std::move(done)]() mutable {
    if (isCancelled(cancel)) return done(cancelled());
    const auto format = formatFor(request.file, request.options, request.job.recipe.placement);
    if (!format) return done(tl::unexpected(format.error()));
    progress(0.1);
    Result<Frame> frame = impl->renderJob(request.job);
    if (!frame) return done(tl::unexpected(frame.error()));
    progress(0.6);
    impl->io.enqueue([request = std::move(request), cancel = std::move(cancel), progress = std::move(progress),
                      done = std::move(done), frame = std::move(*frame)] {
      if (isCancelled(cancel)) return done(cancelled());
      const auto written = guarded([&] { return request.write(frame); });
      if (!written) return done(tl::unexpected(written.error()));
      progress(1.0);
      done(request.file);
    });
  });
}

}  // namespace mien
