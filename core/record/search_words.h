#pragma once
#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <vector>

#include "core/record/history.h"

namespace mien {

// The words by which outputs are found (table `output_words`, SQLite's FTS5). The history does not bind them, for they
// follow from rows that it binds: project, verdict, reasons of decisions, names of exported files. Erased outputs have
// none. All throw what SQLite throws.

/// Of one output, anew from its rows.
void indexWords(SQLite::Database& db, std::int64_t output);
/// Of all, when they are not what the rows say.
void indexAllWords(SQLite::Database& db);

/// Outputs whose words are not what their rows say, words of no output, and an index that does not find its words.
std::vector<Finding> verifyWords(SQLite::Database& db);

}  // namespace mien
