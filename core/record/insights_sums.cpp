#include "core/record/insights_sums.h"

#include <algorithm>
#include <cmath>

namespace mien {
namespace {

/// The smallest of rising values that at least this share of them does not exceed (nearest rank).
double quantile(const std::vector<double>& rising, double share) {
  if (rising.empty()) return 0;
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(rising.size())));
  return rising[std::max<std::size_t>(rank, 1) - 1];
}

Latency latencyOf(std::vector<double>& times) {
  std::sort(times.begin(), times.end());
  constexpr double kHalf = 0.5;
  constexpr double kMost = 0.95;
  return {quantile(times, kHalf), quantile(times, kMost)};
}

}  // namespace

InsightsSums::InsightsSums(Insights& insights) : insights_(insights) {
  for (CalendarDay day = insights.first; day <= insights.last; day = nextAfter(insights.every, day)) {
    begins_.push_back(day);
    insights.periods.push_back({textOf(day), {}, {}});
  }
  times_.resize(begins_.size());
}

std::size_t InsightsSums::placeOf(CalendarDay day) const {
  return static_cast<std::size_t>(std::upper_bound(begins_.begin(), begins_.end(), day) - begins_.begin()) - 1;
}

InsightsSums::Group& InsightsSums::groupOf(const std::string& name) {
  Group& group = groups_[name];
  group.row.name = name;
  group.row.periods.resize(begins_.size());
  return group;
}

void InsightsSums::add(CalendarDay day, const std::string& group, const Figures& part) {
  const std::size_t place = placeOf(day);
  InsightsGroup& row = groupOf(group).row;
  for (Figures* sum : {&insights_.total.figures, &insights_.periods[place].figures, &row.figures, &row.periods[place]})
    *sum += part;
}

void InsightsSums::addTime(CalendarDay day, const std::string& group, double seconds) {
  for (Times* times : {&allTimes_, &times_[placeOf(day)], &groupOf(group).times}) times->push_back(seconds);
}

void InsightsSums::finish() {
  insights_.total.latency = latencyOf(allTimes_);
  for (std::size_t i = 0; i < times_.size(); ++i) insights_.periods[i].latency = latencyOf(times_[i]);
  for (auto& [name, group] : groups_) {
    group.row.latency = latencyOf(group.times);
    insights_.groups.push_back(std::move(group.row));
  }
}

}  // namespace mien
