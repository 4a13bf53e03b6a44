#include "core/export/rerender.h"

#include <algorithm>
#include <atomic>
#include <memory>

#include "core/export/kept_files.h"
#include "core/record/face_key.h"
#include "core/record/job_store.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

bool isIt(const ExportParent& parent, const std::string& key) {
  const std::string& own = parent.face->ownKey();
  return (own.empty() ? faceKey(parent.face->ref()) : own) == key;
}

Result<ExportParent> fromPhotograph(const PhotoFaceRef& ref, std::size_t face, const Rerender::Wanted& wanted,
                                    ExportRenderer& renderer, const std::stop_token& stop) {
  for (const fs::path& file : wanted.places.files) {
    if (!isKeptFace(file)) continue;
    auto kept = renderer.open(ref, file);
    if (kept && isIt(*kept, wanted.key)) return kept;
  }
  const auto cancel = std::make_shared<std::atomic<bool>>(false);
  const std::stop_callback onStop(stop, [&] { cancel->store(true); });
  const auto file = findPhoto({.digest = ref.digest}, wanted.places, cancel);
  if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "It is no longer looked for.");
  if (file) {
    auto parent = renderer.open(ref, *file);
    if (!parent || isIt(*parent, wanted.key)) return parent;
  }
  return fail(ErrorKind::Input, "The photograph of face " + capitalOf(face) +
                                    " does not lie where photographs were opened before: open it in the mix once.");
}

Result<ExportParents> openFaces(const Recipe& recipe, const std::vector<Rerender::Wanted>& faces,
                                ExportRenderer& renderer, const std::stop_token& stop) {
  ExportParents parents;
  for (std::size_t i = 0; i < recipe.faces.size(); ++i) {
    const auto* photo = std::get_if<PhotoFaceRef>(&recipe.faces[i]);
    auto parent = photo == nullptr
                      ? renderer.open(recipe.faces[i], {})
                      : fromPhotograph(*photo, i, i < faces.size() ? faces[i] : Rerender::Wanted(), renderer, stop);
    if (!parent) return tl::unexpected(parent.error());
    parents.push_back(std::move(*parent));
  }
  return parents;
}

}  // namespace

Result<Rerender> Rerender::open(const Carried& carried, const std::vector<Wanted>& faces, ExportRenderer& renderer,
                                int filmSide, const std::stop_token& stop) {
  const auto* timeline = std::get_if<Timeline>(&carried);
  Rerender made(renderer);
  made.recipe_ = timeline != nullptr ? timeline->base : std::get<Recipe>(carried);
  renderer.withModel(made.recipe_.modelHash);
  renderer.stopWith(stop);
  if (auto info = renderer.info(); !info) return tl::unexpected(info.error());
  auto parents = openFaces(made.recipe_, faces, renderer, stop);
  if (!parents) return tl::unexpected(parents.error());
  made.parents_ = std::move(*parents);
  if (timeline == nullptr) return made;
  FilmSpec spec;
  spec.timeline = *timeline;
  spec.timeline.base.size = std::min(spec.timeline.base.size, filmSide);
  spec.format = FilmFormat::MovProres;  // holds all sizes, rates and alpha
  auto film = FilmFrames::open(spec, made.parents_, renderer, stop);
  if (!film) return tl::unexpected(film.error());
  made.film_ = std::move(*film);
  return made;
}

std::int64_t Rerender::frames() const {
  return film_ ? filmFrameCount(film_->timeline()) : 1;
}

int Rerender::framesPerSecond() const {
  return film_ ? film_->timeline().framesPerSecond : 0;
}

bool Rerender::repeats() const {
  return film_ && film_->timeline().repeat != Repeat::Once;
}

Result<Frame> Rerender::frame(std::int64_t n) const {
  return film_ ? film_->frame(n) : renderer_->render(recipe_, parents_);
}

Result<std::vector<fs::path>> queuedPhotographs(const Record& record, const std::string& timeline) {
  const auto store = JobStore::open(record);
  if (!store) return tl::unexpected(store.error());
  const auto jobs = store->list();
  if (!jobs) return tl::unexpected(jobs.error());
  for (const Job& job : *jobs) {
    if (job.kind != kFilmJob) continue;
    const auto spec = filmSpecFromJson(job.spec);
    if (spec && toJson(spec->timeline) == timeline) return spec->photographs;
  }
  return std::vector<fs::path>();
}

}  // namespace mien
