#include "core/export/approved_jobs.h"

#include <algorithm>

#include "core/base/digest.h"
#include "core/export/film_spec.h"
#include "core/record/output_store.h"
#include "core/record/review_store.h"

namespace mien {
namespace {

bool waitsForApproval(const Job& job) {
  return job.kind == kFilmJob && (job.kindOfError == ErrorKind::NeedsReview || job.kindOfError == ErrorKind::Blocked);
}

/// Of its timeline, after the job has failed.
Result<bool> wasApproved(const Record& record, const Job& job) {
  const auto spec = filmSpecFromJson(job.spec);
  if (!spec) return false;
  const std::string timeline = toJson(spec->timeline);
  OutputQuery query;
  query.recipeDigest = sha256Hex({reinterpret_cast<const std::uint8_t*>(timeline.data()), timeline.size()});
  query.state = OutputState::Approved;
  query.limit = 1;
  const auto page = OutputStore(record).search(query);
  if (!page) return tl::unexpected(page.error());
  if (page->outputs.empty()) return false;
  const auto decisions = ReviewStore(record).decisions(page->outputs[0].id);
  if (!decisions) return tl::unexpected(decisions.error());
  return std::any_of(decisions->begin(), decisions->end(), [&](const Decision& decision) {
    return decision.to == OutputState::Approved && decision.from != OutputState::Approved &&
           decision.time > job.finished;
  });
}

}  // namespace

Result<int> queueApproved(JobStore& store, const Record& record) {
  const auto failed = store.list(JobState::Failed);
  if (!failed) return tl::unexpected(failed.error());
  int queued = 0;
  for (const Job& job : *failed) {
    if (!waitsForApproval(job)) continue;
    const auto approved = wasApproved(record, job);
    if (!approved) return tl::unexpected(approved.error());
    if (*approved && store.retry(job.id)) ++queued;  // unless another process was faster
  }
  return queued;
}

}  // namespace mien
