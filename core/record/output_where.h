#pragma once
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/record/output_store.h"

namespace mien {

/// Conditions joined by AND, and the values of their question marks.
class Where {
 public:
  using Value = std::variant<std::string, std::int64_t>;

  void add(const std::string& condition, const std::vector<Value>& values);
  /// `select` and `end` stand around the conditions.
  SQLite::Statement query(SQLite::Database& db, const std::string& select, const std::string& end) const;

 private:
  std::string text_;
  std::vector<Value> values_;
};

/// Conditions on the table `outputs` for all but the page.
Where whereOf(const OutputQuery& query);

}  // namespace mien
