#include "core/record/insights.h"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <limits>

#include "core/record/insights_sums.h"
#include "core/record/names.h"
#include "core/record/output.h"
#include "core/record/sql.h"
#include "core/record/sqlite_error.h"

namespace mien {
namespace {

// In the order of CostGroup.
constexpr Names<4> kGroups{"project", "model", "user", "day"};

constexpr const char* kDay = ".time_ms / 86400000";

/// The half-open range of a query in ms.
struct Range {
  std::int64_t from = 0;
  std::int64_t until = std::numeric_limits<std::int64_t>::max();
};

/// A column of outputs `o`. The user of an output is the one for whom it was made first.
std::string groupOfOutput(CostGroup by) {
  switch (by) {
    case CostGroup::Project:
      return "o.project";
    case CostGroup::Model:
      return "o.model_id";
    case CostGroup::User:
      return "coalesce((SELECT user FROM costs WHERE output = o.id AND export IS NULL ORDER BY id LIMIT 1), '')";
    case CostGroup::Day:
      break;
  }
  return "date(o.time_ms / 1000, 'unixepoch')";
}

std::string groupOfCost(CostGroup by) {
  if (by == CostGroup::User) return "c.user";
  return by == CostGroup::Day ? "date(c.time_ms / 1000, 'unixepoch')" : groupOfOutput(by);
}

CalendarDay dayIn(const SQLite::Column& column) {
  return CalendarDay(std::chrono::days(column.getInt64()));
}

SQLite::Statement within(SQLite::Database& db, const std::string& select, const std::string& table,
                         const std::string& end, const Range& range) {
  return sql::query(db, select + " WHERE " + table + ".time_ms >= ? AND " + table + ".time_ms < ? " + end, range.from,
                    range.until);
}

void addOutputs(SQLite::Database& db, CostGroup by, const Range& range, InsightsSums& sums) {
  const std::string select =
      "SELECT o" + std::string(kDay) + ", " + groupOfOutput(by) + " AS name, outcome, count(*) FROM outputs o";
  SQLite::Statement rows = within(db, select, "o", "GROUP BY 1, 2, 3", range);
  while (rows.executeStep()) {
    Figures part;
    part.outputs = rows.getColumn(3).getInt64();
    const auto outcome = recordedOutcomeFrom(rows.getColumn(2).getString()).value();
    part.outcomes.at(static_cast<std::size_t>(outcome)) = part.outputs;
    sums.add(dayIn(rows.getColumn(0)), rows.getColumn(1).getString(), part);
  }
}

void addExports(SQLite::Database& db, CostGroup by, const Range& range, InsightsSums& sums) {
  const std::string select = "SELECT e" + std::string(kDay) + ", " +
                             (by == CostGroup::Day ? "date(e.time_ms / 1000, 'unixepoch')" : groupOfOutput(by)) +
                             " AS name, count(*) FROM exports e JOIN outputs o ON o.id = e.output";
  SQLite::Statement rows = within(db, select, "e", "GROUP BY 1, 2", range);
  while (rows.executeStep()) {
    Figures part;
    part.exports = rows.getColumn(2).getInt64();
    sums.add(dayIn(rows.getColumn(0)), rows.getColumn(1).getString(), part);
  }
}

/// Row by row: the times for an output have to be sorted anyhow, and one way through the table is enough.
void addCosts(SQLite::Database& db, CostGroup by, const Range& range, InsightsSums& sums) {
  const std::string select =
      "SELECT c" + std::string(kDay) + ", " + groupOfCost(by) +
      ", export IS NULL, wall_seconds, cpu_seconds, gpu_seconds, peak_bytes, joules, money, currency, "
      "energy_source LIKE 'model%' "
      "FROM costs c JOIN outputs o ON o.id = c.output";
  SQLite::Statement rows = within(db, select, "c", "", range);
  while (rows.executeStep()) {
    const CalendarDay day = dayIn(rows.getColumn(0));
    const std::string group = rows.getColumn(1).getString();
    Figures part;
    part.costs = 1;
    part.wallSeconds = rows.getColumn(3).getDouble();
    part.cpuSeconds = rows.getColumn(4).getDouble();
    part.gpuSeconds = rows.getColumn(5).getDouble();
    part.peakBytes = rows.getColumn(6).getInt64();
    const auto joules = sql::optionalDouble(rows.getColumn(7));
    part.withEnergy = joules ? 1 : 0;
    part.joules = joules.value_or(0);
    if (rows.getColumn(10).getInt() != 0) part.joulesBand = kEnergyBand * part.joules;
    const std::string currency = rows.getColumn(9).getString();
    if (!currency.empty()) part.money[currency] = rows.getColumn(8).getDouble();
    const bool ofMaking = rows.getColumn(2).getInt() != 0;
    part.made = ofMaking ? 1 : 0;
    sums.add(day, group, part);
    if (ofMaking) sums.addTime(day, group, part.wallSeconds);
  }
}

/// Of a verdict that stopped an output the findings that did so, and not those which only noted something beside.
/// (Erased verdicts are empty.)
std::vector<RuleRefusals> refusalsByRule(SQLite::Database& db, const Range& range) {
  SQLite::Statement rows = sql::query(
      db,
      "SELECT rule, count(*) - sum(blocks), sum(blocks) FROM ("
      "SELECT json_extract(f.value, '$.rule') AS rule, max(json_extract(f.value, '$.action') = 'block') AS blocks "
      "FROM outputs o JOIN output_details d ON d.output = o.id "
      "JOIN json_each(CASE WHEN json_valid(d.verdict) THEN d.verdict ELSE '{}' END, '$.findings') f "
      "WHERE o.outcome IN ('review', 'block') AND o.time_ms >= ? AND o.time_ms < ? "
      "AND json_extract(f.value, '$.action') IN ('review', 'block') GROUP BY o.id, rule) "
      "GROUP BY rule ORDER BY count(*) DESC, rule",
      range.from, range.until);
  std::vector<RuleRefusals> all;
  while (rows.executeStep())
    all.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getInt64(), rows.getColumn(2).getInt64()});
  return all;
}

/// What the query leaves open, from what there is; nothing when there is nothing.
struct Days {
  std::optional<CalendarDay> first, last;
};
Days daysOnRecord(SQLite::Database& db) {
  SQLite::Statement row(db,
                        "SELECT min(time_ms), max(time_ms) FROM (SELECT time_ms FROM outputs UNION ALL "
                        "SELECT time_ms FROM exports UNION ALL SELECT time_ms FROM costs)");
  if (!row.executeStep() || row.getColumn(0).isNull()) return {};
  return {dayOf(row.getColumn(0).getInt64()), dayOf(row.getColumn(1).getInt64())};
}

}  // namespace

Figures& Figures::operator+=(const Figures& other) {
  outputs += other.outputs;
  exports += other.exports;
  for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes.at(i) += other.outcomes.at(i);
  costs += other.costs;
  withEnergy += other.withEnergy;
  made += other.made;
  wallSeconds += other.wallSeconds;
  cpuSeconds += other.cpuSeconds;
  gpuSeconds += other.gpuSeconds;
  peakBytes = std::max(peakBytes, other.peakBytes);
  joules += other.joules;
  joulesBand += other.joulesBand;
  for (const auto& [currency, amount] : other.money) money[currency] += amount;
  return *this;
}

CostTotal costsOf(const Figures& figures) {
  CostTotal total;
  total.rows = figures.costs;
  total.made = figures.made;
  total.withEnergy = figures.withEnergy;
  total.wallSeconds = figures.wallSeconds;
  total.cpuSeconds = figures.cpuSeconds;
  total.gpuSeconds = figures.gpuSeconds;
  total.peakBytes = figures.peakBytes;
  total.joules = figures.joules;
  total.joulesBand = figures.joulesBand;
  return total;
}

std::string_view nameOf(CostGroup group) {
  return nameIn(kGroups, group);
}

std::optional<CostGroup> costGroupFrom(std::string_view name) {
  return valueIn<CostGroup>(kGroups, name);
}

Period periodFor(CalendarDay first, CalendarDay last) {
  constexpr std::chrono::days kQuarter{92};
  constexpr std::chrono::days kTwoYears{731};
  const std::chrono::days span = last - first + std::chrono::days(1);
  if (span <= kQuarter) return Period::Day;
  return span <= kTwoYears ? Period::Week : Period::Month;
}

Result<Insights> readInsights(const Record& record, const InsightsQuery& query) {
  return guarded(record.file(), [&]() -> Result<Insights> {
    SQLite::Database& db = record.database();
    SQLite::Transaction oneMoment(db);
    const Days there = daysOnRecord(db);
    Insights insights;
    insights.by = query.by;
    const auto first = query.first ? query.first : there.first;
    const auto last = query.last ? query.last : there.last;
    if (!first || !last || *first > *last) return insights;
    insights.first = *first;
    insights.last = *last;
    insights.every = query.every.value_or(periodFor(*first, *last));
    const Range range{msOf(*first), msOf(*last + std::chrono::days(1))};
    InsightsSums sums(insights);
    addOutputs(db, query.by, range, sums);
    addExports(db, query.by, range, sums);
    addCosts(db, query.by, range, sums);
    sums.finish();
    insights.rules = refusalsByRule(db, range);
    return insights;
  });
}

}  // namespace mien
