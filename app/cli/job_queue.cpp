#include "app/cli/job_queue.h"

namespace mien {

Result<JobStore> openJobs() {
  const auto file = defaultRecordFile();
  if (!file) return tl::unexpected(file.error());
  auto record = Record::open(*file);
  if (!record) return tl::unexpected(record.error());
  return JobStore::open(*std::move(record));
}

}  // namespace mien
