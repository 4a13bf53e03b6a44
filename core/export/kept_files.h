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

/// Removes segments beside the record of jobs that are done or cancelled, and photographs of which no film is still to
/// be made (a cancelled job can be tried again). `jobs`: all of them, as listed a moment ago.
void removeUnneeded(const std::filesystem::path& recordFile, const JobStore& store, const std::vector<Job>& jobs);

}  // namespace mien
