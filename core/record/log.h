#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/history_files.h"

namespace SQLite {
class Database;
}

namespace mien {

// Rows of the log. All throw what SQLite throws.

struct LogRow {
  std::int64_t seq = 0;
  std::int64_t time = 0;
  std::string kind;
  std::string subject;
  std::string payloadDigest;
  std::string previous;   ///< hash of the entry before; empty for the first
  std::string signature;  ///< over all of the above
  std::string hash;       ///< over all of the above
};

/// What an entry's signature and hash must be made of.
std::string signedText(const LogRow& row);
std::string hashOf(const LogRow& row);
/// `salt` keeps what was erased from being guessed.
std::string payloadDigest(std::string_view salt, std::string_view text);

/// Adds the next entry after `head`, and moves it on.
void appendLog(SQLite::Database& db, LogHead& head, const SigningKey& key, const std::string& kind,
               const std::string& subject, const std::string& text, std::int64_t time);
LogHead readHead(SQLite::Database& db);
std::optional<LogRow> readLogRow(SQLite::Database& db, std::int64_t seq);
std::vector<LogRow> readLog(SQLite::Database& db);

/// Whether an entry has the text that its row was made with.
bool hasItsText(SQLite::Database& db, const LogRow& row);
/// Whether an entry was signed, as isGenuine(), whatever became of its text: its kind and subject hold.
bool isSigned(SQLite::Database& db, std::int64_t seq, const std::string& publicKey);
/// Whether an entry's text is the one that was signed with this key, or with an older one in an unbroken chain up to
/// the entry from which this one signs (after a restore, or a lost key). That no later entry was taken away only
/// verifyHistory() can tell.
bool isGenuine(SQLite::Database& db, std::int64_t seq, const std::string& publicKey);
/// Whether a bound row is what the last entry of it says, whoever signed that.
bool isWhatTheLogSays(SQLite::Database& db, const std::string& table, std::int64_t id);
/// The same, and that entry is signed, or was accepted as it lies.
bool isGenuineRow(SQLite::Database& db, const std::string& table, std::int64_t id, const std::string& publicKey);

/// Whether a table's indexes have all of its rows: what is looked up goes by them.
bool indexesFit(SQLite::Database& db, const std::string& table);

/// Whether the log goes on from what the anchor knows: it has that entry, or has an entry that says what it replaced
/// (after a restore).
bool continues(SQLite::Database& db, const LogHead& anchor);
/// The first entry after `head` that is missing, altered, or does not follow the one before; none: all are chained.
std::optional<std::int64_t> brokenAfter(SQLite::Database& db, const LogHead& head);
/// Whether the entries after `anchor` are chained and the last of them is signed.
bool chainedSince(SQLite::Database& db, const LogHead& anchor, const std::string& publicKey);

}  // namespace mien
