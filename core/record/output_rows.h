#pragma once
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/record/output.h"

namespace mien {

// The rows of outputs and what belongs to them. All throw what SQLite throws.

/// Columns of a summary, of the table `outputs`; ready for a WHERE.
extern const std::string kSelectSummary;
OutputSummary summaryOf(const SQLite::Statement& row);
std::optional<OutputSummary> readSummary(SQLite::Database& db, std::int64_t id);
std::optional<Output> readOutput(SQLite::Database& db, std::int64_t id);
std::vector<Export> readExports(SQLite::Database& db, std::int64_t output);

std::int64_t insertOutput(SQLite::Database& db, const NewOutput& output, std::int64_t time);
std::int64_t insertExport(SQLite::Database& db, std::int64_t output, const std::string& file, const std::string& digest,
                          std::int64_t time);
/// The row of a face, and whether it is new.
std::pair<std::int64_t, bool> inputFor(SQLite::Database& db, const InputFace& face, std::int64_t time);
void setState(SQLite::Database& db, std::int64_t output, OutputState state);

}  // namespace mien
