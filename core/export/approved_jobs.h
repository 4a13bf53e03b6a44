#pragma once
#include "core/record/job_store.h"

namespace mien {

/// Puts films back into the queue that needed a review, or were blocked, and that a reviewer has approved since: who
/// ordered them waits for nothing else. Where they fail again, they stay so until the next approval. How many there
/// were. Errors: as Record.
Result<int> queueApproved(JobStore& store, const Record& record);

}  // namespace mien
