#include "core/record/calendar.h"

#include <array>
#include <cstdio>

#include "core/record/names.h"

namespace mien {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month_day;

// In the order of Period.
constexpr Names<3> kPeriods{"day", "week", "month"};

}  // namespace

CalendarDay dayOf(std::int64_t ms) {
  return std::chrono::floor<days>(std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(ms)));
}

std::int64_t msOf(CalendarDay day) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(day.time_since_epoch()).count();
}

CalendarDay beginOf(Period every, CalendarDay day) {
  if (every == Period::Week) return day - (std::chrono::weekday(day) - std::chrono::Monday);
  const year_month_day date(day);
  return every == Period::Month ? CalendarDay(date.year() / date.month() / 1) : day;
}

CalendarDay nextAfter(Period every, CalendarDay day) {
  const CalendarDay begin = beginOf(every, day);
  if (every == Period::Month) return CalendarDay(year_month_day(begin) + months(1));
  return begin + days(every == Period::Week ? 7 : 1);
}

std::int64_t monthBegin(std::int64_t ms) {
  return msOf(beginOf(Period::Month, dayOf(ms)));
}

std::string textOf(CalendarDay day) {
  const year_month_day date(day);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

std::optional<CalendarDay> calendarDay(const std::string& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (std::sscanf(text.c_str(), "%4d-%2u-%2u", &year, &month, &day) != 3) return std::nullopt;
  const year_month_day date = std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day);
  // Written back, so that nothing but the whole text counts.
  if (year < 0 || !date.ok() || textOf(date) != text) return std::nullopt;
  return date;
}

std::string_view nameOf(Period period) {
  return nameIn(kPeriods, period);
}

std::optional<Period> periodFrom(std::string_view name) {
  return valueIn<Period>(kPeriods, name);
}

}  // namespace mien
