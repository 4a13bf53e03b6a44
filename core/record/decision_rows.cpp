#include "core/record/decision_rows.h"

#include <nlohmann/json.hpp>

#include "core/record/decision_text.h"
#include "core/record/log.h"
#include "core/record/search_words.h"
#include "core/record/signing.h"
#include "core/record/sql.h"

namespace mien {
namespace {

/// As the history's entry of the recall says it, which was made in the same moment.
std::string userOfRecall(SQLite::Database& db, std::int64_t time) {
  SQLite::Statement entry =
      sql::query(db, "SELECT text FROM log JOIN payloads USING (seq) WHERE kind = 'recall' AND time = ?", time);
  if (!entry.executeStep()) return {};
  const auto said = nlohmann::json::parse(entry.getColumn(0).getString(), nullptr, false);
  const bool told = said.is_object() && said.contains("user") && said["user"].is_string();
  return told ? said["user"].get<std::string>() : std::string();
}

}  // namespace

void decide(Change& change, const OutputSummary& output, ReviewAction action, OutputState to,
            const UnlockedReviewer* reviewer, const std::string& reason) {
  constexpr std::size_t kSaltBytes = 16;
  SQLite::Database& db = change.db();
  const std::string salt = randomHex(kSaltBytes);
  const DecisionText text{output.uid,
                          std::string(nameOf(action)),
                          std::string(nameOf(output.state)),
                          std::string(nameOf(to)),
                          payloadDigest(salt, reason),
                          change.now()};
  const auto by = reviewer ? std::optional(reviewer->reviewer().id) : std::nullopt;
  const std::string signature = reviewer ? reviewer->sign(signedText(text)) : "";
  sql::run(db,
           "INSERT INTO decisions (output, action, from_state, to_state, reviewer, reason, reason_salt, reason_digest, "
           "time_ms, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
           output.id, text.action, text.from, text.to, by, reason, salt, text.reasonDigest, text.time, signature);
  change.logRow("decision", "decision", db.getLastInsertRowid());
  if (!reason.empty()) indexWords(db, output.id);
  if (to == output.state) return;
  setState(db, output.id, to);
  change.logRow(std::string(nameOf(to)), "output", output.id);
}

std::vector<Decision> readDecisions(SQLite::Database& db, std::int64_t output) {
  SQLite::Statement rows = sql::query(db,
                                      "SELECT d.id, output, action, from_state, to_state, coalesce(name, ''), reason, "
                                      "time_ms, signature FROM decisions d LEFT JOIN reviewers r ON r.id = d.reviewer "
                                      "WHERE output = ? ORDER BY d.id",
                                      output);
  std::vector<Decision> decisions;
  while (rows.executeStep())
    decisions.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64(),
                         reviewActionFrom(rows.getColumn(2).getString()).value(),
                         outputStateFrom(rows.getColumn(3).getString()).value(),
                         outputStateFrom(rows.getColumn(4).getString()).value(), rows.getColumn(5).getString(),
                         rows.getColumn(6).getString(), rows.getColumn(7).getInt64(), rows.getColumn(8).getString(),
                         std::string()});
  for (Decision& decision : decisions)
    if (decision.action == ReviewAction::Recall && decision.reviewer.empty())
      decision.user = userOfRecall(db, decision.time);
  return decisions;
}

}  // namespace mien
