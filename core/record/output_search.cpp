#include <SQLiteCpp/Transaction.h>

#include <sstream>

#include "core/record/output_rows.h"
#include "core/record/output_where.h"
#include "core/record/sql.h"
#include "core/record/sqlite_error.h"

namespace mien {
namespace {

/// Hashes of the models that were made of a pack, see noteModel(): by its hash's pattern or by its id.
constexpr const char* kModelsOfPack =
    "(SELECT json_extract(said, '$.hash') FROM (SELECT iif(json_valid(text), text, '{}') AS said FROM log "
    "JOIN payloads USING (seq) WHERE kind = 'model'), json_each(said, '$.packs') AS pack "
    "WHERE json_extract(pack.value, '$.hash') GLOB ? OR json_extract(pack.value, '$.id') = ?)";

/// Of hashes that begin like this, as lists show them; what is no beginning of a hash matches none.
std::string patternOf(const std::string& text) {
  constexpr std::size_t kShortest = 8;
  const bool isHash = text.size() >= kShortest && text.find_first_not_of("0123456789abcdef") == std::string::npos;
  return isHash ? text + "*" : "-";
}

/// Each word as the beginning of one, with nothing of FTS5's own language left in it.
std::string matchOf(const std::string& text) {
  std::istringstream in(text);
  std::string match;
  for (std::string word; in >> word;) {
    std::erase(word, '"');
    if (!word.empty()) match += (match.empty() ? "\"" : " \"") + word + "\"*";
  }
  return match;
}

}  // namespace

void Where::add(const std::string& condition, const std::vector<Value>& values) {
  text_ += (text_.empty() ? "WHERE " : " AND ") + condition;
  values_.insert(values_.end(), values.begin(), values.end());
}

SQLite::Statement Where::query(SQLite::Database& db, const std::string& select, const std::string& end) const {
  SQLite::Statement statement(db, select + text_ + end);
  int index = 0;
  for (const Value& value : values_) std::visit([&](const auto& it) { sql::bindOne(statement, ++index, it); }, value);
  return statement;
}

Where whereOf(const OutputQuery& query) {
  Where where;
  const auto equal = [&](const char* condition, const std::string& value) {
    if (!value.empty()) where.add(condition, {value});
  };
  if (const std::string match = matchOf(query.text); !match.empty())
    where.add("id IN (SELECT rowid FROM output_words WHERE output_words MATCH ?)", {match});
  if (!query.face.empty())
    where.add(
        "id IN (SELECT output FROM output_faces WHERE input IN "
        "(SELECT id FROM inputs WHERE face = ? UNION SELECT id FROM inputs WHERE photo = ?))",
        {query.face, query.face});
  const auto usedPack = [](const std::string& column) {
    return column + " GLOB ? OR " + column + " IN " + kModelsOfPack;
  };
  if (const std::string hash = patternOf(query.model); !query.model.empty())
    where.add("(model_id = ? OR " + usedPack("model_hash") + " OR " + usedPack("networks_hash") + ")",
              {query.model, hash, hash, query.model, hash, hash, query.model});
  if (const std::string hash = patternOf(query.networks); !query.networks.empty())
    where.add("(" + usedPack("networks_hash") + ")", {hash, hash, query.networks});
  if (!query.rule.empty()) where.add("instr(' ' || rules || ' ', ' ' || ? || ' ') > 0", {query.rule});
  if (!query.policy.empty()) where.add("policy_hash GLOB ?", {patternOf(query.policy)});
  equal("project = ?", query.project);
  equal("recipe_digest = ?", query.recipeDigest);
  equal("id IN (SELECT output FROM exports WHERE file = ?)", query.file.string());
  if (query.state) where.add("state = ?", {std::string(nameOf(*query.state))});
  if (query.outcome) where.add("outcome = ?", {std::string(nameOf(*query.outcome))});
  if (query.from) where.add("time_ms >= ?", {*query.from});
  if (query.until) where.add("time_ms < ?", {*query.until});
  if (query.ratingAtLeast > 0) where.add("rating >= ?", {std::int64_t{query.ratingAtLeast}});
  if (query.label) where.add("label = ?", {*query.label});
  return where;
}

Result<OutputPage> OutputStore::search(const OutputQuery& query) const {
  return guarded(record_.file(), [&]() -> Result<OutputPage> {
    SQLite::Database& db = record_.database();
    SQLite::Transaction oneMoment(db);
    const Where where = whereOf(query);
    OutputPage page;
    SQLite::Statement count = where.query(db, "SELECT count(*) FROM outputs ", "");
    if (count.executeStep()) page.total = count.getColumn(0).getInt64();
    const std::string end =
        " ORDER BY id DESC LIMIT " + std::to_string(query.limit) + " OFFSET " + std::to_string(query.skip);
    SQLite::Statement rows = where.query(db, kSelectSummary, end);
    while (rows.executeStep()) page.outputs.push_back(summaryOf(rows));
    return page;
  });
}

}  // namespace mien
