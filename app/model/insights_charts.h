#pragma once
#include <QVariantMap>

#include "app/model/insights_texts.h"

namespace mien {

// What the charts of the Insights page draw. Lengths are shares of their axis, 0 to 1; texts are for people.

/// In what costs are shown: money where there is a tariff, else energy.
class CostMeasure {
 public:
  /// The tariff's currency where anything was counted in it, else the one in which most was.
  CostMeasure(const Figures& total, const Spending& spending);

  bool isMoney() const { return !currency_.empty(); }
  QString currency() const { return QString::fromStdString(currency_); }
  double of(const Figures& figures) const;  ///< in the currency, or in J
  QString text(double value) const;

 private:
  std::string currency_;
};

/// Over time: {title, headline, note, unit, ticks: [{at, text}], labels: [{at: column, text}], series: [name],
/// columns: [{name, text, parts: [one a series]}]}. Parts of costs and verdicts stand on one another; those of the
/// latency are the heights of median and 95 %.
QVariantMap costChart(const Insights& insights, const CostMeasure& measure);
QVariantMap latencyChart(const Insights& insights);
QVariantMap verdictChart(const Insights& insights);

/// Bars: {title, headline, note, none: what to say without rows, series, rows: [{name, text, parts, trend: [one a
/// period]}]}. Groups are those by project, model or user, and only they have a trend.
QVariantMap refusalBars(const Insights& insights);
QVariantMap groupBars(const Insights& insights, const CostMeasure& measure);

}  // namespace mien
