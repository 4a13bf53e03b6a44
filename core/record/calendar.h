#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mien {

// Days, weeks and months by UTC, in which costs and budgets are counted.

using CalendarDay = std::chrono::sys_days;

enum class Period { Day, Week, Month };

/// Of a moment in ms since 1970, and the first moment of a day.
CalendarDay dayOf(std::int64_t ms);
std::int64_t msOf(CalendarDay day);

/// The first day of the period that `day` lies in (weeks begin on Monday), and of the one after that.
CalendarDay beginOf(Period every, CalendarDay day);
CalendarDay nextAfter(Period every, CalendarDay day);

/// The first moment of the month that `ms` lies in.
std::int64_t monthBegin(std::int64_t ms);

/// "2026-11-30", and back; nothing for what is no day.
std::string textOf(CalendarDay day);
std::optional<CalendarDay> calendarDay(const std::string& text);

/// day, week, month
std::string_view nameOf(Period period);
std::optional<Period> periodFrom(std::string_view name);

}  // namespace mien
