#include "core/record/cost.h"

#include <algorithm>
#include <array>

#include "core/record/cost_rows.h"
#include "core/record/sql.h"
#include "core/record/sqlite_error.h"

namespace mien {
namespace {

// In the order of CostGroup.
constexpr std::array<const char*, 4> kGroups{"project", "model_id", "user",
                                             "strftime('%Y-%m-%d', c.time_ms / 1000, 'unixepoch')"};

}  // namespace

Cost sumOf(const Cost& earlier, Cost later) {
  later.wallSeconds += earlier.wallSeconds;
  later.cpuSeconds += earlier.cpuSeconds;
  later.gpuSeconds += earlier.gpuSeconds;
  later.peakBytes = std::max(later.peakBytes, earlier.peakBytes);
  if (later.joules) *later.joules += earlier.joules.value_or(0);
  return later;
}

std::int64_t insertCost(SQLite::Database& db, std::int64_t output, std::optional<std::int64_t> written,
                        const Cost& cost, std::int64_t time) {
  sql::run(db,
           "INSERT INTO costs (output, export, time_ms, wall_seconds, cpu_seconds, gpu_seconds, peak_bytes, joules, "
           "energy_source, money, currency, tariff, user) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
           output, written, time, cost.wallSeconds, cost.cpuSeconds, cost.gpuSeconds, cost.peakBytes, cost.joules,
           cost.energySource, cost.money, cost.currency, cost.tariff, cost.user);
  return db.getLastInsertRowid();
}

std::vector<Cost> readCosts(SQLite::Database& db, std::int64_t output) {
  SQLite::Statement rows =
      sql::query(db,
                 "SELECT wall_seconds, cpu_seconds, gpu_seconds, peak_bytes, joules, energy_source, "
                 "money, currency, tariff, user, export IS NOT NULL FROM costs WHERE output = ? ORDER BY id",
                 output);
  std::vector<Cost> costs;
  while (rows.executeStep())
    costs.push_back({rows.getColumn(0).getDouble(), rows.getColumn(1).getDouble(), rows.getColumn(2).getDouble(),
                     rows.getColumn(3).getInt64(), sql::optionalDouble(rows.getColumn(4)),
                     rows.getColumn(5).getString(), sql::optionalDouble(rows.getColumn(6)),
                     rows.getColumn(7).getString(), rows.getColumn(8).getString(), rows.getColumn(9).getString(),
                     rows.getColumn(10).getInt() != 0});
  return costs;
}

Result<std::vector<CostTotal>> costTotals(const Record& record, CostGroup by) {
  return guarded(record.file(), [&]() -> Result<std::vector<CostTotal>> {
    const std::string group = kGroups.at(static_cast<std::size_t>(by));
    SQLite::Statement rows(
        record.database(),
        "SELECT " + group +
            " AS name, currency, count(*), sum(export IS NULL), count(joules), sum(wall_seconds), sum(cpu_seconds), "
            "sum(gpu_seconds), max(peak_bytes), total(joules), "
            "total(CASE WHEN energy_source LIKE 'model%' THEN joules END), total(money) FROM costs c "
            "JOIN outputs o ON o.id = c.output GROUP BY name, currency ORDER BY name, currency");
    std::vector<CostTotal> totals;
    while (rows.executeStep())
      totals.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(), rows.getColumn(2).getInt64(),
                        rows.getColumn(3).getInt64(), rows.getColumn(4).getInt64(), rows.getColumn(5).getDouble(),
                        rows.getColumn(6).getDouble(), rows.getColumn(7).getDouble(), rows.getColumn(8).getInt64(),
                        rows.getColumn(9).getDouble(), kEnergyBand * rows.getColumn(10).getDouble(),
                        rows.getColumn(11).getDouble()});
    return totals;
  });
}

}  // namespace mien
