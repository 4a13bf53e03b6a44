#pragma once
#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "core/record/cost.h"

namespace mien {

/// The rows of the table of costs. All throw what SQLite throws. `written`: the export that it was for.
std::int64_t insertCost(SQLite::Database& db, std::int64_t output, std::optional<std::int64_t> written,
                        const Cost& cost, std::int64_t time);
std::vector<Cost> readCosts(SQLite::Database& db, std::int64_t output);

}  // namespace mien
