#include "app/model/insights_charts.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <functional>

#include "app/model/chart_axis.h"
#include "app/model/review_texts.h"
#include "core/record/output.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

constexpr double kJoulesPerWattHour = 3600;
constexpr std::size_t kMostBars = 7;

QString tr(const char* text) {
  return QCoreApplication::translate("Insights", text);
}

QString tickText(double tick, double step) {
  if (tick == 0) return u"0"_s;
  return QLocale().toString(tick, 'f', std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9))));
}

/// A column of a chart over time.
struct Column {
  std::vector<double> parts;
  QString text;
};

/// What all charts over time have: the axis, and a column for each period.
QVariantMap overTime(const Insights& insights, double largest, bool whole, double perUnit,
                     const std::function<Column(const InsightsRow&)>& columnOf) {
  constexpr std::size_t kMostLabels = 5;
  const ChartAxis axis = axisFor(largest / perUnit, whole);
  QVariantList ticks;
  for (const double tick : axis.ticks)
    ticks.append(QVariantMap{{u"at"_s, tick / axis.top}, {u"text"_s, tickText(tick, axis.step)}});
  QVariantList columns;
  QVariantList labels;
  const std::size_t every = std::max<std::size_t>(1, (insights.periods.size() + kMostLabels - 1) / kMostLabels);
  for (std::size_t i = 0; i < insights.periods.size(); ++i) {
    const InsightsRow& row = insights.periods[i];
    const CalendarDay begin = calendarDay(row.name).value();
    const Column column = columnOf(row);
    QVariantList parts;
    for (const double part : column.parts) parts.append(part / perUnit / axis.top);
    columns.append(
        QVariantMap{{u"name"_s, periodText(insights.every, begin)}, {u"text"_s, column.text}, {u"parts"_s, parts}});
    if (i % every == 0)
      labels.append(QVariantMap{{u"at"_s, static_cast<int>(i)}, {u"text"_s, shortPeriodText(insights.every, begin)}});
  }
  return {{u"ticks"_s, ticks}, {u"columns"_s, columns}, {u"labels"_s, labels}};
}

double largestOf(const Insights& insights, const std::function<double(const InsightsRow&)>& of) {
  double largest = 0;
  for (const InsightsRow& row : insights.periods) largest = std::max(largest, of(row));
  return largest;
}

QString latencyText(const Latency& latency) {
  return latency.p95 > 0 ? tr("median %1, 95 % within %2").arg(secondsText(latency.median), secondsText(latency.p95))
                         : tr("nothing was made");
}

QString outcomesText(const Figures& figures) {
  QStringList parts;
  const QStringList names = outcomeNames();
  for (int i = 0; i < names.size(); ++i)
    if (const auto count = figures.outcomes.at(static_cast<std::size_t>(i)); count > 0)
      parts.append(u"%1 %2"_s.arg(names[i].toLower()).arg(count));
  const QString all = outputsText(figures.outputs);
  return parts.isEmpty() ? all : u"%1: %2"_s.arg(all, parts.join(u", "_s));
}

/// A bar with its parts as shares of `largest`.
QVariantMap bar(const QString& name, const QString& text, const std::vector<double>& parts, double largest) {
  QVariantList shares;
  for (const double part : parts) shares.append(largest > 0 ? part / largest : 0);
  return {{u"name"_s, name}, {u"text"_s, text}, {u"parts"_s, shares}};
}

QString groupName(CostGroup by, const std::string& name) {
  if (!name.empty()) return QString::fromStdString(name);
  return by == CostGroup::Project ? tr("Not saved as a project") : tr("Unknown");
}

QString groupsText(CostGroup by, std::size_t count) {
  if (by == CostGroup::Model) return count == 1 ? tr("1 model") : tr("%1 models").arg(count);
  if (by == CostGroup::User) return count == 1 ? tr("1 user") : tr("%1 users").arg(count);
  return count == 1 ? tr("1 project") : tr("%1 projects").arg(count);
}

/// The groups that cost most, and all others as one.
std::vector<InsightsGroup> largestGroups(const Insights& insights, const CostMeasure& measure) {
  std::vector<InsightsGroup> groups = insights.groups;
  for (InsightsGroup& group : groups) group.name = groupName(insights.by, group.name).toStdString();
  std::stable_sort(groups.begin(), groups.end(), [&](const InsightsGroup& a, const InsightsGroup& b) {
    return std::pair(measure.of(a.figures), a.figures.outputs) > std::pair(measure.of(b.figures), b.figures.outputs);
  });
  if (groups.size() <= kMostBars) return groups;
  InsightsGroup others;
  others.name = tr("%1 others").arg(groups.size() - kMostBars + 1).toStdString();
  others.periods.resize(insights.periods.size());
  for (std::size_t i = kMostBars - 1; i < groups.size(); ++i) {
    others.figures += groups[i].figures;
    for (std::size_t k = 0; k < others.periods.size(); ++k) others.periods[k] += groups[i].periods[k];
  }
  groups.resize(kMostBars - 1);
  groups.push_back(std::move(others));
  return groups;
}

QVariantList trendOf(const InsightsGroup& group, const CostMeasure& measure) {
  double largest = 0;
  for (const Figures& period : group.periods) largest = std::max(largest, measure.of(period));
  QVariantList trend;
  for (const Figures& period : group.periods) trend.append(largest > 0 ? measure.of(period) / largest : 0);
  return trend;
}

}  // namespace

CostMeasure::CostMeasure(const Figures& total, const Spending& spending) {
  if (total.money.contains(spending.currency)) {
    currency_ = spending.currency;
  } else if (!total.money.empty()) {
    currency_ = std::max_element(total.money.begin(), total.money.end(), [](const auto& a, const auto& b) {
                  return a.second < b.second;
                })->first;
  }
}

double CostMeasure::of(const Figures& figures) const {
  if (!isMoney()) return figures.joules;
  const auto amount = figures.money.find(currency_);
  return amount == figures.money.end() ? 0 : amount->second;
}

QString CostMeasure::text(double value) const {
  return isMoney() ? moneyText(value, currency()) : energyText(value);
}

QVariantMap costChart(const Insights& insights, const CostMeasure& measure) {
  const double largest = largestOf(insights, [&](const InsightsRow& row) { return measure.of(row.figures); });
  constexpr double kKilo = 1000;
  const bool large = largest >= kKilo * kJoulesPerWattHour;
  const double perUnit = measure.isMoney() ? 1 : kJoulesPerWattHour * (large ? kKilo : 1);
  QVariantMap chart = overTime(insights, largest, false, perUnit, [&](const InsightsRow& row) {
    const Figures& f = row.figures;
    QStringList texts{measure.text(measure.of(f))};
    if (measure.isMoney()) texts.append(energyText(f.joules, f.joulesBand));
    texts.append(tr("%1 of the machine").arg(secondsText(f.wallSeconds)));
    return Column{{measure.of(f)}, texts.join(u" · "_s)};
  });
  chart[u"title"_s] = measure.isMoney() ? tr("Cost") : tr("Energy");
  chart[u"unit"_s] = measure.isMoney() ? measure.currency() : large ? tr("kWh") : tr("Wh");
  const Figures& total = insights.total.figures;
  chart[u"headline"_s] = measure.text(measure.of(total));
  if (!measure.isMoney()) chart[u"headline"_s] = energyText(total.joules, total.joulesBand);
  QStringList note{tr("%1 wall").arg(secondsText(total.wallSeconds)), tr("%1 CPU").arg(secondsText(total.cpuSeconds))};
  if (total.gpuSeconds > 0) note.append(tr("%1 GPU").arg(secondsText(total.gpuSeconds)));
  if (measure.isMoney()) note.append(energyText(total.joules, total.joulesBand));
  if (total.peakBytes > 0) note.append(tr("%1 at most").arg(bytesText(total.peakBytes)));
  chart[u"note"_s] = note.join(u" · "_s);
  chart[u"series"_s] = QStringList{chart[u"title"_s].toString()};
  return chart;
}

QVariantMap latencyChart(const Insights& insights) {
  const double largest = largestOf(insights, [](const InsightsRow& row) { return row.latency.p95; });
  constexpr double kSecondsPerMinute = 60;
  constexpr double kLong = 600;
  const bool minutes = largest >= kLong;
  QVariantMap chart = overTime(insights, largest, false, minutes ? kSecondsPerMinute : 1, [](const InsightsRow& row) {
    return Column{{row.latency.median, row.latency.p95}, latencyText(row.latency)};
  });
  chart[u"title"_s] = tr("Time for an output");
  chart[u"unit"_s] = minutes ? tr("min") : tr("s");
  const Latency& latency = insights.total.latency;
  chart[u"headline"_s] = secondsText(latency.median);
  chart[u"note"_s] = tr("the median; 95 % within %1").arg(secondsText(latency.p95));
  chart[u"series"_s] = QStringList{tr("Median"), tr("95 % within")};
  return chart;
}

QVariantMap verdictChart(const Insights& insights) {
  const double largest =
      largestOf(insights, [](const InsightsRow& row) { return static_cast<double>(row.figures.outputs); });
  QVariantMap chart = overTime(insights, largest, true, 1, [](const InsightsRow& row) {
    Column column;
    for (const std::int64_t count : row.figures.outcomes) column.parts.push_back(static_cast<double>(count));
    column.text = outcomesText(row.figures);
    return column;
  });
  const Figures& total = insights.total.figures;
  chart[u"title"_s] = tr("Verdicts");
  chart[u"unit"_s] = tr("outputs");
  chart[u"headline"_s] = outputsText(total.outputs);
  chart[u"note"_s] = outcomesText(total).section(u": "_s, 1);
  chart[u"series"_s] = outcomeNames();
  return chart;
}

QVariantMap refusalBars(const Insights& insights) {
  const Figures& total = insights.total.figures;
  const std::int64_t stopped = total.outcomes[2] + total.outcomes[3];
  const double largest =
      insights.rules.empty() ? 0 : static_cast<double>(insights.rules[0].review + insights.rules[0].block);
  QVariantList rows;
  for (std::size_t i = 0; i < std::min(insights.rules.size(), kMostBars); ++i) {
    const RuleRefusals& rule = insights.rules[i];
    QStringList counts;
    if (rule.review > 0) counts.append(tr("%1 to review").arg(rule.review));
    if (rule.block > 0) counts.append(tr("%1 blocked").arg(rule.block));
    rows.append(bar(rulesText(std::array{rule.rule}), counts.join(u", "_s),
                    {static_cast<double>(rule.review), static_cast<double>(rule.block)}, largest));
  }
  constexpr double kPercent = 100;
  const double share =
      total.outputs > 0 ? kPercent * static_cast<double>(stopped) / static_cast<double>(total.outputs) : 0;
  return {
      {u"title"_s, tr("Stopped, by rule")},
      {u"headline"_s, QString::number(stopped)},
      {u"note"_s, tr("%1 % of %2").arg(QLocale().toString(share, 'f', share < 10 ? 1 : 0), outputsText(total.outputs))},
      {u"none"_s, tr("No rule stopped an output.")},
      {u"series"_s, outcomeNames().mid(2)},
      {u"rows"_s, rows}};
}

QVariantMap groupBars(const Insights& insights, const CostMeasure& measure) {
  const std::vector<InsightsGroup> groups = largestGroups(insights, measure);
  double largest = 0;
  for (const InsightsGroup& group : groups) largest = std::max(largest, measure.of(group.figures));
  QVariantList rows;
  for (const InsightsGroup& group : groups) {
    const double value = measure.of(group.figures);
    QVariantMap row = bar(QString::fromStdString(group.name),
                          u"%1 · %2"_s.arg(measure.text(value), outputsText(group.figures.outputs)), {value}, largest);
    row[u"trend"_s] = trendOf(group, measure);
    rows.append(row);
  }
  const QStringList titles{tr("By project"), tr("By model"), tr("By user")};
  return {{u"title"_s, titles.value(static_cast<int>(insights.by))},
          {u"headline"_s, groupsText(insights.by, insights.groups.size())},
          {u"note"_s, measure.isMoney() ? tr("cost, and its course") : tr("energy, and its course")},
          {u"none"_s, tr("Nothing was made.")},
          {u"series"_s, QStringList()},
          {u"rows"_s, rows}};
}

}  // namespace mien
