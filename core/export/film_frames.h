#pragma once
#include <stop_token>

#include "core/export/export_renderer.h"
#include "core/export/film_spec.h"

namespace mien {

/// The frames of one film as its format takes them: all of one size and with alpha or all without.
class FilmFrames {
 public:
  /// Measures the pace when the timeline asks for it; `stop` ends that. Errors: as rendering, Usage for settings that
  /// the format can't hold, Cancelled.
  static Result<FilmFrames> open(const FilmSpec& spec, ExportParents parents, ExportRenderer& renderer,
                                 const std::stop_token& stop = {});

  const FilmSettings& settings() const { return settings_; }
  const Timeline& timeline() const { return timeline_; }
  /// Frame n of the film, 0 ≤ n < filmFrameCount(). The frame's recipe is what it shows.
  Result<Frame> frame(std::int64_t n) const;

 private:
  FilmFrames(ExportParents parents, ExportRenderer& renderer) : parents_(std::move(parents)), renderer_(&renderer) {}

  ExportParents parents_;
  ExportRenderer* renderer_;
  Timeline timeline_;
  Pace pace_;
  FilmSettings settings_;
};

}  // namespace mien
