#pragma once
#include "core/record/job_store.h"

namespace mien {

/// The queue of exports in the user's record. Errors: as Record::open.
Result<JobStore> openJobs();

}  // namespace mien
