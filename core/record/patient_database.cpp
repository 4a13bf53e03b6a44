#include "core/record/patient_database.h"

#include <sqlite3.h>

#include <thread>

namespace mien {

using namespace std::chrono_literals;

SQLite::Database openPatiently(const std::string& name, int flags) {
  SQLite::Database db(name, flags);
  const auto waitFor = [](void*, int asked) {
    std::this_thread::sleep_for(1ms);
    return asked < kBusyTimeout / 1ms ? 1 : 0;
  };
  db.check(sqlite3_busy_handler(db.getHandle(), waitFor, nullptr));
  return db;
}

}  // namespace mien
