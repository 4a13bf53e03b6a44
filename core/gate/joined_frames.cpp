#include "core/gate/joined_frames.h"

#include "core/base/digest.h"
#include "core/blend/provenance.h"
#include "core/gate/model_standing.h"
#include "core/gate/sample_faces.h"
#include "core/gate/spending.h"
#include "core/photo/photo.h"
#include "core/photo/write.h"
#include "core/record/consent_store.h"
#include "core/record/face_key.h"
#include "core/record/history.h"
#include "core/record/output_store.h"
#include "core/record/recall.h"
#include "core/record/review_store.h"
#include "core/record/same_pixels.h"
#include "core/record/who_and_why.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> recalled(const fs::path& what) {
  return fail(ErrorKind::Blocked,
              what.string() + " was recalled and is not joined: leave it out, or let a reviewer approve it.");
}

Result<std::vector<std::int64_t>> outputsOf(const Record& record, const OutputQuery& query,
                                            std::optional<OutputKind> kind = {}) {
  return OutputStore(record).search(query).map([&](const OutputPage& page) {
    std::vector<std::int64_t> ids;
    for (const OutputSummary& output : page.outputs)
      if (!kind || output.kind == *kind) ids.push_back(output.id);
    return ids;
  });
}

/// Of a picture, whose recipe may be that of several: one that may leave is enough.
Result<void> addAnyOf(const Record& record, const OutputQuery& query, JoinedFrames& frames) {
  const auto ids = outputsOf(record, query, OutputKind::Picture);
  if (!ids) return tl::unexpected(ids.error());
  const ReviewStore reviews(record);
  Result<void> first;
  bool any = ids->empty();
  for (const std::int64_t id : *ids) {
    const auto may = reviews.mayExport(id);
    if (!may && first) first = may;
    any = any || may.has_value();
    if (may) frames.outputs.insert(id);
  }
  return any ? Result<void>() : first;
}

/// Of a folder, whose pictures may be any of these outputs'.
Result<void> addAllOf(const Record& record, const OutputQuery& query, JoinedFrames& frames) {
  const auto ids = outputsOf(record, query);
  if (!ids) return tl::unexpected(ids.error());
  for (const std::int64_t id : *ids) {
    if (auto may = ReviewStore(record).mayExport(id); !may) return may;
    frames.outputs.insert(id);
  }
  return {};
}

/// Frames in the folder where films are made have not been let out yet.
Result<void> haveLeft(const Record& record, const fs::path& folder) {
  std::error_code none;
  const fs::path work = fs::weakly_canonical(record.file().parent_path() / "work", none);
  const fs::path inWork = fs::weakly_canonical(folder, none).lexically_relative(work);
  if (inWork.empty() || *inWork.begin() == "..") return {};
  return fail(ErrorKind::Blocked, folder.string() +
                                      " is where a film is being made, and nothing there has been let out yet: join "
                                      "the frames that mien film has written.");
}

/// `shows`: what the pictures at `place` do with what is held.
Result<void> notHeld(const Record& record, const std::optional<HeldMix>& held, const fs::path& place,
                     const std::string& shows) {
  if (!held) return {};
  return fail(held->state == OutputState::Rejected ? ErrorKind::Blocked : ErrorKind::NeedsReview,
              place.string() + " " + shows + " of output " + std::to_string(held->output) + ", which was " +
                  std::string(nameOf(held->state)) + whoAndWhy(record, held->output, held->state) +
                  ": leave it out, or let a reviewer approve it.");
}

/// Of the mix or film of `json`.
Result<void> notHeld(const Record& record, const std::string& json, const fs::path& place, const std::string& shows) {
  return heldMix(record, json).and_then([&](const auto& held) { return notHeld(record, held, place, shows); });
}

Result<void> addRecipe(const Record& record, const Recipe& recipe, const fs::path& picture, JoinedFrames& frames) {
  const std::string json = toJson(recipe);
  const std::string digest = sha256Hex({reinterpret_cast<const std::uint8_t*>(json.data()), json.size()});
  const auto back = isRecalled(record, json);
  if (!back) return tl::unexpected(back.error());
  if (*back) return recalled(picture);
  if (auto free = notHeld(record, json, picture, "shows the mix"); !free) return free;
  if (auto usable = checkStanding(record, recipe.modelHash); !usable) return tl::unexpected(usable.error());
  OutputQuery query;
  query.recipeDigest = digest;
  if (auto added = addAnyOf(record, query, frames); !added) return added;
  Provenance all = frames.provenance.value_or(provenanceOf(recipe));
  all.photographs = all.photographs || usesPhotographs(recipe.faces);
  if (all.recipeJson != json) all.recipeJson.clear();  // one frame's recipe is not the film's
  frames.provenance = std::move(all);
  return {};
}

/// Of a picture that says nothing of its making, as one that went through another program: whether its pixels are those
/// of an output that was recalled or is held. (Of pictures with alpha and of 16 bit they are others.)
Result<void> pixelsAreFree(const Record& record, const fs::path& picture) {
  const auto photo = readPhoto(picture);
  if (!photo) return tl::unexpected(photo.error());
  const std::string digest = sha256Hex({photo->pixels.data(), photo->pixels.size()});
  const auto back = recalledPixels(record, digest);
  if (!back) return tl::unexpected(back.error());
  if (*back) return recalled(picture);
  return heldPixels(record, digest).and_then([&](const auto& held) {
    return notHeld(record, held, picture, "shows the mix");
  });
}

/// What all pictures say alike of the film that they are frames of, once each was looked at; or nothing.
class CommonTimeline {
 public:
  void add(const fs::path& picture) {
    if (!same_) return;  // one that differs is enough, and reading takes its time
    const auto carried = readEmbeddedTimeline(picture);
    same_ = carried.has_value() && (first_.empty() || *carried == first_);
    if (same_) first_ = *carried;
  }
  /// Errors: as the record; Blocked when that film was recalled; as notHeld().
  Result<std::string> get(const Record& record, const fs::path& folder) const {
    if (!same_ || !timelineFromJson(first_)) return std::string();
    const auto back = isRecalled(record, first_);
    if (!back) return tl::unexpected(back.error());
    if (*back) return recalled(folder);
    if (auto free = notHeld(record, first_, folder, "holds frames of the film"); !free)
      return tl::unexpected(free.error());
    return first_;
  }

 private:
  bool same_ = true;
  std::string first_;
};

}  // namespace

Result<JoinedFrames> lookAtFrames(const Record& record, std::span<const fs::path> pictures) {
  JoinedFrames frames;
  auto spending = spendingInForce(record);
  if (!spending) return tl::unexpected(spending.error());
  frames.spending = *std::move(spending);
  std::set<fs::path> folders;
  CommonTimeline common;
  bool allSayHow = true;
  for (const fs::path& picture : pictures) {
    folders.insert(fs::absolute(picture).lexically_normal().parent_path());
    const auto carried = readEmbeddedRecipe(picture);
    const auto recipe = carried ? recipeFromJson(*carried) : Result<Recipe>(tl::unexpected(carried.error()));
    if (!recipe) {
      if (auto free = pixelsAreFree(record, picture); !free) return tl::unexpected(free.error());
      allSayHow = false;
      continue;
    }
    if (auto added = addRecipe(record, *recipe, picture, frames); !added) return tl::unexpected(added.error());
    common.add(picture);
  }
  if (!allSayHow && frames.provenance) frames.provenance->recipeJson.clear();
  if (allSayHow && frames.provenance) {
    auto timeline = common.get(record, pictures.front().parent_path());
    if (!timeline) return tl::unexpected(timeline.error());
    frames.provenance->timelineJson = std::move(*timeline);
  }
  for (const fs::path& folder : folders) {
    if (auto left = haveLeft(record, folder); !left) return tl::unexpected(left.error());
    OutputQuery query;
    query.file = folder;
    query.state = OutputState::Recalled;
    const auto back = OutputStore(record).search(query);
    if (!back) return tl::unexpected(back.error());
    if (back->total > 0) return recalled(folder);
    query.state.reset();
    if (auto added = addAllOf(record, query, frames); !added) return tl::unexpected(added.error());
  }
  return frames;
}

Result<void> stillConsented(const Record& record, const std::set<std::int64_t>& outputs) {
  const auto now = latestByHistory(record);
  if (!now) return tl::unexpected(now.error());
  for (const std::int64_t id : outputs) {
    const auto output = OutputStore(record).get(id);
    if (!output) return tl::unexpected(output.error());
    if (output->state == OutputState::Approved) continue;
    const std::string frames = "Frames of output " + std::to_string(id) + " are not joined: ";
    if (output->erased) return fail(ErrorKind::Blocked, frames + "somebody in it was erased.");
    for (std::size_t i = 0; i < output->faces.size(); ++i) {
      const InputFace& face = output->faces[i];
      if (isDrawnKey(face.key) || isSampleFace(face.photoDigest)) continue;
      const auto answer = ConsentStore(record).find(face.key, face.photoDigest, *now);
      if (!answer) return tl::unexpected(answer.error());
      if (answer->standing == ConsentStanding::Valid) continue;
      return fail(ErrorKind::Blocked, frames + "for its face " + capitalOf(i) +
                                          " no consent holds any more. Record one (mien consent add), or let a "
                                          "reviewer approve the output.");
    }
  }
  return {};
}

Result<void> noteJoined(const Record& record, const JoinedFrames& frames, const fs::path& film,
                        const CostMeter& meter) {
  if (frames.outputs.empty()) return {};
  const auto digest = sha256HexOfFile(film);
  if (!digest) return tl::unexpected(digest.error());
  std::optional<Cost> cost = priced(meter.cost(), frames.spending);
  OutputStore store(record);
  for (const std::int64_t output : frames.outputs) {
    if (auto added = store.addExport(output, film, *digest, cost); !added) return tl::unexpected(added.error());
    cost.reset();  // it was made once
  }
  return {};
}

}  // namespace mien
