#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/record/review_store.h"

namespace SQLite {
class Database;
}

namespace mien {

/// A step of a review that an output took.
struct LastStep {
  std::int64_t output = 0;
  OutputState to = OutputState::Draft;
};

/// Flagged, rejected or approved; recalled or approved.
enum class StepsOf { Hold, Recall };

/// The last of these steps that any of these outputs took, by the history's entries: rows of decisions can be put in,
/// altered and taken out behind its back. `outputs` selects their numbers, with one question mark for `value`. Errors:
/// Input (an approval that nobody has signed for with the record's key). Throws what SQLite throws.
Result<std::optional<LastStep>> lastStep(SQLite::Database& db, const std::string& publicKey, StepsOf steps,
                                         const std::string& outputs, const std::string& value);

/// What a last step comes to; nothing where there is none or it is an approval.
std::optional<HeldMix> heldBy(const std::optional<LastStep>& step);
std::optional<std::int64_t> recalledBy(const std::optional<LastStep>& step);  ///< the output's number

}  // namespace mien
