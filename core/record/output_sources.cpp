#include "core/record/output_sources.h"

#include "core/record/sql.h"
#include "core/record/sqlite_error.h"

namespace mien {
namespace {

std::vector<OutputSource> sourcesBy(SQLite::Database& db, const std::string& id, const std::string& hash) {
  std::vector<OutputSource> sources;
  SQLite::Statement rows(db, "SELECT " + id + ", " + hash + ", count(*), max(time_ms) FROM outputs WHERE " + hash +
                                 " <> '' GROUP BY " + id + ", " + hash + " ORDER BY max(id) DESC");
  while (rows.executeStep())
    sources.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(), rows.getColumn(2).getInt64(),
                       rows.getColumn(3).getInt64()});
  return sources;
}

}  // namespace

Result<OutputSources> outputSources(const Record& record) {
  return guarded(record.file(), [&]() -> Result<OutputSources> {
    SQLite::Database& db = record.database();
    return OutputSources{sourcesBy(db, "model_id", "model_hash"), sourcesBy(db, "''", "networks_hash"),
                         sourcesBy(db, "''", "policy_hash")};
  });
}

Result<std::vector<KnownFace>> knownFaces(const Record& record, int limit) {
  return guarded(record.file(), [&]() -> Result<std::vector<KnownFace>> {
    SQLite::Statement rows = sql::query(
        record.database(),
        "SELECT face, photo, thumbnail, count(DISTINCT output) FROM inputs JOIN output_faces ON input = inputs.id "
        "GROUP BY inputs.id ORDER BY max(output) DESC, inputs.id LIMIT ?",
        limit);
    std::vector<KnownFace> faces;
    while (rows.executeStep())
      faces.push_back({{rows.getColumn(0).getString(), rows.getColumn(1).getString(), sql::bytesOf(rows.getColumn(2))},
                       rows.getColumn(3).getInt64()});
    return faces;
  });
}

}  // namespace mien
