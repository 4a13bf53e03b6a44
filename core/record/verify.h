#pragma once
#include <SQLiteCpp/Database.h>

#include <optional>

#include "core/base/result.h"
#include "core/record/history.h"
#include "core/record/history_files.h"

namespace mien {

/// What lies beside the database: looked at before it, so that a database that others write meanwhile is never behind.
/// A backup has none.
struct Witnesses {
  std::optional<Result<SigningKey>> key;
  std::optional<Result<LogHead>> anchor;  ///< as signed by that key

  static Witnesses of(const HistoryFiles& files);
};

/// verifyHistory() of a database. Throws what SQLite throws.
Verification verifyLog(SQLite::Database& db, const Witnesses& witnesses);

}  // namespace mien
