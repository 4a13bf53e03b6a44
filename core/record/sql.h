#pragma once
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mien {

/// Bytes for a column; an empty span is an empty BLOB.
using Blob = std::span<const std::uint8_t>;

namespace sql {

inline void bindOne(SQLite::Statement& statement, int index, Blob value) {
  // SQLite takes a null pointer for NULL.
  static constexpr std::uint8_t kNothing = 0;
  statement.bind(index, value.empty() ? &kNothing : value.data(), static_cast<int>(value.size()));
}
inline void bindOne(SQLite::Statement& statement, int index, const std::vector<std::uint8_t>& value) {
  bindOne(statement, index, Blob(value));
}
inline void bindOne(SQLite::Statement& statement, int index, std::string_view value) {
  statement.bind(index, std::string(value));
}
template <class T>
requires std::is_arithmetic_v<T>
void bindOne(SQLite::Statement& statement, int index, T value) {
  statement.bind(index, value);
}

template <class T>
void bindOne(SQLite::Statement& statement, int index, const std::optional<T>& value) {
  if (value) {
    bindOne(statement, index, *value);
  } else {
    statement.bind(index);
  }
}

/// Fills in the question marks, in order.
template <class... Values>
void bindAll(SQLite::Statement& statement, const Values&... values) {
  int index = 0;
  (bindOne(statement, ++index, values), ...);
}

/// One statement that returns no rows.
template <class... Values>
void run(SQLite::Database& db, const char* text, const Values&... values) {
  SQLite::Statement statement(db, text);
  bindAll(statement, values...);
  statement.exec();
}

/// A query with its question marks filled in.
template <class... Values>
SQLite::Statement query(SQLite::Database& db, const std::string& text, const Values&... values) {
  SQLite::Statement statement(db, text);
  bindAll(statement, values...);
  return statement;
}

inline std::vector<std::uint8_t> bytesOf(const SQLite::Column& column) {
  const auto* data = static_cast<const std::uint8_t*>(column.getBlob());
  return data ? std::vector<std::uint8_t>(data, data + column.getBytes()) : std::vector<std::uint8_t>();
}

inline std::optional<std::int64_t> optionalInt(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional<std::int64_t>(column.getInt64());
}

inline std::optional<double> optionalDouble(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional<double>(column.getDouble());
}

}  // namespace sql
}  // namespace mien
