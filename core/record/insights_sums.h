#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/record/insights.h"

namespace mien {

/// Adds up what is read, each part to the whole, to its period and to its group.
class InsightsSums {
 public:
  /// `insights` has its range and period, and lives as long as this.
  explicit InsightsSums(Insights& insights);

  /// `day` lies in the range.
  void add(CalendarDay day, const std::string& group, const Figures& part);
  /// How long making an output took.
  void addTime(CalendarDay day, const std::string& group, double seconds);
  /// Writes groups and latencies.
  void finish();

 private:
  using Times = std::vector<double>;
  struct Group {
    InsightsGroup row;
    Times times;
  };
  std::size_t placeOf(CalendarDay day) const;
  Group& groupOf(const std::string& name);

  Insights& insights_;
  std::vector<CalendarDay> begins_;
  std::map<std::string, Group> groups_;
  std::vector<Times> times_;  ///< by period
  Times allTimes_;
};

}  // namespace mien
