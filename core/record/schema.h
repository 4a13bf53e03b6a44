#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace SQLite {
class Database;
}

namespace mien {

/// Refuses what is damaged, of a newer schema, or somebody else's database; an empty file passes. Only reads.
/// `file` stands in errors. Errors: Input. Throws what SQLite throws.
Result<void> checkRecord(SQLite::Database& db, const std::filesystem::path& file);

/// Triggers, which keep the log from being changed, and indexes that are not there as the schema made them: "trigger
/// x". Throws what SQLite throws.
std::vector<std::string> missingParts(SQLite::Database& db);

/// Makes these anew. Throws what SQLite throws.
void putBackMissingParts(SQLite::Database& db);

/// Whether migrate() has nothing to do. Throws what SQLite throws.
bool isOfNewestSchema(SQLite::Database& db);

/// Takes the schema to the newest one, one transaction a step; several processes may try at once. Throws what SQLite
/// throws.
void migrate(SQLite::Database& db);

}  // namespace mien
