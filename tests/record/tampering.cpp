#include "tests/record/tampering.h"

#include "core/record/canonical.h"
#include "core/record/hex.h"
#include "core/record/log.h"
#include "core/record/signing.h"

namespace {

std::string sqlText(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

std::string number(std::int64_t value) {
  return std::to_string(value);
}

}  // namespace

Tamperer::Tamperer(SQLite::Database& db, unsigned seed) : db_(db), random_(seed) {
  entries_ = db.execAndGet("SELECT max(seq) FROM log").getInt64();
  const auto columnsOf = [&](const std::string& table) {
    std::vector<Column> columns;
    SQLite::Statement info(db, "SELECT name, type FROM pragma_table_info('" + table + "')");
    while (info.executeStep()) columns.push_back({info.getColumn(0).getString(), info.getColumn(1).getString()});
    return columns;
  };
  logColumns_ = columnsOf("log");
  const std::vector<std::array<std::string, 3>> tables{
      {"inputs", "input:", "id"},       {"consents", "consent:", "id"},          {"outputs", "output:", "id"},
      {"exports", "export:", "id"},     {"decisions", "decision:", "id"},        {"costs", "cost:", "id"},
      {"reviewers", "reviewer:", "id"}, {"output_details", "output:", "output"}, {"output_faces", "output:", "output"}};
  for (const auto& [name, subject, key] : tables) tables_.push_back({name, subject, key, columnsOf(name)});
}

void Tamperer::run(const std::string& sql) {
  db_.exec(sql);
}

Tampered Tamperer::tamper() {
  using Way = Tampered (Tamperer::*)();
  static constexpr std::array<Way, 12> kWays{&Tamperer::editEntry,    &Tamperer::editText,  &Tamperer::deleteEntry,
                                             &Tamperer::swapEntries,  &Tamperer::cutTail,   &Tamperer::forgeLast,
                                             &Tamperer::forgeBetween, &Tamperer::editRow,   &Tamperer::deleteRow,
                                             &Tamperer::insertRow,    &Tamperer::editWords, &Tamperer::blindWords};
  return (this->*kWays[static_cast<std::size_t>(below(kWays.size()))])();
}

std::string Tamperer::otherValue(const Column& column, const SQLite::Column& old) {
  if (old.isNull() && column.type == "REAL") return below(2) == 0 ? "9e999" : "0.5";
  if (old.isNull()) return column.type == "TEXT" ? "'x'" : column.type == "BLOB" ? "x'00'" : number(1 + below(1000));
  if (column.type == "INTEGER") return number(old.getInt64() + 1 + below(1'000'000));
  if (column.type == "REAL") return below(4) == 0 ? "9e999" : std::to_string(old.getDouble() + 0.5);
  if (column.type == "BLOB") {
    std::vector<std::uint8_t> bytes(static_cast<const std::uint8_t*>(old.getBlob()),
                                    static_cast<const std::uint8_t*>(old.getBlob()) + old.getBytes());
    if (bytes.empty())
      bytes.push_back(7);
    else
      bytes[static_cast<std::size_t>(below(static_cast<std::int64_t>(bytes.size())))] ^= 1U;
    return "x'" + mien::toHex(bytes) + "'";
  }
  std::string text = old.getString();
  if (below(4) == 0) return sqlText("sha256:" + mien::sha256HexOf(text));  // as the history names long ones
  if (text.empty() || below(4) == 0) return sqlText(text + "x");
  char& c = text[static_cast<std::size_t>(below(static_cast<std::int64_t>(text.size())))];
  c = c == '0' ? '1' : '0';
  return sqlText(text);
}

Tampered Tamperer::editEntry() {
  const std::int64_t seq = anyEntry();
  const Column& column = logColumns_[static_cast<std::size_t>(below(static_cast<std::int64_t>(logColumns_.size())))];
  SQLite::Statement row(db_, "SELECT " + column.name + " FROM log WHERE seq = " + number(seq));
  row.executeStep();
  // Numbers beyond the last one: none is there twice.
  const std::string value =
      column.name == "seq" ? number(entries_ + 1 + below(9)) : otherValue(column, row.getColumn(0));
  row.reset();
  run("UPDATE log SET " + column.name + " = " + value + " WHERE seq = " + number(seq));
  return {"edit log." + column.name + " of " + number(seq), {seq}, {}};
}

Tampered Tamperer::editText() {
  const std::int64_t seq = anyEntry();
  static constexpr std::array<const char*, 4> kEdits{"UPDATE payloads SET text = text || ' '",
                                                     "UPDATE payloads SET text = replace(text, 'e', 'a')",
                                                     "UPDATE payloads SET salt = salt || '0'", "DELETE FROM payloads"};
  const char* edit = kEdits[static_cast<std::size_t>(below(kEdits.size()))];
  run(std::string(edit) + " WHERE seq = " + number(seq));
  return {std::string(edit) + " of " + number(seq), {seq}, {}};
}

Tampered Tamperer::deleteEntry() {
  const std::int64_t seq = anyEntry();
  run("DELETE FROM log WHERE seq = " + number(seq));
  if (below(2) == 0) run("DELETE FROM payloads WHERE seq = " + number(seq));
  return {"delete " + number(seq), {seq}, {}};
}

Tampered Tamperer::swapEntries() {
  const std::int64_t a = anyEntry();
  std::int64_t b = anyEntry();
  while (b == a) b = anyEntry();
  for (const char* table : {"log", "payloads"}) {
    const auto move = [&](std::int64_t from, std::int64_t to) {
      run(std::string("UPDATE ") + table + " SET seq = " + number(to) + " WHERE seq = " + number(from));
    };
    move(a, -1);
    move(b, a);
    move(-1, b);
  }
  return {"swap " + number(a) + " and " + number(b), {a, b}, {}};
}

Tampered Tamperer::cutTail() {
  const std::int64_t from = anyEntry();
  run("DELETE FROM log WHERE seq >= " + number(from));
  run("DELETE FROM payloads WHERE seq >= " + number(from));
  return {"cut from " + number(from), {from}, {}};
}

Tampered Tamperer::forgeLast() {
  mien::LogHead head = mien::readHead(db_);
  mien::appendLog(db_, head, mien::SigningKey::generate(), "policy", "", "{\"hash\":\"forged\"}", head.time + 1);
  return {"forge at the end", {head.seq}, {}};
}

Tampered Tamperer::forgeBetween() {
  const std::int64_t at = anyEntry();
  for (const char* table : {"log", "payloads"}) {
    run(std::string("UPDATE ") + table + " SET seq = -seq - 1 WHERE seq >= " + number(at));
    run(std::string("UPDATE ") + table + " SET seq = -seq WHERE seq < 0");
  }
  const auto before = mien::readLogRow(db_, at - 1);
  mien::LogHead head{at - 1, before ? before->hash : "", before ? before->time : 0};
  mien::appendLog(db_, head, mien::SigningKey::generate(), "policy", "", "{\"hash\":\"forged\"}", head.time);
  // All later ones are chained anew, as anybody can.
  for (std::int64_t seq = at + 1; seq <= entries_ + 1; ++seq) {
    mien::LogRow row = mien::readLogRow(db_, seq).value();
    row.previous = head.hash;
    row.hash = mien::hashOf(row);
    run("UPDATE log SET previous = '" + row.previous + "', hash = '" + row.hash + "' WHERE seq = " + number(seq));
    head.hash = row.hash;
  }
  return {"forge at " + number(at), {at}, {}};
}

std::int64_t Tamperer::anyRow(const Table& table) {
  const std::int64_t count = db_.execAndGet("SELECT count(*) FROM " + table.name).getInt64();
  return db_.execAndGet("SELECT " + table.key + " FROM " + table.name + " LIMIT 1 OFFSET " + number(below(count)))
      .getInt64();
}

Tampered Tamperer::editRow() {
  const Table& table = anyTable();
  const std::int64_t id = anyRow(table);
  const Column& column =
      table.columns[static_cast<std::size_t>(below(static_cast<std::int64_t>(table.columns.size())))];
  const std::string where = " WHERE " + table.key + " = " + number(id);
  SQLite::Statement row(db_, "SELECT " + column.name + " FROM " + table.name + where + " LIMIT 1");
  row.executeStep();
  const std::string value = otherValue(column, row.getColumn(0));
  row.reset();
  if (table.name == "output_faces") {
    // One of the two: what would change neither's place nor face is no tampering.
    run("UPDATE output_faces SET input = input + " + number(1 + below(5)) + where +
        " AND position = " + number(below(2)));
  } else {
    run("UPDATE " + table.name + " SET " + column.name + " = " + value + where);
  }
  return {"edit " + table.name + "." + column.name + " of " + number(id), {}, {table.subject + number(id)}};
}

Tampered Tamperer::deleteRow() {
  const Table& table = anyTable();
  const std::int64_t id = anyRow(table);
  run("DELETE FROM " + table.name + " WHERE " + table.key + " = " + number(id));
  return {"delete from " + table.name + " " + number(id), {}, {table.subject + number(id)}};
}

Tampered Tamperer::insertRow() {
  const Table& table = tables_[static_cast<std::size_t>(below(7))];  // those with an id of their own
  const std::int64_t id = anyRow(table);
  const std::int64_t forged = 1'000'000 + below(1000);
  std::string columns;
  for (const Column& column : table.columns) {
    columns += columns.empty() ? "" : ", ";
    const bool unique = column.name == "uid" || column.name == "face" || column.name == "name";
    columns += column.name == "id" ? number(forged) : unique ? column.name + " || 'x'" : column.name;
  }
  run("INSERT INTO " + table.name + " SELECT " + columns + " FROM " + table.name + " WHERE id = " + number(id));
  return {"insert into " + table.name, {}, {table.subject + number(forged)}};
}

std::int64_t Tamperer::anyOutput() {
  const std::int64_t count = db_.execAndGet("SELECT count(*) FROM outputs WHERE erased = 0").getInt64();
  return db_.execAndGet("SELECT id FROM outputs WHERE erased = 0 LIMIT 1 OFFSET " + number(below(count))).getInt64();
}

Tampered Tamperer::editWords() {
  const std::int64_t id = anyOutput();
  static constexpr std::array<const char*, 5> kEdits{
      "UPDATE output_words SET verdict = verdict || ' x'", "UPDATE output_words SET notes = notes || ' x'",
      "UPDATE output_words SET project = project || 'x'", "UPDATE output_words SET files = files || ' x'",
      "DELETE FROM output_words"};
  const char* edit = kEdits[static_cast<std::size_t>(below(kEdits.size()))];
  run(std::string(edit) + " WHERE rowid = " + number(id));
  return {std::string(edit) + " of " + number(id), {}, {"output:" + number(id)}};
}

/// The texts stay, but a search does not find them.
Tampered Tamperer::blindWords() {
  const std::int64_t id = anyOutput();
  run("CREATE TEMP TABLE kept AS SELECT * FROM output_words_content WHERE id = " + number(id));
  run("DELETE FROM output_words WHERE rowid = " + number(id));
  run("INSERT INTO output_words_content SELECT * FROM kept");
  run("DROP TABLE kept");
  return {"words of " + number(id) + " taken out of the index", {}, {"output_words"}};
}
