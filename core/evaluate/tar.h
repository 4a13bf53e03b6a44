#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"

namespace mien {

/// Where a member's bytes lie in its archive.
struct TarMember {
  std::int64_t offset = 0;
  std::int64_t size = 0;
};

/// An index of a plain (ustar) archive of files and folders; nothing is ever unpacked to disk. Immutable: any thread.
class TarIndex {
 public:
  static constexpr std::int64_t kMaxMemberBytes = 64LL << 20;

  /// Walks all headers. Errors: Disk when the file can't be read; Input for a broken or cut archive, a name that is
  /// absolute, leaves the archive or comes twice, links, devices and extensions.
  static Result<TarIndex> open(const std::filesystem::path& file);

  std::size_t size() const { return members_.size(); }
  bool contains(const std::string& name) const { return members_.contains(name); }

  /// The member's bytes. Errors: Input when there is no such member, Disk.
  Result<std::vector<std::uint8_t>> read(const std::string& name) const;

 private:
  std::filesystem::path file_;
  std::unordered_map<std::string, TarMember> members_;
};

}  // namespace mien
