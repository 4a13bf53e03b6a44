#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/guard/protected_people.h"
#include "core/record/record.h"
#include "core/record/reviewer.h"

namespace mien {

// The list of protected people and the signed history, which knows them by number, changed and read together: for the
// gate, the window and the command line.

/// The list beside the record, and whom it lacks.
struct Protection {
  ProtectedPeople people;
  /// Whom the history knows as protected and the list does not have, since it was lost or is an older one: nothing is
  /// exported until they are back or endProtection() was called for them.
  std::vector<std::int64_t> missing;
};

/// Errors: as ProtectedPeople::open(), and as notedProtection(). Thread: any.
Result<Protection> protectionOf(const Record& record);

/// Somebody who is to be protected.
struct NewProtection {
  std::string name, note;
  std::string networkHash;            ///< Judge::identityHash()
  std::vector<Embedding> embeddings;  ///< one a photograph
};

/// Protects a person from now on, which anybody may, and returns the number, which nobody had before. It stands in the
/// list and in the history, or in neither. Errors: as ProtectedPeople::add() and protectionOf(); Disk. Thread: any.
Result<std::int64_t> protect(const Record& record, NewProtection person);

/// Protects them no longer and forgets them; also those whom protectionOf() misses, of whom there is nothing to forget.
/// Errors: as mayChangeRules() and protectionOf(); Usage for an unknown number, and then all stay; Disk. Thread: any.
Result<void> endProtection(const Record& record, std::span<const std::int64_t> people, const UnlockedReviewer* by);

}  // namespace mien
