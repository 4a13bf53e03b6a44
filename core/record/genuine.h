#pragma once
#include <cstdint>
#include <string>

#include "core/record/record.h"

namespace mien {

/// Refuses a row that somebody has altered behind the history's back, before anything is allowed because of it. One
/// lookup; that no entry was taken away only verifyHistory() can tell. Errors: Input. Throws what SQLite throws.
Result<void> checkGenuine(const Record& record, const std::string& table, std::int64_t id);

}  // namespace mien
