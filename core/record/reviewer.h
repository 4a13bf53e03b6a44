#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/record.h"

namespace mien {

/// A local profile that decisions are signed with. Times are UTC in ms since 1970.
struct Reviewer {
  std::int64_t id = 0;
  std::string name;
  std::string publicKey;  ///< Ed25519, 64 hex digits
  std::int64_t made = 0;
  std::optional<std::int64_t> retired;
};

/// A reviewer whose signing key is open: holds it in locked memory, wiped at the end. Copies share it. Any thread.
class UnlockedReviewer {
 public:
  const Reviewer& reviewer() const { return reviewer_; }
  /// Ed25519, 128 hex digits.
  std::string sign(std::string_view text) const;

 private:
  friend class ReviewerStore;
  struct Key;
  UnlockedReviewer(Reviewer reviewer, std::shared_ptr<const Key> key);

  Reviewer reviewer_;
  std::shared_ptr<const Key> key_;
};

/// The reviewers of this machine. The signing key lies in the record sealed by the passphrase (libsodium's Argon2id and
/// secretbox): without it nobody decides in their name. Errors and thread as the other stores.
class ReviewerStore {
 public:
  static constexpr std::size_t kShortestPassphrase = 8;

  explicit ReviewerStore(Record record);

  /// The first may be anybody; a further one needs a reviewer who vouches for them, or whoever is here could approve in
  /// two names. Errors: Usage for an empty name, one that is taken, or a passphrase that is too short; NeedsReview
  /// without `by` where there are reviewers.
  Result<Reviewer> add(const std::string& name, std::string_view passphrase, const UnlockedReviewer* by = nullptr);
  /// Takes about 0.1 s and 64 MB, so that guessing is slow. Errors: Usage (unknown, retired, wrong passphrase).
  Result<UnlockedReviewer> unlock(const std::string& name, std::string_view passphrase) const;
  /// The same with the key that a backup has: for a restore in place of a record that has lost it. Errors: Disk and
  /// Input too.
  static Result<UnlockedReviewer> unlockFrom(const std::filesystem::path& backup, const std::string& name,
                                             std::string_view passphrase);
  /// Decides no more; what was decided stays. `by`: a reviewer, who may be the same one. Errors: Usage, NeedsReview.
  Result<void> retire(const std::string& name, const UnlockedReviewer* by = nullptr);
  Result<std::vector<Reviewer>> list() const;

 private:
  static Result<UnlockedReviewer> unlockIn(SQLite::Database& db, const std::string& name, std::string_view passphrase);

  Record record_;
};

/// Whether `by` (nullptr: nobody in particular) may change what outputs are judged by: policy, judging networks,
/// protected people, model packs. Anybody may while the record has no active reviewer. Errors: NeedsReview, Usage (no
/// active reviewer of this record), Input (a reviewer's row was altered), Disk.
Result<void> mayChangeRules(const Record& record, const UnlockedReviewer* by);

}  // namespace mien
