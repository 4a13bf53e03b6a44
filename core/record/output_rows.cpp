#include "core/record/output_rows.h"

#include <sstream>

#include "core/record/canonical.h"
#include "core/record/cost_rows.h"
#include "core/record/search_words.h"
#include "core/record/signing.h"
#include "core/record/sql.h"

namespace mien {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
  return all;
}

std::vector<std::string> parted(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::vector<InputFace> readFaces(SQLite::Database& db, std::int64_t output) {
  SQLite::Statement rows =
      sql::query(db,
                 "SELECT face, photo, thumbnail FROM output_faces f JOIN inputs i ON i.id = f.input "
                 "WHERE output = ? ORDER BY position",
                 output);
  std::vector<InputFace> faces;
  while (rows.executeStep())
    faces.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(), sql::bytesOf(rows.getColumn(2))});
  return faces;
}

}  // namespace

const std::string kSelectSummary =
    "SELECT id, uid, time_ms, kind, state, recipe_digest, model_id, model_hash, pixels_digest, project, outcome, "
    "rules, policy_hash, networks_hash, rating, label, erased FROM outputs ";

OutputSummary summaryOf(const SQLite::Statement& row) {
  int column = 0;
  const auto next = [&] { return row.getColumn(column++); };
  OutputSummary summary;
  summary.id = next().getInt64();
  summary.uid = next().getString();
  summary.time = next().getInt64();
  summary.kind = outputKindFrom(next().getString()).value();
  summary.state = outputStateFrom(next().getString()).value();
  summary.recipeDigest = next().getString();
  summary.modelId = next().getString();
  summary.modelHash = next().getString();
  summary.pixelsDigest = next().getString();
  summary.project = next().getString();
  summary.outcome = recordedOutcomeFrom(next().getString()).value();
  summary.rules = parted(next().getString());
  summary.policyHash = next().getString();
  summary.networksHash = next().getString();
  summary.rating = next().getInt();
  summary.label = next().getString();
  summary.erased = next().getInt() != 0;
  return summary;
}

std::optional<OutputSummary> readSummary(SQLite::Database& db, std::int64_t id) {
  SQLite::Statement row = sql::query(db, kSelectSummary + "WHERE id = ?", id);
  if (!row.executeStep()) return std::nullopt;
  return summaryOf(row);
}

std::optional<Output> readOutput(SQLite::Database& db, std::int64_t id) {
  const auto summary = readSummary(db, id);
  if (!summary) return std::nullopt;
  Output output;
  static_cast<OutputSummary&>(output) = *summary;
  SQLite::Statement details =
      sql::query(db, "SELECT recipe, verdict, thumbnail FROM output_details WHERE output = ?", id);
  if (details.executeStep()) {
    output.recipe = details.getColumn(0).getString();
    output.verdict = details.getColumn(1).getString();
    output.thumbnail = sql::bytesOf(details.getColumn(2));
  }
  output.faces = readFaces(db, id);
  output.exports = readExports(db, id);
  output.costs = readCosts(db, id);
  return output;
}

std::vector<Export> readExports(SQLite::Database& db, std::int64_t output) {
  SQLite::Statement rows =
      sql::query(db, "SELECT id, output, file, digest, time_ms FROM exports WHERE output = ? ORDER BY id", output);
  std::vector<Export> exports;
  while (rows.executeStep())
    exports.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64(), rows.getColumn(2).getString(),
                       rows.getColumn(3).getString(), rows.getColumn(4).getInt64()});
  return exports;
}

std::int64_t insertOutput(SQLite::Database& db, const NewOutput& output, std::int64_t time) {
  constexpr std::size_t kUidBytes = 16;
  const RecordedVerdict& verdict = output.verdict;
  const bool doubtful = verdict.outcome == RecordedOutcome::Review || verdict.outcome == RecordedOutcome::Block;
  sql::run(db,
           "INSERT INTO outputs (uid, time_ms, kind, state, recipe_digest, model_id, model_hash, pixels_digest, "
           "project, outcome, rules, policy_hash, networks_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
           randomHex(kUidBytes), time, nameOf(output.kind),
           nameOf(doubtful ? OutputState::Flagged : OutputState::Draft), sha256HexOf(output.recipe), output.modelId,
           output.modelHash, output.pixelsDigest, output.project, nameOf(verdict.outcome), joined(verdict.rules),
           verdict.policyHash, verdict.networksHash);
  const std::int64_t id = db.getLastInsertRowid();
  sql::run(db, "INSERT INTO output_details VALUES (?, ?, ?, ?)", id, output.recipe, verdict.json, output.thumbnail);
  indexWords(db, id);
  return id;
}

std::int64_t insertExport(SQLite::Database& db, std::int64_t output, const std::string& file, const std::string& digest,
                          std::int64_t time) {
  sql::run(db, "INSERT INTO exports (output, file, time_ms, digest) VALUES (?, ?, ?, ?)", output, file, time, digest);
  const std::int64_t id = db.getLastInsertRowid();
  indexWords(db, output);
  return id;
}

std::pair<std::int64_t, bool> inputFor(SQLite::Database& db, const InputFace& face, std::int64_t time) {
  SQLite::Statement known = sql::query(db, "SELECT id FROM inputs WHERE face = ?", face.key);
  if (known.executeStep()) return {known.getColumn(0).getInt64(), false};
  sql::run(db, "INSERT INTO inputs (face, kind, photo, time_ms, thumbnail) VALUES (?, ?, ?, ?, ?)", face.key,
           face.photoDigest.empty() ? "drawn" : "photo", face.photoDigest, time, face.thumbnail);
  return {db.getLastInsertRowid(), true};
}

void setState(SQLite::Database& db, std::int64_t output, OutputState state) {
  sql::run(db, "UPDATE outputs SET state = ? WHERE id = ?", nameOf(state), output);
}

}  // namespace mien
