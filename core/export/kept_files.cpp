#include "core/export/kept_files.h"

#include <algorithm>
#include <charconv>
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

/// Failed jobs keep their segments: when they are tried again they go on there.
bool needsSegments(JobState state) {
  return state != JobState::Done && state != JobState::Cancelled;
}

/// The job whose work folder this is; 0: none.
std::int64_t jobOf(const fs::path& folder) {
  const std::string name = folder.filename().string();
  constexpr std::string_view kPrefix = "job-";
  std::int64_t id = 0;
  if (name.starts_with(kPrefix)) std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), id);
  return id;
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

void removeUnneeded(const fs::path& recordFile, const JobStore& store, const std::vector<Job>& jobs) {
  std::error_code none;
  // Numbers are never used again, so that an unknown job below the highest one was removed, not added meanwhile.
  std::int64_t newest = 0;
  for (const Job& job : jobs) newest = std::max(newest, job.id);
  for (const fs::path& folder : entriesOf(recordFile.parent_path() / "work")) {
    const std::int64_t id = jobOf(folder);
    if (id == 0 || id > newest) continue;
    const auto job = store.get(id);
    const bool needed = job ? needsSegments(job->state) : job.error().kind != ErrorKind::Usage;
    if (!needed) fs::remove_all(folder, none);
  }
  for (const fs::path& file : entriesOf(photographsFolder(recordFile))) {
    const std::string name = file.filename().string();
    const bool young = fs::file_time_type::clock::now() - fs::last_write_time(file, none) < kYoung;
    const bool needed = std::any_of(jobs.begin(), jobs.end(), [&](const Job& job) {
      return job.state != JobState::Done && job.spec.find(name) != std::string::npos;
    });
    if (!young && !needed) fs::remove(file, none);
  }
}

}  // namespace mien
