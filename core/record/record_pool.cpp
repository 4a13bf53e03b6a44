#include "core/record/record_pool.h"

#include <sys/stat.h>

#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace mien {
namespace {

using FileIdentity = std::pair<dev_t, ino_t>;

FileIdentity identityOf(const std::filesystem::path& file) {
  struct stat info {};
  return ::stat(file.c_str(), &info) == 0 ? FileIdentity{info.st_dev, info.st_ino} : FileIdentity{};
}

}  // namespace

/// Outlives the pool while a connection is out.
struct RecordPool::Idle {
  struct Connected {
    Record record;
    FileIdentity identity;
  };

  std::optional<Connected> take(const std::filesystem::path& file) {
    const std::lock_guard lock(mutex_);
    while (!connections_.empty()) {
      Connected last = std::move(connections_.back());
      connections_.pop_back();
      if (last.identity == identityOf(file)) return last;
    }
    return std::nullopt;
  }
  void giveBack(Connected connected) {
    const std::lock_guard lock(mutex_);
    connections_.push_back(std::move(connected));
  }

 private:
  std::mutex mutex_;
  std::vector<Connected> connections_;
};

RecordPool::RecordPool(std::filesystem::path file) : file_(std::move(file)), idle_(std::make_shared<Idle>()) {}

Result<std::shared_ptr<const Record>> RecordPool::take() {
  auto connected = idle_->take(file_);
  if (!connected) {
    auto record = Record::open(file_);
    if (!record) return tl::unexpected(record.error());
    connected = {std::move(*record), identityOf(file_)};
  }
  const FileIdentity identity = connected->identity;
  return std::shared_ptr<const Record>(new Record(std::move(connected->record)),
                                       [idle = idle_, identity](const Record* record) {
                                         Record last = *record;
                                         delete record;
                                         idle->giveBack({std::move(last), identity});
                                       });
}

}  // namespace mien
