#include "core/project/autosave_folder.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <string>

#include "core/base/atomic_file.h"
#include "core/base/running_process.h"
#include "core/project/project_file.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWas = "-was-";
constexpr std::size_t kBootLength = 8;

std::string shortBootId() {
  return bootId().substr(0, kBootLength);
}

/// PID-START-BOOT, perhaps with -was-…: see ownAutosave() and claimAutosave().
struct Owner {
  std::int64_t pid = 0;
  std::string start, boot;
};

std::optional<Owner> ownerOf(const fs::path& file) {
  const std::string name = file.stem().string();
  const std::size_t first = name.find('-');
  const std::size_t second = name.find('-', first + 1);
  if (first == std::string::npos || second == std::string::npos || !isProjectFile(file)) return std::nullopt;
  Owner owner{0, name.substr(first + 1, second - first - 1), name.substr(second + 1, kBootLength)};
  const auto [end, error] = std::from_chars(name.data(), name.data() + first, owner.pid);
  if (error != std::errc() || end != name.data() + first || owner.pid <= 0) return std::nullopt;
  return owner;
}

bool lives(const Owner& owner) {
  const auto started = startOfProcess(owner.pid);
  return owner.boot == shortBootId() && started && std::to_string(*started) == owner.start;
}

fs::path stateFolder() {
  const auto named = [](const char* name) -> fs::path {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
  };
  if (fs::path own = named("MIEN_STATE"); !own.empty()) return own;
  if (const fs::path state = named("XDG_STATE_HOME"); state.is_absolute()) return state / "mien";
  return named("HOME") / ".local/state/mien";
}

}  // namespace

fs::path autosaveFolder() {
  return stateFolder() / "autosave";
}

fs::path ownAutosave(const fs::path& folder) {
  const std::string start = std::to_string(startOfProcess(::getpid()).value_or(0));
  return folder / (std::to_string(::getpid()) + "-" + start + "-" + shortBootId() + ".mien");
}

std::vector<fs::path> abandonedAutosaves(const fs::path& folder) {
  removeLeftOvers(folder);
  std::vector<std::pair<fs::file_time_type, fs::path>> found;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code unreadable;
    const auto owner = ownerOf(it->path());
    if (owner && !lives(*owner)) found.emplace_back(it->last_write_time(unreadable), it->path());
  }
  std::sort(found.begin(), found.end(), std::greater<>());
  std::vector<fs::path> out;
  for (auto& [time, file] : found) out.push_back(std::move(file));
  return out;
}

Result<fs::path> claimAutosave(const fs::path& abandoned) {
  const std::string own = ownAutosave("").stem().string();
  const std::string before = abandoned.stem().string();
  // Of a name that was claimed before, its first owner alone: names must not grow.
  const fs::path claimed = abandoned.parent_path() / (own + kWas + before.substr(0, before.find(kWas)) + ".mien");
  std::error_code error;
  fs::rename(abandoned, claimed, error);
  if (error) {
    return fail(ErrorKind::Disk, abandoned.string() + " can't be restored (" + error.message() +
                                     "): another window of Mien has it already, or the file is gone.");
  }
  return claimed;
}

}  // namespace mien
