#pragma once
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/export/export_renderer.h"
#include "core/export/film_frames.h"
#include "core/project/carried.h"
#include "core/project/find_photo.h"
#include "core/record/record.h"

namespace mien {

/// What an output shows, rendered anew from its recipe or timeline, to be looked at: what needs a review has no file
/// yet. An approval is of that recipe, so this is what is decided on. Thread: the renderer's.
class Rerender {
 public:
  /// One face of the output.
  struct Wanted {
    std::string key;     ///< InputFace::key: another picture under the same photograph's name is not it
    PhotoPlaces places;  ///< of the photograph, or of what keepFace() wrote; none of a drawn face
  };

  /// Finds the photographs, opens the faces with the model that the output names, and measures an even pace. A film's
  /// crops are at most `filmSide` px; a picture has its own size. The renderer must outlive it.
  /// Errors: Input where a face is not found, as ExportRenderer and FilmFrames, Cancelled.
  static Result<Rerender> open(const Carried& carried, const std::vector<Wanted>& faces, ExportRenderer& renderer,
                               int filmSide, const std::stop_token& stop = {});

  /// 1 of a picture.
  std::int64_t frames() const;
  /// 0 of a picture.
  int framesPerSecond() const;
  bool repeats() const;  ///< a film that goes on from its start
  /// Frame n, 0 ≤ n < frames().
  Result<Frame> frame(std::int64_t n) const;

 private:
  explicit Rerender(ExportRenderer& renderer) : renderer_(&renderer) {}

  ExportRenderer* renderer_;
  Recipe recipe_;
  ExportParents parents_;
  std::optional<FilmFrames> film_;  ///< none: it is a picture
};

/// Where the photographs (and kept faces) of a film lie that is in the queue and makes this timeline, one a face; empty
/// when there is none. Errors: Disk, Input as Record.
Result<std::vector<std::filesystem::path>> queuedPhotographs(const Record& record, const std::string& timeline);

}  // namespace mien
