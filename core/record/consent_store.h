#pragma once
#include <string>
#include <vector>

#include "core/record/consent.h"
#include "core/record/record.h"
#include "core/record/record_time.h"

namespace mien {

/// Who agreed to the use of which face. Each change is one transaction with its entry in the history.
/// Errors of all calls: Usage for what is not allowed, with nothing changed; Disk and Input as Record. Thread: that of
/// its Record (the store itself holds no state).
class ConsentStore {
 public:
  explicit ConsentStore(Record record);

  /// Errors: Usage for an empty key, or one of another form than `subject` says.
  Result<std::int64_t> add(const NewConsent& consent);
  /// From now on it no longer counts; what it allowed before stays. Errors: Usage (unknown, or withdrawn already).
  Result<void> withdraw(std::int64_t id);
  Result<Consent> get(std::int64_t id) const;
  /// Newest first; with a key only those of this face or photograph.
  Result<std::vector<Consent>> list(const std::string& key = {}) const;

  /// What counts for a face at `when` (ms since 1970), by its own key or its photograph's digest ("" for a drawn face).
  /// One lookup by index. Errors: Input too when the one that would allow it is not what the history says.
  Result<ConsentAnswer> find(const std::string& faceKey, const std::string& photoDigest, std::int64_t when) const;

 private:
  Record record_;
};

}  // namespace mien
