#include "core/record/search_words.h"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "core/record/sql.h"

namespace mien {
namespace {

/// Project, notes, verdict and files: the columns of the table.
using Words = std::array<std::string, 4>;

/// All texts in a verdict, in its order: what a user may remember of it. What somebody has put in its place may go as
/// deep as it likes.
void collectTexts(const nlohmann::json& json, std::string& all, int depth = 0) {
  constexpr int kDeepest = 32;
  if (json.is_string()) all += json.get<std::string>() + " ";
  if (!json.is_structured() || depth == kDeepest) return;  // to go along a text would give it itself
  for (const auto& part : json) collectTexts(part, all, depth + 1);
}

template <class Each>
std::string textsOf(SQLite::Statement rows, const Each& each) {
  std::string all;
  while (rows.executeStep()) all += " " + each(rows.getColumn(0).getString());
  return all;
}

/// Nothing of an erased output, and of one that is not there.
std::optional<Words> wordsOf(SQLite::Database& db, std::int64_t output) {
  SQLite::Statement row = sql::query(
      db, "SELECT project, rules, verdict FROM outputs JOIN output_details ON output = id WHERE id = ? AND erased = 0",
      output);
  if (!row.executeStep()) return std::nullopt;
  std::string verdict = row.getColumn(1).getString() + " ";
  collectTexts(nlohmann::json::parse(row.getColumn(2).getString(), nullptr, false), verdict);
  const auto itself = [](const std::string& text) { return text; };
  const auto name = [](const std::string& file) { return std::filesystem::path(file).filename().string(); };
  return Words{
      row.getColumn(0).getString(),
      textsOf(sql::query(db, "SELECT reason FROM decisions WHERE output = ? AND reason <> '' ORDER BY id", output),
              itself),
      verdict, textsOf(sql::query(db, "SELECT file FROM exports WHERE output = ? ORDER BY id", output), name)};
}

std::optional<Words> indexedWords(SQLite::Database& db, std::int64_t output) {
  SQLite::Statement row =
      sql::query(db, "SELECT project, notes, verdict, files FROM output_words WHERE rowid = ?", output);
  if (!row.executeStep()) return std::nullopt;
  return Words{row.getColumn(0).getString(), row.getColumn(1).getString(), row.getColumn(2).getString(),
               row.getColumn(3).getString()};
}

/// Whether it says something of the record; else of the disk, or of who is at it.
bool isDamage(const SQLite::Exception& e) {
  constexpr int kPrimary = 0xff;
  const int code = e.getErrorCode() & kPrimary;
  return code == SQLITE_CORRUPT || code == SQLITE_ERROR;
}

/// FTS5's own check: of its pieces against the texts that it keeps. It is a write to SQLite, so that it can't be made
/// where another process has written meanwhile, nor of a backup that can only be read; texts are compared all the same.
bool findsItsWords(SQLite::Database& db) {
  try {
    db.exec("INSERT INTO output_words (output_words) VALUES ('integrity-check')");
    return true;
  } catch (const SQLite::Exception& e) {
    return !isDamage(e);
  }
}

void compareWords(SQLite::Database& db, std::vector<Finding>& damages) {
  SQLite::Statement rows(db, "SELECT id FROM outputs");
  while (rows.executeStep()) {
    const std::int64_t id = rows.getColumn(0).getInt64();
    if (wordsOf(db, id) == indexedWords(db, id)) continue;
    const std::string subject = "output:" + std::to_string(id);
    damages.push_back({0, subject, "The words by which " + subject + " is found are not its own."});
  }
  SQLite::Statement strays(db, "SELECT rowid FROM output_words WHERE rowid NOT IN (SELECT id FROM outputs)");
  while (strays.executeStep())
    damages.push_back({0, "output:" + strays.getColumn(0).getString(),
                       "There are words of output:" + strays.getColumn(0).getString() + ", which is not there."});
}

}  // namespace

void indexWords(SQLite::Database& db, std::int64_t output) {
  const auto words = wordsOf(db, output);
  if (!words) return;
  const auto& [project, notes, verdict, files] = *words;
  sql::run(db, "INSERT OR REPLACE INTO output_words (rowid, project, notes, verdict, files) VALUES (?, ?, ?, ?, ?)",
           output, project, notes, verdict, files);
}

void indexAllWords(SQLite::Database& db) {
  const auto rebuild = [&] { db.exec("INSERT INTO output_words (output_words) VALUES ('rebuild')"); };
  rebuild();  // or words that are not in the index could not be taken out of it
  db.exec("DELETE FROM output_words");
  SQLite::Statement rows(db, "SELECT id FROM outputs WHERE erased = 0");
  while (rows.executeStep()) indexWords(db, rows.getColumn(0).getInt64());
  rebuild();  // the index keeps deleted words in its pieces until they are merged
}

std::vector<Finding> verifyWords(SQLite::Database& db) {
  const Finding unfit{0, "output_words", "The index of words does not fit the texts that it is of."};
  std::vector<Finding> damages;
  try {
    compareWords(db, damages);
  } catch (const SQLite::Exception& e) {
    if (!isDamage(e)) throw;
    damages.push_back(unfit);
    return damages;
  }
  if (!findsItsWords(db)) damages.push_back(unfit);
  return damages;
}

}  // namespace mien
