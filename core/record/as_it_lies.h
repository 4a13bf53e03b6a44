#pragma once
#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "core/record/history_files.h"

namespace SQLite {
class Database;
}

namespace mien {

// Damage in the middle of the log can't be undone without a backup. Who goes on in spite of it (acceptHistory())
// accepts the entries as they lie: the entry that says so knows them, so that further damage is seen. All throw what
// SQLite throws.

struct AsItLies {
  std::int64_t until = 0;  ///< the last of these entries
  std::string digest;      ///< SHA-256 over their rows in the log
  /// Digests of texts that are not those which were signed, by entry; empty: the text is missing.
  std::map<std::int64_t, std::string> texts;
};

/// All entries that there are.
AsItLies entriesAsTheyLie(SQLite::Database& db);

nlohmann::json toJson(const AsItLies& accepted);
/// Of what an entry says; nothing where it accepts none, or is not understood.
std::optional<AsItLies> asItLiesFrom(const nlohmann::json& said);

/// Whether the rows are still those that were accepted.
bool stillLies(SQLite::Database& db, const AsItLies& accepted);
/// Whether an entry's text is the altered or missing one that was accepted.
bool stillSays(SQLite::Database& db, const AsItLies& accepted, std::int64_t seq);

/// What was accepted last, by an entry that is signed, with the record's key in the end.
std::optional<AsItLies> acceptedAsItLies(SQLite::Database& db, const std::string& publicKey);
/// After which entry all have to be chained: the last that was accepted; nothing where these were altered since.
std::optional<LogHead> beginOfChain(SQLite::Database& db, const std::string& publicKey);
/// Whether an entry's row counts, whatever became of its text: it is signed, or was accepted as it lies.
bool mayCount(SQLite::Database& db, std::int64_t seq, const std::string& publicKey);
/// Whether what an entry says counts: the same, and its text is its own or the one that was accepted.
bool isBelieved(SQLite::Database& db, std::int64_t seq, const std::string& publicKey);

}  // namespace mien
