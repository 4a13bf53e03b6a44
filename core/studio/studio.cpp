#include "core/studio/studio.h"

#include <exception>
#include <utility>

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
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::Internal, "The memory is full: close other programs or choose a smaller size.");
  } catch (const std::exception& e) {
    return fail(ErrorKind::Internal, std::string("Something went wrong inside Mien, please report it: ") + e.what());
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
  JobThreads render{1};
  JobThreads io{2};

  void load(const EngineFactory& factory, const Done<EngineInfo>& ready) {
    engine = guarded(factory);
    if (engine && !*engine) engine = fail(ErrorKind::Model, "No engine was made: reinstall Mien.");
    ready(info());
  }

  Result<EngineInfo> info() {
    return withEngine<EngineInfo>([](Engine& e) { return e.info(); });
  }

  /// On the render thread: `work` with the engine, or the reason why there is none.
  template <class T, class Work>
  Result<T> withEngine(Work&& work) {
    if (!engine) return tl::unexpected(engine.error());
    return guarded([&]() -> Result<T> { return work(**engine); });
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
      auto faces = withEngine<std::vector<FoundFace>>([&](Engine& e) { return e.find(*opened.photo); });
      if (isCancelled(cancel)) return done(cancelled());
      if (!faces) return done(tl::unexpected(faces.error()));
      opened.faces = std::move(*faces);
      done(std::move(opened));
    });
  }

  void makeFace(std::function<Result<FacePtr>(Engine&)> make, CancelToken cancel, Done<FacePtr> done) {
    render.enqueue([this, make = std::move(make), cancel = std::move(cancel), done = std::move(done)] {
      if (isCancelled(cancel)) return done(cancelled());
      done(withEngine<FacePtr>(make));
    });
  }

  Result<Frame> renderJob(const RenderJob& job) {
    return withEngine<Frame>([&](Engine& e) {
      return e.render(job.recipe, job.faces, {job.photos[0].get(), job.photos[1].get()});
    });
  }
};

Studio::Studio(EngineFactory factory, Done<EngineInfo> ready) : impl_(std::make_unique<Impl>()) {
  impl_->render.enqueue(
      [impl = impl_.get(), factory = std::move(factory), ready = std::move(ready)] { impl->load(factory, ready); });
}

Studio::~Studio() {
  // Both lanes stop before either is joined: a job that still runs can't hand work to the other one.
  impl_->io.stop();
  impl_->render.stop([impl = impl_.get()] { impl->engine = fail(ErrorKind::Cancelled, "Mien is closing."); });
  impl_->io.join();
  impl_->render.join();
}

void Studio::engineInfo(Done<EngineInfo> done) {
  impl_->render.enqueue([impl = impl_.get(), done = std::move(done)] { done(impl->info()); });
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

void Studio::prepareFace(std::shared_ptr<const Photo> photo, PhotoFaceRef ref, CancelToken cancel, Done<FacePtr> done) {
  impl_->makeFace([photo = std::move(photo), ref = std::move(ref)](Engine& e) { return e.prepare(*photo, ref); },
                  std::move(cancel), std::move(done));
}

void Studio::drawFace(std::uint64_t seed, CancelToken cancel, Done<FacePtr> done) {
  impl_->makeFace([seed](Engine& e) { return e.draw(seed); }, std::move(cancel), std::move(done));
}

void Studio::restoreFace(std::shared_ptr<const FaceFiles> files, FaceRef ref, CancelToken cancel, Done<FacePtr> done) {
  impl_->io.enqueue([impl = impl_.get(), files = std::move(files), ref = std::move(ref), cancel = std::move(cancel),
                     done = std::move(done)]() mutable {
    if (isCancelled(cancel)) return done(cancelled());
    Result<SavedFace> saved = guarded([&] { return unpackFace(*files); });
    if (!saved) return done(tl::unexpected(saved.error()));
    if (saved->ref != ref)
      return done(fail(ErrorKind::Input, "The project holds another face than it names: open the photograph again."));
    impl->makeFace([saved = std::move(*saved)](Engine& e) { return e.restore(saved); }, std::move(cancel),
                   std::move(done));
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
