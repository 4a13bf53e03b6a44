#pragma once
#include <QDate>
#include <QString>

#include "core/gate/spending.h"
#include "core/record/insights.h"

namespace mien {

// What the Insights page says, for people.

/// About three digits of a number, without zeros at their end beyond `leastDecimals`. Never an exponent.
QString numberText(double value, int leastDecimals = 0);
/// Two decimals, and more for small change.
QString moneyText(double amount, const QString& currency);
QString energyText(double joules);               ///< "38.2 Wh", "1.2 kWh"
QString energyText(double joules, double band);  ///< "38.2 Wh ± 12 Wh"
QString secondsText(double seconds);             ///< "0.85 s", "12 min", "3.2 h"

QDate dateOf(CalendarDay day);
/// Of a period by its first day: "Tue 24 Nov 2026", "Week of 23 Nov 2026", "November 2026".
QString periodText(Period every, CalendarDay begin);
/// The same on an axis: "24 Nov", "Nov 2026".
QString shortPeriodText(Period every, CalendarDay begin);
/// "1 Nov – 24 Nov 2026"
QString rangeText(CalendarDay first, CalendarDay last);

/// "412 outputs, 380 files"
QString countsText(const Figures& figures);

/// What a month's budget allows, and what it does to exports.
QString budgetNote(const Spending& spending);

/// What a projection takes for given besides the numbers that are typed in.
QString assumptionsText(const Figures& figures, const Spending& spending);

}  // namespace mien
