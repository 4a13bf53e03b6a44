#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

namespace SQLite {
class Database;
class Statement;
}  // namespace SQLite

namespace mien {

/// A table whose every row the history answers for: whenever a row changes, an entry says what it is from then on. The
/// log's subject is NAME:ID.
struct BoundTable {
  const char* name;    ///< e.g. "output"
  const char* select;  ///< all that counts of its rows, the id first; ready for a WHERE
  const char* id;      ///< the column to choose by
};

std::span<const BoundTable> boundTables();
const BoundTable& boundTable(const std::string& name);

/// The row that `select` stands on, as an object of its columns. Bytes and long texts are named by their SHA-256.
/// (A column that a later schema adds must be left out while it is empty, or old entries would no longer match.)
nlohmann::json rowJson(const SQLite::Statement& select);

/// The row as it is now; null when there is none. Throws what SQLite throws.
nlohmann::json readRow(SQLite::Database& db, const BoundTable& table, std::int64_t id);

std::string subjectOf(const BoundTable& table, std::int64_t id);

}  // namespace mien
