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
