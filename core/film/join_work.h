#pragma once
#include <filesystem>
#include <memory>

#include "core/base/result.h"

namespace mien {

/// A folder of its own for joining frames, which nobody else can look into, among temporary files. It is gone with this
/// object. What a killed program left, here and beside its film, goes when the next folder is made: a folder is
/// locked as long as its program runs.
class JoinWork {
 public:
  /// Errors: Disk.
  static Result<std::unique_ptr<JoinWork>> make();
  JoinWork(const JoinWork&) = delete;
  ~JoinWork();

  const std::filesystem::path& folder() const { return folder_; }

 private:
  JoinWork(std::filesystem::path folder, int lock) : folder_(std::move(folder)), lock_(lock) {}

  std::filesystem::path folder_;
  int lock_;
};

}  // namespace mien
