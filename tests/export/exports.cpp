#include "tests/export/exports.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <thread>

#include "core/blend/timeline_edit.h"
#include "core/blend/timeline_start.h"
#include "core/export/work_folder.h"
#include "core/film/film_xmp.h"
#include "core/photo/photo.h"
#include "core/photo/write.h"
#include "core/record/consent_store.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"

using namespace mien;

namespace fs = std::filesystem;

namespace exports {
namespace {

std::string contentOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Of this process, gone with it; in memory where there is such a place.
struct OwnFolder {
  fs::path path = (fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path()) /
                  ("mien-exports-" + std::to_string(::getpid()));
  OwnFolder() = default;
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;
  ~OwnFolder() {
    std::error_code none;
    fs::remove_all(path, none);
  }
};

}  // namespace

Renderer::Renderer(std::chrono::milliseconds pause, Sealer sealer)
    : engine_(makeFakeEngine().value()), inner_(makeEngineRenderer(*engine_, std::move(sealer))), pause_(pause) {}

Result<ExportParent> Renderer::open(const FaceRef& ref, const fs::path& file) {
  return inner_->open(ref, file);
}

Result<Frame> Renderer::render(const Recipe& recipe, const ExportParents& parents) {
  ++rendered;
  std::this_thread::sleep_for(pause_);
  return inner_->render(recipe, parents);
}

FilmSpec filmOf(FilmFormat format, int frames) {
  Recipe base;
  base.modelId = "fake";
  base.modelHash = std::string(64, '0');
  base.faces = {DrawnFaceRef{8}, DrawnFaceRef{12}};
  base.size = 256;
  FilmSpec spec;
  spec.format = format;
  spec.timeline = timelineFromAToB(base, {.seconds = frames / 25.0, .easing = Easing::Linear});
  return spec;
}

void addDrawnFace(FilmSpec& spec) {
  Recipe base = spec.timeline.base;
  base.faces.emplace_back(DrawnFaceRef{21});
  base.further.push_back(equalShare(base.faces.size() - 1));
  spec.photographs.resize(base.faces.size());
  spec.timeline = timelineThroughAll(base, {.seconds = 0.08, .easing = Easing::Linear});
}

void usePhotograph(FilmSpec& spec, const fs::path& file, std::size_t face) {
  spec.photographs[face] = file;
  PhotoFaceRef ref;
  ref.digest = readPhoto(file).value().digest;
  spec.timeline.base.faces[face] = ref;
}

FilmSpec filmOfAPhotograph(const fs::path& file) {
  Image8 pixels(300, 320, 3);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels.data()[i] = static_cast<std::uint8_t>(i * 7 % 251);
  FilmSpec spec = filmOf(FilmFormat::PngSequence, 4);
  if (writePicture(file, pixels, PictureFormat::Png)) usePhotograph(spec, file);
  return spec;
}

void cutOutFrom(FilmSpec& spec, Ticks begin) {
  spec.timeline.base.surroundings = Surroundings::A;
  setKey(spec.timeline, "surroundings", 0, static_cast<double>(Surroundings::A));
  setKey(spec.timeline, "surroundings", begin, static_cast<double>(Surroundings::None));
}

fs::path recordOfRuns() {
  // Seals of one run are those of the next one under the same key alone.
  if (const char* shared = std::getenv(kRecordOfRuns)) return shared;
  static const OwnFolder own;
  return own.path / "record.db";
}

Result<FilmWritten> run(const FilmSpec& spec, const fs::path& work, const fs::path& output, Renderer& renderer,
                        const std::stop_token& stop, const std::function<void(const FilmProgress&)>& progress,
                        const std::function<void()>& done) {
  ExportParents parents;
  for (std::size_t i = 0; i < spec.photographs.size(); ++i) {
    auto parent = renderer.open(spec.timeline.base.faces[i], spec.photographs[i]);
    if (!parent) return tl::unexpected(parent.error());
    parents.push_back(std::move(*parent));
  }
  const fs::path record = recordOfRuns();
  consentTo(spec, record);
  auto gate = gatekeeperAt(record)->open();
  if (!gate) return tl::unexpected(gate.error());
  if (auto taken = gate->take(facesOf(parents)); !taken) return tl::unexpected(taken.error());
  const auto frames = FilmFrames::open(spec, std::move(parents), renderer, stop);
  if (!frames) return tl::unexpected(frames.error());
  return exportFilm(*frames, spec, *gate, "key of the film", work, output, stop, progress, 3)
      .map([&](const FilmExported& film) {
        done();
        std::error_code none;
        removeWork(work, none);
        return film.written;
      });
}

std::shared_ptr<Gatekeeper> gatekeeperAt(const fs::path& record) {
  return std::make_shared<Gatekeeper>(record, makeFakeJudge);
}

void consentTo(const FilmSpec& spec, const fs::path& record) {
  ConsentStore consents(Record::open(record).value());
  for (const FaceRef& face : spec.timeline.base.faces) {
    if (const auto* photo = std::get_if<PhotoFaceRef>(&face))
      consents.add({.subject = ConsentSubject::Photo, .key = photo->digest, .kind = ConsentKind::Synthetic}).value();
  }
}

std::set<std::string> namesIn(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename().string());
  return names;
}

std::vector<std::pair<std::string, std::string>> bytesOfOutput(const fs::path& output) {
  std::vector<std::pair<std::string, std::string>> all;
  if (fs::is_directory(output)) {
    for (const std::string& name : namesIn(output)) all.emplace_back(name, contentOf(output / name));
  } else {
    all.emplace_back("film", contentOf(output));
    if (fs::exists(sidecarOf(output))) all.emplace_back("sidecar", contentOf(sidecarOf(output)));
  }
  return all;
}

}  // namespace exports
