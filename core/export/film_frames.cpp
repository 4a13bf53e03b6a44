#include "core/export/film_frames.h"

#include "core/base/channels.h"
#include "core/studio/even_pace.h"

namespace mien {
namespace {

/// Whether some frame is transparent somewhere.
bool hasAlpha(const Timeline& timeline) {
  if (timeline.base.placement != Placement::Crop) return false;
  for (std::int64_t n = 0; n < frameCount(timeline); ++n)
    if (recipeForFilmFrame(timeline, n).surroundings == Surroundings::None) return true;
  return false;
}

}  // namespace

Result<FilmFrames> FilmFrames::open(const FilmSpec& spec, ExportParents parents, ExportRenderer& renderer,
                                    const std::stop_token& stop) {
  FilmFrames out(std::move(parents), renderer);
  out.timeline_ = heldTimeline(spec);
  const Timeline& timeline = out.timeline_;
  out.settings_ = {.format = spec.format,
                   .width = timeline.base.size,
                   .height = timeline.base.size,
                   .alpha = infoOf(spec.format).alpha && hasAlpha(timeline),
                   .fps = timeline.framesPerSecond,
                   .quality = spec.quality,
                   .loop = timeline.repeat != Repeat::Once};
  if (const auto face = faceOf(timeline.base.placement)) {
    const ExportParent& home = out.parents_[*face];
    if (!home.photo && std::holds_alternative<PhotoFaceRef>(home.face->ref()))
      return fail(ErrorKind::Input, "The photograph of face " + capitalOf(*face) +
                                        " is not there to paste into: open it again, or export the crop.");
    if (!home.photo) return fail(ErrorKind::Input, "A drawn face has no photograph to paste into: export the crop.");
    out.settings_.width = home.photo->pixels.width();
    out.settings_.height = home.photo->pixels.height();
  }
  if (auto good = checkFilmSettings(out.settings_); !good) return tl::unexpected(good.error());
  auto pace = measurePace(timeline, [&](const Recipe& recipe) -> Result<Frame> {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "The export was stopped.");
    return renderer.render(recipe, out.parents_);
  });
  if (!pace) return tl::unexpected(pace.error());
  out.pace_ = std::move(*pace);
  return out;
}

Result<Frame> FilmFrames::frame(std::int64_t n) const {
  auto frame = renderer_->render(recipeForFilmFrame(timeline_, n, pace_), parents_);
  if (!frame) return frame;
  frame->deep = {};  // films have 8 bits; frames wait in a queue
  const bool transparent = frame->pixels.channels() == 4;
  if (transparent && !settings_.alpha) frame->pixels = overWhite(frame->pixels);
  if (!transparent && settings_.alpha) frame->pixels = withOpaqueAlpha(frame->pixels);
  return frame;
}

}  // namespace mien
