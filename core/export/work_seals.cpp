#include "core/export/work_seals.h"

#include <fstream>
#include <utility>

#include "core/base/digest.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

fs::path notesIn(const fs::path& work) {
  return work / "made.seals";
}

}  // namespace

WorkSeals::WorkSeals(const fs::path& work, Sealer sealer) : work_(work), sealer_(std::move(sealer)) {
  std::ifstream in(notesIn(work_));
  for (std::string line; std::getline(in, line);) {
    const std::size_t end = line.find(' ');  // a line that was cut off may have none
    if (end != std::string::npos) seals_[line.substr(end + 1)] = line.substr(0, end);
  }
}

std::string WorkSeals::nameOf(const fs::path& file) const {
  return file.lexically_relative(work_).generic_string();
}

Result<std::string> WorkSeals::sealOf(const fs::path& file) const {
  return sha256HexOfFile(file).map([&](const std::string& digest) { return sealer_(nameOf(file) + " " + digest); });
}

Result<void> WorkSeals::add(const fs::path& file) {
  const auto seal = sealOf(file);
  if (!seal) return tl::unexpected(seal.error());
  const std::lock_guard lock(mutex_);
  seals_[nameOf(file)] = *seal;
  std::ofstream notes(notesIn(work_), std::ios::app);
  notes << '\n' << *seal << ' ' << nameOf(file) << '\n' << std::flush;  // the line before may have been cut off
  if (notes) return {};
  return fail(ErrorKind::Disk,
              notesIn(work_).string() + " can't be written: free some space there or check its permissions.");
}

bool WorkSeals::holds(const fs::path& file) const {
  std::string noted;
  {
    const std::lock_guard lock(mutex_);
    const auto found = seals_.find(nameOf(file));
    if (found == seals_.end() || found->second.empty()) return false;
    noted = found->second;
  }
  const auto seal = sealOf(file);
  return seal && *seal == noted;
}

}  // namespace mien
