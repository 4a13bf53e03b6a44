#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace mien {

using ArchiveBytes = std::vector<std::uint8_t>;

/// A file within a zip archive that is to be written.
struct ArchiveMember {
  std::string name;
  std::span<const std::uint8_t> bytes;
  bool deflated = false;  ///< or stored as it is
};

/// Which members an archive may have.
struct ArchiveRule {
  std::string name;
  std::uint64_t maxBytes = 0;  ///< unpacked
  /// What is stored can't unpack to more than the archive's own size; small texts alone may be deflated.
  bool mayBeDeflated = false;
};

/// The archive's bytes; equal members give equal bytes. Errors: a phrase without a full stop.
tl::expected<ArchiveBytes, std::string> writeArchive(std::span<const ArchiveMember> members);

/// All members. Refused: a damaged or inconsistent archive, a member that no rule names or that comes twice, one that
/// is larger than its rule says, encrypted, or packed in another way. Never holds more in memory than the rules allow.
/// Errors: a phrase without a full stop.
tl::expected<std::map<std::string, ArchiveBytes>, std::string> readArchive(std::span<const std::uint8_t> archive,
                                                                           std::span<const ArchiveRule> rules);

}  // namespace mien
