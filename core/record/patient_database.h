#pragma once
#include <SQLiteCpp/Database.h>

#include <chrono>
#include <string>

namespace mien {

/// How long a call waits while another process writes, at least.
constexpr std::chrono::seconds kBusyTimeout{5};

/// A database whose calls wait for others in even steps of a millisecond. SQLite's own wait (sqlite3_busy_timeout) asks
/// ever less often, down to ten times a second: beside somebody who writes without a break it may never get its turn.
/// `flags` as SQLite::Database takes them. Throws what SQLite throws.
SQLite::Database openPatiently(const std::string& name, int flags);

}  // namespace mien
