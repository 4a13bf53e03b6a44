#pragma once
#include <SQLiteCpp/Database.h>

#include "core/record/history_files.h"

namespace mien {

/// Lets the anchor know the log's end, unless that is not what goes on from it (then it stays as evidence).
/// Errors: Input (key or anchor missing or not ours, or the log lacks what the anchor knows), Disk. Throws what SQLite
/// throws.
Result<void> anchorLog(SQLite::Database& db, const HistoryFiles& files, const SigningKey& key);

/// Of a record that was just opened: makes the key and the first entry where there are none, and anchors what a crash
/// has left without. What is wrong stays for verifyHistory() to tell. Errors: Disk. Throws what SQLite throws.
Result<void> beginHistory(SQLite::Database& db, const HistoryFiles& files);

}  // namespace mien
