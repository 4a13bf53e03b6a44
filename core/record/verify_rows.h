#pragma once
#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/record/history.h"

namespace mien {

/// What the log says last of a row.
struct LastWord {
  std::int64_t seq = 0;
  bool known = false;  ///< false: that entry's text is missing or altered
  std::string text;    ///< JSON with the row under "row", which is null when it is gone
};

using LastWords = std::unordered_map<std::string, LastWord>;

/// Compares every bound row with what the log says last of it, and the other way round.
void verifyRows(SQLite::Database& db, LastWords words, std::vector<Finding>& damages);

/// Checks the reviewers' signatures of all decisions.
void verifyDecisions(SQLite::Database& db, std::vector<Finding>& damages);

}  // namespace mien
