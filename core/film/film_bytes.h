#pragma once
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace mien::film {

/// Single bytes of a film that is too long to be held in memory, changed in place: for one that nobody reads yet.
class FilmBytes {
 public:
  explicit FilmBytes(const std::filesystem::path& file);

  std::uint64_t size() const { return size_; }
  /// Fewer bytes than asked for, or none, beyond the end.
  std::string at(std::uint64_t offset, std::size_t count);
  /// Over what is there, and on beyond the end.
  void put(std::uint64_t offset, std::string_view bytes);
  /// Whether all that was put is in the file. Errors: Disk. Call it last.
  Result<void> written();

 private:
  std::filesystem::path path_;
  std::fstream file_;
  std::uint64_t size_ = 0;
};

}  // namespace mien::film
