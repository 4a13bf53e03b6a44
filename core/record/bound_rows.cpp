#include "core/record/bound_rows.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/digest.h"
#include "core/base/json_text.h"
#include "core/record/canonical.h"
#include "core/record/sql.h"

namespace mien {
namespace {

constexpr int kLongText = 200;

constexpr std::array<BoundTable, 7> kTables{{
    {"input", "SELECT id, face, kind, photo, time_ms, thumbnail FROM inputs", "id"},
    {"consent", "SELECT id, subject, key, kind, note, recorded_ms, expires_ms, withdrawn_ms FROM consents", "id"},
    {"output",
     "SELECT o.id AS id, uid, time_ms, kind, state, recipe_digest, model_id, model_hash, pixels_digest, project, "
     "outcome, rules, policy_hash, networks_hash, rating, label, erased, recipe, verdict, thumbnail, "
     "(SELECT group_concat(input, ' ') FROM (SELECT input FROM output_faces WHERE output = o.id ORDER BY position)) "
     "AS faces FROM outputs o LEFT JOIN output_details d ON d.output = o.id",
     "o.id"},
    {"export", "SELECT id, output, file, time_ms, digest FROM exports", "id"},
    {"decision",
     "SELECT id, output, action, from_state, to_state, reviewer, reason, reason_salt, reason_digest, time_ms, "
     "signature "
     "FROM decisions",
     "id"},
    {"cost",
     "SELECT id, output, export, time_ms, wall_seconds, cpu_seconds, gpu_seconds, peak_bytes, joules, energy_source, "
     "money, currency, tariff, user FROM costs",
     "id"},
    {"reviewer",
     "SELECT id, name, public_key, sealed_key, salt, operations, memory, made_ms, retired_ms FROM reviewers", "id"},
}};

constexpr std::string_view kDigest = "sha256:";

std::string digestOf(const SQLite::Column& column) {
  return std::string(kDigest) +
         sha256Hex({static_cast<const std::uint8_t*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())});
}

nlohmann::json valueOf(const SQLite::Column& column) {
  if (column.isNull()) return nullptr;
  if (column.isInteger()) return column.getInt64();
  if (column.isFloat() && !std::isfinite(column.getDouble())) return "not finite";  // JSON would have null
  if (column.isFloat()) return column.getDouble();
  if (column.isBlob() || column.getBytes() > kLongText) return digestOf(column);
  std::string text = column.getString();
  // A file's name need not be UTF-8, as JSON must; and what looks like a digest must not pass for what has it.
  constexpr std::size_t kDigestLength = kDigest.size() + 64;
  const bool isDigest = text.starts_with(kDigest) && text.size() == kDigestLength;
  const bool itself = isUtf8(text) && !isDigest;
  return itself ? nlohmann::json(std::move(text)) : nlohmann::json(digestOf(column));
}

}  // namespace

std::span<const BoundTable> boundTables() {
  return kTables;
}

const BoundTable& boundTable(const std::string& name) {
  return *std::find_if(kTables.begin(), kTables.end(), [&](const BoundTable& table) { return table.name == name; });
}

nlohmann::json rowJson(const SQLite::Statement& select) {
  nlohmann::json row = nlohmann::json::object();
  for (int i = 0; i < select.getColumnCount(); ++i) {
    const SQLite::Column column = select.getColumn(i);
    row[column.getName()] = valueOf(column);
  }
  return row;
}

nlohmann::json readRow(SQLite::Database& db, const BoundTable& table, std::int64_t id) {
  SQLite::Statement select = sql::query(db, std::string(table.select) + " WHERE " + table.id + " = ?", id);
  if (!select.executeStep()) return nullptr;
  return rowJson(select);
}

std::string subjectOf(const BoundTable& table, std::int64_t id) {
  return std::string(table.name) + ":" + std::to_string(id);
}

}  // namespace mien
