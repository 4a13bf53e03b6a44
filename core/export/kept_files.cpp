#include "core/export/kept_files.h"

#include <algorithm>
#include <chrono>

#include "core/base/atomic_file.h"
#include "core/export/run_film_job.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

/// A photograph is kept before its job is added: a young one may be on its way.
constexpr std::chrono::minutes kYoung{10};

fs::path photographsFolder(const fs::path& recordFile) {
  return recordFile.parent_path() / "photographs";
}

std::vector<fs::path> entriesOf(const fs::path& folder) {
  std::error_code none;
  std::vector<fs::path> entries;
  for (const auto& entry : fs::directory_iterator(folder, none)) entries.push_back(entry.path());
  return entries;
}

}  // namespace

Result<fs::path> keepPhotograph(const fs::path& recordFile, const std::string& digest,
                                std::span<const std::uint8_t> bytes) {
  const fs::path folder = photographsFolder(recordFile);
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (error)
    return fail(ErrorKind::Disk, "The folder " + folder.string() + " can't be used (" + error.message() +
                                     "): free space there or check its permissions.");
  const fs::path file = folder / digest;
  if (auto written = writeFileAtomically(file, bytes); !written) return tl::unexpected(written.error());
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, error);
  return file;
}

Result<int> removeUnneeded(const fs::path& recordFile, const JobStore& store, const std::vector<Job>& jobs) {
  std::error_code none;
  for (const fs::path& file : entriesOf(photographsFolder(recordFile))) {
    const std::string name = file.filename().string();
    const bool young = fs::file_time_type::clock::now() - fs::last_write_time(file, none) < kYoung;
    const bool needed = std::any_of(jobs.begin(), jobs.end(), [&](const Job& job) {
      return job.state != JobState::Done && job.spec.find(name) != std::string::npos;
    });
    if (!young && !needed) fs::remove(file, none);
  }
  return removeDeadWork(store, recordFile);
}

}  // namespace mien
