#include "app/model/insights_texts.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "app/model/review_texts.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

constexpr double kJoulesPerWattHour = 3600;
constexpr double kKilo = 1000;
constexpr double kSecondsPerMinute = 60;
constexpr double kSecondsPerHour = 3600;

QString tr(const char* text) {
  return QCoreApplication::translate("Insights", text);
}

QString pricesText(const Spending& spending) {
  const QString currency = QString::fromStdString(spending.currency);
  if (currency.isEmpty()) return tr("No tariff is set.");
  return tr("%1 a kWh, %2 an hour of the machine.")
      .arg(moneyText(spending.perKilowattHour, currency), moneyText(spending.perMachineHour, currency));
}

}  // namespace

QString numberText(double value, int leastDecimals) {
  constexpr int kDigits = 2;  // behind the first
  constexpr int kMost = 6;
  if (value == 0) return u"0"_s;
  int decimals = std::clamp(kDigits - static_cast<int>(std::floor(std::log10(std::abs(value)))), leastDecimals, kMost);
  const auto rounded = [value](int places) { return std::round(value * std::pow(10, places)) / std::pow(10, places); };
  while (decimals > leastDecimals && rounded(decimals) == rounded(decimals - 1)) --decimals;
  return QLocale().toString(value, 'f', decimals);
}

QString moneyText(double amount, const QString& currency) {
  constexpr int kCents = 2;
  const QString number =
      std::abs(amount) >= 1 ? QLocale().toString(amount, 'f', kCents) : numberText(amount, amount == 0 ? 0 : kCents);
  return u"%1 %2"_s.arg(number, currency);
}

QString energyText(double joules) {
  const double wattHours = joules / kJoulesPerWattHour;
  return wattHours < kKilo ? tr("%1 Wh").arg(numberText(wattHours)) : tr("%1 kWh").arg(numberText(wattHours / kKilo));
}

QString energyText(double joules, double band) {
  // A band is no more than a guess: one digit of it says all.
  return band > 0 ? tr("%1 ± %2").arg(energyText(joules), energyText(band)) : energyText(joules);
}

QString secondsText(double seconds) {
  constexpr double kLong = 120;
  if (seconds < kLong) return tr("%1 s").arg(numberText(seconds));
  if (seconds < kLong * kSecondsPerMinute) return tr("%1 min").arg(numberText(seconds / kSecondsPerMinute));
  return tr("%1 h").arg(numberText(seconds / kSecondsPerHour));
}

QDate dateOf(CalendarDay day) {
  return QDate(1970, 1, 1).addDays(day.time_since_epoch().count());
}

QString periodText(Period every, CalendarDay begin) {
  const QDate date = dateOf(begin);
  const QLocale locale;
  if (every == Period::Month) return locale.toString(date, u"MMMM yyyy"_s);
  if (every == Period::Week) return tr("Week of %1").arg(locale.toString(date, u"d MMM yyyy"_s));
  return locale.toString(date, u"ddd d MMM yyyy"_s);
}

QString shortPeriodText(Period every, CalendarDay begin) {
  return QLocale().toString(dateOf(begin), every == Period::Month ? u"MMM yyyy"_s : u"d MMM"_s);
}

QString rangeText(CalendarDay first, CalendarDay last) {
  const QLocale locale;
  QString end = locale.toString(dateOf(last), u"d MMM yyyy"_s);
  if (first == last) return end;
  const bool sameYear = dateOf(first).year() == dateOf(last).year();
  return u"%1 – %2"_s.arg(locale.toString(dateOf(first), sameYear ? u"d MMM"_s : u"d MMM yyyy"_s), end);
}

QString countsText(const Figures& figures) {
  const QString files = figures.exports == 1 ? tr("1 file") : tr("%1 files").arg(figures.exports);
  return u"%1, %2"_s.arg(outputsText(figures.outputs), files);
}

QString budgetNote(const Spending& spending) {
  if (spending.currency.empty())
    return tr("Without a tariff energy is shown in place of money. Set one under Prices and budget.");
  if (!spending.monthlyBudget) return tr("There is no budget. Set one under Prices and budget.");
  const QString currency = QString::fromStdString(spending.currency);
  return tr("Exports warn at %1 and stop at %2.")
      .arg(moneyText(spending.warnAt * *spending.monthlyBudget, currency),
           moneyText(*spending.monthlyBudget, currency));
}

QString assumptionsText(const Figures& figures, const Spending& spending) {
  return tr("Assumed: like the %1 of this time, one after the other, with their part of what was made and never "
            "exported; "
            "energy as recorded (%2 of %3 entries; a model ± 50 % where no counter can be read).")
             .arg(figures.costs - figures.made)
             .arg(figures.withEnergy)
             .arg(figures.costs) +
         u' ' + pricesText(spending);
}

}  // namespace mien
