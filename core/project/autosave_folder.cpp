#include "core/project/autosave_folder.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "core/project/project_file.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWas = "-was-";
constexpr std::size_t kBootLength = 8;

std::string contentOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// When the process started, in the kernel's ticks since boot; empty when there is no such process.
std::string startOf(const std::string& pid) {
  const std::string stat = contentOf(fs::path("/proc") / pid / "stat");
  // The name in brackets may hold anything; the start is the 20th field after it.
  std::size_t at = stat.rfind(')');
  if (at == std::string::npos) return {};
  ++at;
  for (int field = 0; field < 19 && at != std::string::npos; ++field) at = stat.find(' ', at + 1);
  if (at == std::string::npos) return {};
  return stat.substr(at + 1, stat.find(' ', at + 1) - at - 1);
}

std::string boot() {
  return contentOf("/proc/sys/kernel/random/boot_id").substr(0, kBootLength);
}

/// PID-START-BOOT, perhaps with -was-…: see ownAutosave() and claimAutosave().
struct Owner {
  std::string pid, start, boot;
};

std::optional<Owner> ownerOf(const fs::path& file) {
  const std::string name = file.stem().string();
  const std::size_t first = name.find('-');
  const std::size_t second = name.find('-', first + 1);
  if (first == std::string::npos || second == std::string::npos || !isProjectFile(file)) return std::nullopt;
  Owner owner{name.substr(0, first), name.substr(first + 1, second - first - 1), name.substr(second + 1, kBootLength)};
  long pid = 0;
  const auto [end, error] = std::from_chars(owner.pid.data(), owner.pid.data() + owner.pid.size(), pid);
  if (error != std::errc() || end != owner.pid.data() + owner.pid.size() || pid <= 0) return std::nullopt;
  return owner;
}

bool lives(const Owner& owner) {
  return owner.boot == boot() && startOf(owner.pid) == owner.start;
}

/// A write that was cut off an hour ago is nobody's any more.
bool isLeftOver(const fs::path& file) {
  std::error_code error;
  const std::string name = file.filename().string();
  return name.starts_with(".mien-") && name.ends_with(".part") &&
         fs::last_write_time(file, error) < fs::file_time_type::clock::now() - std::chrono::hours(1) && !error;
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
  const std::string pid = std::to_string(::getpid());
  return folder / (pid + "-" + startOf(pid) + "-" + boot() + ".mien");
}

std::vector<fs::path> abandonedAutosaves(const fs::path& folder) {
  std::vector<std::pair<fs::file_time_type, fs::path>> found;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code unreadable;
    if (isLeftOver(it->path())) fs::remove(it->path(), unreadable);
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
