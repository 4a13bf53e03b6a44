#pragma once
#include "core/record/change.h"
#include "core/record/recall.h"

namespace mien {

/// Tells the history of the recall, and fills in the report's texts, signed by the record's key. Throws what SQLite
/// throws.
void writeReport(Change& change, const RecallChoice& choice, const std::string& reason, RecallReport& report);

}  // namespace mien
