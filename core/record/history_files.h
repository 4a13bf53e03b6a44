#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/record/signing.h"

namespace mien {

/// Where a log ends.
struct LogHead {
  std::int64_t seq = 0;  ///< also the number of entries; 0: none yet
  std::string hash;
  std::int64_t time = 0;
  friend bool operator==(const LogHead&, const LogHead&) = default;
};

/// The two files beside `record.db`: `record.key`, which signs, and `record.anchor`, which knows the log's end.
class HistoryFiles {
 public:
  explicit HistoryFiles(const std::filesystem::path& record);

  const std::filesystem::path& keyFile() const { return key_; }
  const std::filesystem::path& anchorFile() const { return anchor_; }

  bool hasKey() const;
  bool hasAnchor() const;

  /// Errors: Input (missing, or no key).
  Result<SigningKey> readKey() const;
  /// Makes a new one, for its owner only (0600); the old file is replaced. Errors: Disk.
  Result<SigningKey> makeKey() const;

  /// Errors: Input (missing, no anchor, or not signed by `publicKey`).
  Result<LogHead> readAnchor(const std::string& publicKey) const;
  /// Errors: Disk.
  Result<void> writeAnchor(const LogHead& head, const SigningKey& key) const;

 private:
  std::filesystem::path key_;
  std::filesystem::path anchor_;
};

/// While it lives, no other process writes the anchor.
class AnchorLock {
 public:
  explicit AnchorLock(const HistoryFiles& files);
  AnchorLock(const AnchorLock&) = delete;
  AnchorLock& operator=(const AnchorLock&) = delete;
  ~AnchorLock();

 private:
  int fd_ = -1;
};

}  // namespace mien
