#pragma once
#include <filesystem>
#include <memory>

#include "core/record/record.h"

namespace mien {

/// Connections to one record that wait to be used again, because opening one checks the whole file. Any thread.
class RecordPool {
 public:
  explicit RecordPool(std::filesystem::path file);

  const std::filesystem::path& file() const { return file_; }

  /// A connection for the caller's thread alone; it comes back when the pointer is gone, and may outlive the pool.
  /// A file that was replaced since is opened anew. Errors: as Record::open.
  Result<std::shared_ptr<const Record>> take();

 private:
  struct Idle;
  const std::filesystem::path file_;
  const std::shared_ptr<Idle> idle_;
};

}  // namespace mien
