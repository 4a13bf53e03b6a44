#pragma once
#include <filesystem>

#include "app/cli/interrupt.h"
#include "app/cli/session.h"
#include "core/export/run_film_job.h"

namespace mien {

struct FilmMade {
  std::int64_t job = 0;
  FilmExported film;
  std::int64_t frames = 0;
  bool interrupted = false;  ///< by Ctrl-C: the job waits, paused
};

/// Makes a film as a job of the queue: an unfinished job of the same film and output goes on where it was ended.
/// Shows progress on stderr. Errors: the film's.
Result<FilmMade> makeFilm(Session& session, const FilmSpec& spec, const std::filesystem::path& output);

/// Whether a film's job was ended as it put the film to `output`, so that what lies there may be half of it: the same
/// command goes on there.
bool wasEndedPlacing(const std::filesystem::path& output);

/// Runs a job that was claimed, with progress, and what the guard noted, on stderr; `interrupt`, which is there since
/// before it was claimed, pauses it.
Result<FilmMade> runClaimed(Session& session, JobStore& store, const Job& job, const Interrupt& interrupt);

/// The report of --json.
nlohmann::json filmReport(const Session& session, const FilmSpec& spec, const FilmMade& made);

/// The same of a film that was refused for `why`: with the verdict of its output, if it came so far as to have one.
nlohmann::json refusedFilmReport(const Session& session, const FilmSpec& spec, const std::filesystem::path& output,
                                 const Error& why);

}  // namespace mien
