#pragma once
#include <functional>
#include <stop_token>

#include "core/export/film_frames.h"
#include "core/film/join.h"
#include "core/gate/gate.h"

namespace mien {

struct FilmProgress {
  std::int64_t done = 0;  ///< frames, those of a former run included
  std::int64_t total = 0;
  std::int64_t kept = 0;   ///< of those done: made by a former run, so that they say nothing of the speed
  std::int64_t coded = 0;  ///< once all are made, of a film that isCodedInTheEnd(): how many that has gone through
};

/// A film that has left, and what the gate said of it.
struct FilmExported {
  FilmWritten written;
  Admission admission;
};

/// Renders a film's segments into `work`, goes on where a former run of the same film was ended, and puts the film at
/// `output`, whole or not at all. `key` names the film: a work folder of another one is emptied first. A PNG sequence
/// becomes a folder; with spec.frames, its frames join those that lie in `output`. Every frame is judged by `gate`,
/// which has taken the film's faces; nothing lies at `output` before the whole film may leave. The work folder is the
/// caller's to remove (removeWork()), once it has noted that the film is made: killed before that, the next run learns
/// from it that the film in place is its own. It is removed here when the film may not leave (Blocked, NeedsReview):
/// what may not leave does not stay to be played, and is rendered anew once it is approved. `stop` ends it after the
/// frame at hand (coding at once); `progress` is told once of a former run's frames, then after each frame, and then of
/// the coding in the end. Thread: the renderer's. Errors: as checkFilmOutput, rendering and writing; Blocked,
/// NeedsReview; Cancelled.
Result<FilmExported> exportFilm(const FilmFrames& frames, const FilmSpec& spec, Gate& gate, const std::string& key,
                                const std::filesystem::path& work, const std::filesystem::path& output,
                                const std::stop_token& stop, const std::function<void(const FilmProgress&)>& progress,
                                std::int64_t segmentFrames = kSegmentFrames);

/// Refuses an output that lies there already unless the user agreed, one that is a photograph of the film, and, agreed
/// or not, a folder that holds more than a film's frames. Errors: Usage; Disk for a folder that is missing.
Result<void> checkFilmOutput(const FilmSpec& spec, const std::filesystem::path& output);

}  // namespace mien
