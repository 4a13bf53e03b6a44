#pragma once
#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

/// Where a tampering must be found: by the entry's number, or by the row's name.
struct Tampered {
  std::string what;                ///< for messages
  std::set<std::int64_t> entries;  ///< any of these …
  std::set<std::string> subjects;  ///< … or any of these
};

/// Alters a record at random behind Mien's back, as somebody may who has SQLite and knows how the log is built, but has
/// not the key. `db` must be without its log's triggers (UnguardedLog) and have its constraints off.
class Tamperer {
 public:
  Tamperer(SQLite::Database& db, unsigned seed);
  Tampered tamper();

 private:
  struct Column {
    std::string name;
    std::string type;
  };
  struct Table {
    std::string name;
    std::string subject;  ///< of a row, before its number
    std::string key;      ///< column with that number
    std::vector<Column> columns;
  };

  Tampered editEntry();
  Tampered editWords();
  Tampered blindWords();
  Tampered editText();
  Tampered deleteEntry();
  Tampered swapEntries();
  Tampered cutTail();
  Tampered forgeLast();
  Tampered forgeBetween();
  Tampered editRow();
  Tampered deleteRow();
  Tampered insertRow();

  std::int64_t below(std::int64_t count) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(count));
  }
  std::int64_t anyEntry() { return 1 + below(entries_); }
  const Table& anyTable() {
    return tables_[static_cast<std::size_t>(below(static_cast<std::int64_t>(tables_.size())))];
  }
  /// The number of a row, picked at random; rows of tables without one of their own are picked by rowid.
  std::int64_t anyRow(const Table& table);
  std::int64_t anyOutput();  ///< of those that were not erased
  /// A value of the column's type that differs from `old`.
  std::string otherValue(const Column& column, const SQLite::Column& old);
  void run(const std::string& sql);

  SQLite::Database& db_;
  std::mt19937_64 random_;
  std::int64_t entries_ = 0;
  std::vector<Column> logColumns_;
  std::vector<Table> tables_;
};
