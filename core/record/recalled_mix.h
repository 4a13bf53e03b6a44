#pragma once
#include <optional>
#include <string>

#include "core/record/review_store.h"
#include "core/record/signing.h"

namespace SQLite {
class Database;
}

namespace mien {

// What a recall holds on to. All throw what SQLite throws.

/// Stands for the mix of a recipe or timeline (see core/blend/same_mix.h) when its output was erased: tells nothing to
/// who lacks the record's key, and to who has it only whether a mix that he can name is the same.
std::string keptDigest(const SigningKey& key, const std::string& recipe);

/// See recalledMix(). `recipe` is the JSON of a recipe or timeline. Errors: as lastStep().
Result<std::optional<std::int64_t>> findRecalledMix(SQLite::Database& db, const SigningKey& key,
                                                    const std::string& recipe);

/// See heldMix(). Errors: as lastStep().
Result<std::optional<HeldMix>> findHeldMix(SQLite::Database& db, const SigningKey& key, const std::string& recipe);

}  // namespace mien
