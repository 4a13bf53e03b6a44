#pragma once
#include <filesystem>
#include <functional>
#include <stop_token>

#include "core/export/export_renderer.h"
#include "core/export/film_export.h"
#include "core/gate/gatekeeper.h"
#include "core/record/job_store.h"

namespace mien {

/// Where jobs keep their finished segments: a folder beside the record.
std::filesystem::path workFolderOf(const std::filesystem::path& recordFile, std::int64_t job);

/// Removes the work folders of jobs that can't go on: cancelled, done or taken off the list; how many there were. A
/// failed job keeps its own until then: a retry goes on there. Call it after cancelling or removing jobs; work that
/// begins meanwhile is left alone. Errors: Disk (a folder can't be deleted, nor can it be known whether a job needs
/// it); what can be removed is removed all the same.
Result<int> removeDeadWork(const JobStore& store, const std::filesystem::path& recordFile);

/// Runs a film that `store` claimed, to its end in the record: done, failed, or stopped where `stop`, or a wish to
/// pause or cancel that the record holds, asked for it (seen within 100 ms). A cancelled job's work folder is removed,
/// a paused one's stays; so does that of a film which a reviewer must approve first: it fails, and can be tried again
/// then. What its admission warned of stays with the job. Progress goes into the record four times a second (see
/// progressOf()), and to `progress` after each frame. Thread: the store's and the renderer's. Errors: the film's;
/// Cancelled when it was stopped.
Result<FilmExported> runFilmJob(JobStore& store, Gatekeeper& keeper, const Job& job, ExportRenderer& renderer,
                                const std::stop_token& stop, const std::function<void(const FilmProgress&)>& progress);

}  // namespace mien
