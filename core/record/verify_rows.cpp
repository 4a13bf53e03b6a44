#include "core/record/verify_rows.h"

#include <SQLiteCpp/Statement.h>

#include <nlohmann/json.hpp>

#include "core/record/bound_rows.h"
#include "core/record/decision_text.h"
#include "core/record/log.h"
#include "core/record/signing.h"

namespace mien {
namespace {

/// The columns in which two rows differ, for people.
std::string differences(const nlohmann::json& now, const nlohmann::json& then) {
  std::string names;
  for (const auto& [column, value] : now.items()) {
    if (then.contains(column) && then[column] == value) continue;
    names += (names.empty() ? "" : ", ") + column;
  }
  return names.empty() ? "what it holds" : names;
}

nlohmann::json rowIn(const std::string& text) {
  const auto said = nlohmann::json::parse(text, nullptr, false);
  return said.is_object() ? said.value("row", nlohmann::json()) : nlohmann::json();
}

}  // namespace

void verifyRows(SQLite::Database& db, LastWords words, std::vector<Finding>& damages) {
  for (const BoundTable& table : boundTables()) {
    SQLite::Statement rows(db, table.select);
    while (rows.executeStep()) {
      const std::string subject = subjectOf(table, rows.getColumn(0).getInt64());
      const auto word = words.find(subject);
      if (word == words.end()) {
        damages.push_back({0, subject, "No entry of the history speaks of " + subject + ": the row was put in."});
        continue;
      }
      const LastWord said = std::move(word->second);
      words.erase(word);
      if (!said.known) continue;  // told where the entry stands
      const nlohmann::json row = rowJson(rows);
      if (said.text == "{\"row\":" + row.dump() + "}") continue;  // as most are: spares the parsing
      const nlohmann::json then = rowIn(said.text);
      if (then.is_null()) {
        damages.push_back(
            {said.seq, subject,
             "Entry " + std::to_string(said.seq) + " says that " + subject + " is gone, but it is there again."});
      } else if (row != then) {
        damages.push_back({said.seq, subject,
                           "In " + subject + " " + differences(row, then) + " was altered since entry " +
                               std::to_string(said.seq) + "."});
      }
    }
  }
  for (const auto& [subject, said] : words) {
    if (said.known && rowIn(said.text).is_null()) continue;
    damages.push_back(
        {said.seq, subject, subject + ", of which entry " + std::to_string(said.seq) + " speaks, was deleted."});
  }
  SQLite::Statement strays(db, "PRAGMA foreign_key_check");
  while (strays.executeStep())
    damages.push_back({0, strays.getColumn(0).getString(),
                       "A row of " + strays.getColumn(0).getString() + " belongs to nothing that is there."});
}

void verifyDecisions(SQLite::Database& db, std::vector<Finding>& damages) {
  SQLite::Statement rows(
      db,
      "SELECT d.id, uid, action, from_state, to_state, reason, reason_salt, reason_digest, d.time_ms, "
      "signature, public_key FROM decisions d LEFT JOIN outputs o ON o.id = d.output "
      "LEFT JOIN reviewers r ON r.id = d.reviewer");
  while (rows.executeStep()) {
    const auto text = [&](int column) { return rows.getColumn(column).getString(); };
    const std::string subject = "decision:" + text(0);
    const DecisionText said{text(1), text(2), text(3), text(4), text(7), rows.getColumn(8).getInt64()};
    if (!rows.getColumn(6).isNull() && payloadDigest(text(6), text(5)) != said.reasonDigest)
      damages.push_back({0, subject, "The reason of " + subject + " is not the one that was signed."});
    if (!rows.getColumn(10).isNull() && !verifySignature(text(10), signedText(said), text(9)))
      damages.push_back({0, subject, "The reviewer's signature of " + subject + " is wrong."});
  }
}

}  // namespace mien
