#pragma once
#include <cstdint>
#include <set>
#include <utility>

#include "core/record/job_store.h"

namespace mien {

/// Job and decision: approvals that were followed already.
using FollowedApprovals = std::set<std::pair<std::int64_t, std::int64_t>>;

/// Puts films back into the queue that needed a review, or were blocked, and that a reviewer has approved since: who
/// ordered them waits for nothing else. Each approval once in a process, whatever the clock says; and not where
/// somebody has put something newer at the film's place or ordered it, for that must not be replaced. How many there
/// were. Errors: as Record, of the first job with one; the others are queued all the same.
Result<int> queueApproved(JobStore& store, const Record& record, FollowedApprovals& followed);

}  // namespace mien
