#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/record/change.h"
#include "core/record/output_rows.h"
#include "core/record/review_store.h"

namespace mien {

/// Writes a decision down, moves the output to its state, and tells the history of both. `reviewer`: nullptr where none
/// is needed. Throws what SQLite throws.
void decide(Change& change, const OutputSummary& output, ReviewAction action, OutputState to,
            const UnlockedReviewer* reviewer, const std::string& reason);

/// Oldest first.
std::vector<Decision> readDecisions(SQLite::Database& db, std::int64_t output);

}  // namespace mien
