#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "core/base/result.h"

namespace mien {

/// What lies in a work folder is believed by a later run only as far as it was sealed there with the record's key for
/// this very film: or somebody would bring along pictures of one film and the scores of another. Any thread.
class WorkSeals {
 public:
  /// Answers with a seal of a text; with nothing, nothing is believed (Gate::sealer()).
  using Sealer = std::function<std::string(const std::string& text)>;

  WorkSeals(const std::filesystem::path& work, Sealer sealer);

  /// The file, in the work folder, is whole now. Errors: Disk.
  Result<void> add(const std::filesystem::path& file);
  /// Whether it is there as it was when it was added.
  bool holds(const std::filesystem::path& file) const;

 private:
  std::string nameOf(const std::filesystem::path& file) const;
  Result<std::string> sealOf(const std::filesystem::path& file) const;

  const std::filesystem::path work_;
  const Sealer sealer_;
  mutable std::mutex mutex_;
  std::map<std::string, std::string> seals_;  ///< by name
};

}  // namespace mien
