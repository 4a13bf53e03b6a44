#pragma once
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/guard/embedding.h"

namespace mien {

/// One person whom no output may be like. No picture is kept.
struct ProtectedPerson {
  std::int64_t id = 0;  ///< never given again, for verdicts name it
  std::string name, note;
  std::int64_t added = 0;             ///< UTC, ms since 1970
  std::string networkHash;            ///< of the identity pack that made the embeddings
  std::vector<Embedding> embeddings;  ///< one a photograph
  friend bool operator==(const ProtectedPerson&, const ProtectedPerson&) = default;
};

/// The people whose likeness the guard protects, in one encrypted file (XChaCha20-Poly1305, libsodium) whose key lies
/// in a file of its own (0600), made at the first person. Both lie beside the record. A list without its key, a key
/// that is another one's, and a file that was altered are refused, and then nothing is exported. Value; a change is
/// written at once. Thread: any, one at a time; two processes that change it at once: the second one is refused.
class ProtectedPeople {
 public:
  /// An empty list where none was ever made. Errors: Blocked (key missing, or altered: see above), Disk.
  static Result<ProtectedPeople> open(const std::filesystem::path& folder);

  const std::vector<ProtectedPerson>& people() const { return people_; }
  bool has(std::int64_t id) const;
  /// SHA-256 of the file as it was read: another one whenever the list has changed. Empty: there is none.
  const std::string& fileDigest() const { return seen_; }
  /// Numbers up to this one were given before, by a list that may be lost: they are not given again.
  void numbersAbove(std::int64_t highest) { next_ = std::max(next_, highest + 1); }
  /// The new person's id. Errors: Usage (no name, no embedding), Disk, Blocked (changed by another process meanwhile).
  Result<std::int64_t> add(std::string name, std::string note, std::string networkHash,
                           std::vector<Embedding> embeddings);
  /// Nothing is left of these people in the file. Errors: Usage for an unknown id, and then all stay; as add.
  Result<void> remove(std::span<const std::int64_t> ids);

  struct Nearest {
    double distance = 0;
    std::int64_t person = 0;
  };
  /// Among those of this identity pack; none when the list is empty. Errors: Blocked when somebody was enrolled with
  /// another identity pack and can't be compared: enrol again.
  Result<std::optional<Nearest>> nearest(const Embedding& embedding, const std::string& networkHash) const;

 private:
  explicit ProtectedPeople(std::filesystem::path folder) : folder_(std::move(folder)) {}
  Result<void> write(std::vector<ProtectedPerson> people, std::int64_t next);

  std::filesystem::path folder_;
  std::vector<ProtectedPerson> people_;
  std::int64_t next_ = 1;  ///< the id of the next one
  std::string seen_;       ///< SHA-256 of the file as it was read; empty: there was none
};

}  // namespace mien
