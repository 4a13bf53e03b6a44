#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/record/job_store.h"

namespace mien {

/// Keeps a photograph that has no file of its own (it was pasted) beside the record, readable by its owner alone, until
/// no job needs it. Returns where. Errors: Disk.
Result<std::filesystem::path> keepPhotograph(const std::filesystem::path& recordFile, const std::string& digest,
                                             std::span<const std::uint8_t> bytes);

/// Removes photographs of which no film is still to be made (a cancelled job can be tried again) and, as
/// removeDeadWork(), segments of jobs that can't go on; of how many jobs. `jobs`: all of them, as listed a moment ago.
Result<int> removeUnneeded(const std::filesystem::path& recordFile, const JobStore& store,
                           const std::vector<Job>& jobs);

}  // namespace mien
