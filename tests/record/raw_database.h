#pragma once
#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string>

/// The file as any SQLite program sees it.
inline void execute(const std::filesystem::path& file, const std::string& sql) {
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 5000).exec(sql);
}

inline std::string answer(const std::filesystem::path& file, const std::string& query) {
  return SQLite::Database(file.string(), SQLite::OPEN_READWRITE, 5000).execAndGet(query).getString();
}

/// Whoever alters the log takes the triggers away that keep it from being changed, and puts them back so that nobody
/// sees.
class UnguardedLog {
 public:
  explicit UnguardedLog(SQLite::Database& db) : db_(db) {
    SQLite::Statement triggers(db, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'log'");
    std::string drop;
    while (triggers.executeStep()) {
      drop += "DROP TRIGGER " + triggers.getColumn(0).getString() + ";";
      putBack_ += triggers.getColumn(1).getString() + ";";
    }
    triggers.reset();
    db.exec(drop);
  }
  ~UnguardedLog() { db_.exec(putBack_); }
  UnguardedLog(const UnguardedLog&) = delete;
  UnguardedLog& operator=(const UnguardedLog&) = delete;

 private:
  SQLite::Database& db_;
  std::string putBack_;
};

inline void executeUnguarded(const std::filesystem::path& file, const std::string& sql) {
  SQLite::Database db(file.string(), SQLite::OPEN_READWRITE, 5000);
  const UnguardedLog log(db);
  db.exec(sql);
}
