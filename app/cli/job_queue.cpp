#include "app/cli/job_queue.h"

#include "app/cli/record_arguments.h"

namespace mien {

Result<JobStore> openJobs() {
  auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  return JobStore::open(*std::move(record));
}

}  // namespace mien
