#include "app/model/blocked_films.h"

#include "app/model/mix_digests.h"
#include "core/gate/approve.h"
#include "core/record/output_store.h"

namespace mien {

bool BlockedFilms::leadsToReview(const Job& job, const QString& made) {
  if (job.state != JobState::Failed || job.kindOfError != ErrorKind::Blocked) return false;
  const auto known = answers_.find(job.id);
  if (known != answers_.end() && known->second.finished == job.finished) return known->second.leads;
  const auto leads = ask(made);
  if (!leads) return false;  // what can't be read now is read with the next change
  answers_[job.id] = {job.finished, *leads};
  return *leads;
}

Result<bool> BlockedFilms::ask(const QString& made) {
  if (!record_) {
    auto opened = Record::open(file_);
    if (!opened) return tl::unexpected(opened.error());
    record_ = std::move(*opened);
  }
  const auto newest = newestMade(*record_, digestsIn(made));
  if (!newest) return tl::unexpected(newest.error());
  // A draft or an approved one is not what was blocked.
  if (newest->id == 0 || newest->state == OutputState::Draft || newest->state == OutputState::Approved) return false;
  const auto output = OutputStore(*record_).get(newest->id);
  if (!output) return tl::unexpected(output.error());
  return approvalNeeds(*record_, *output).map([](const ApprovalNeeds& needs) {
    return needs.recorded && needs.allowed;
  });
}

}  // namespace mien
