#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/record/calendar.h"
#include "core/record/cost.h"
#include "core/record/record.h"

namespace mien {

/// What was made in some time or by some group, and what it took. Sums: those of a whole are the sums of its parts.
/// Outputs, exports and costs count on the day on which each was recorded.
struct Figures {
  std::int64_t outputs = 0;
  std::int64_t exports = 0;                ///< files written
  std::array<std::int64_t, 4> outcomes{};  ///< outputs by their verdict, in the order of RecordedOutcome
  std::int64_t costs = 0;                  ///< how many were recorded, of which `withEnergy` knew their joules
  std::int64_t withEnergy = 0;
  std::int64_t made = 0;  ///< of the costs those of making an output, the others of writing one to a file
  double wallSeconds = 0, cpuSeconds = 0, gpuSeconds = 0;
  std::int64_t peakBytes = 0;           ///< the largest
  double joules = 0, joulesBand = 0;    ///< as in CostTotal
  std::map<std::string, double> money;  ///< by currency: different ones are never added

  Figures& operator+=(const Figures& other);
};

/// How long making an output took, each time: seconds that half of the times, and 95 % of them, did not exceed. 0:
/// none.
struct Latency {
  double median = 0, p95 = 0;
};

struct InsightsRow {
  std::string name;  ///< a period's first day, a group's project, model id or user (empty: it has none)
  Figures figures;
  Latency latency;
};

struct InsightsGroup : InsightsRow {
  std::vector<Figures> periods;  ///< one for each of Insights::periods
};

/// How many outputs a rule stopped.
struct RuleRefusals {
  std::string rule;
  std::int64_t review = 0, block = 0;
};

struct InsightsQuery {
  std::optional<CalendarDay> first, last;  ///< both included; none: that of the oldest and the newest output or cost
  std::optional<Period> every;             ///< none: periodFor()
  CostGroup by = CostGroup::Project;
};

/// What the house made from `first` to `last`.
struct Insights {
  CalendarDay first, last;
  Period every = Period::Day;
  CostGroup by = CostGroup::Project;
  InsightsRow total;                  ///< without a name
  std::vector<InsightsRow> periods;   ///< oldest first, without a gap; the first and last may be cut by the range
  std::vector<InsightsGroup> groups;  ///< in the order of their names
  std::vector<RuleRefusals> rules;    ///< the one that stopped most first
};

/// Days up to three months, weeks up to two years, then months.
Period periodFor(CalendarDay first, CalendarDay last);

/// One look at the record. Errors: as any reading.
Result<Insights> readInsights(const Record& record, const InsightsQuery& query);

/// Its costs without money, for projections.
CostTotal costsOf(const Figures& figures);

/// project, model, user, day
std::string_view nameOf(CostGroup group);
std::optional<CostGroup> costGroupFrom(std::string_view name);

/// All of it as a table (RFC 4180, UTF-8). The first column says what a row is: total, a period, a group or a rule.
std::string insightsCsv(const Insights& insights);

}  // namespace mien
