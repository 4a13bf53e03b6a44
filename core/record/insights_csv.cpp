#include <set>

#include "core/base/csv.h"
#include "core/record/insights.h"
#include "core/record/output.h"

namespace mien {
namespace {

using Fields = std::vector<std::string>;

std::string whole(std::int64_t number) {
  return std::to_string(number);
}

const Fields kFirst{"rows", "name", "outputs", "exports"};
const Fields kCosts{"costs",      "with_energy", "wall_seconds", "cpu_seconds",    "gpu_seconds",
                    "peak_bytes", "joules",      "joules_band",  "median_seconds", "p95_seconds"};

/// The columns that a rule has no figures for stay empty.
Fields ruleFields(const RuleRefusals& rule, std::size_t columns) {
  Fields fields{"rule", csvField(rule.rule), "", "", "", "", whole(rule.review), whole(rule.block)};
  fields.resize(columns);
  return fields;
}

Fields rowFields(std::string_view what, const InsightsRow& row, const std::set<std::string>& currencies) {
  const Figures& f = row.figures;
  Fields fields{std::string(what), csvField(row.name), whole(f.outputs), whole(f.exports)};
  for (const std::int64_t count : f.outcomes) fields.push_back(whole(count));
  for (const std::int64_t count : {f.costs, f.withEnergy}) fields.push_back(whole(count));
  for (const double seconds : {f.wallSeconds, f.cpuSeconds, f.gpuSeconds}) fields.push_back(csvNumber(seconds));
  fields.push_back(whole(f.peakBytes));
  for (const double number : {f.joules, f.joulesBand, row.latency.median, row.latency.p95})
    fields.push_back(csvNumber(number));
  for (const std::string& currency : currencies) {
    const auto amount = f.money.find(currency);
    fields.push_back(csvNumber(amount == f.money.end() ? 0 : amount->second));
  }
  return fields;
}

}  // namespace

std::string insightsCsv(const Insights& insights) {
  std::set<std::string> currencies;
  for (const auto& [currency, amount] : insights.total.figures.money) currencies.insert(currency);
  Fields head = kFirst;
  for (const RecordedOutcome outcome :
       {RecordedOutcome::Pass, RecordedOutcome::Note, RecordedOutcome::Review, RecordedOutcome::Block})
    head.emplace_back(nameOf(outcome));
  head.insert(head.end(), kCosts.begin(), kCosts.end());
  for (const std::string& currency : currencies) head.push_back(csvField("money_" + currency));
  std::string csv = csvLine(head) + csvLine(rowFields("total", insights.total, currencies));
  for (const InsightsRow& row : insights.periods) csv += csvLine(rowFields(nameOf(insights.every), row, currencies));
  for (const InsightsRow& row : insights.groups) csv += csvLine(rowFields(nameOf(insights.by), row, currencies));
  for (const RuleRefusals& rule : insights.rules) csv += csvLine(ruleFields(rule, head.size()));
  return csv;
}

}  // namespace mien
