#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "core/record/insights.h"
#include "core/record/record_time.h"

namespace mien {
namespace {

struct Arguments {
  int days = 30;
  std::string from, until, every = "auto", by = "project", format = "table";
};

Result<std::optional<CalendarDay>> dayIn(const std::string& text) {
  if (text.empty()) return std::optional<CalendarDay>();
  const auto day = calendarDay(text);
  if (!day) return fail(ErrorKind::Usage, "\"" + text + "\" is no day: write it as 2026-11-30.");
  return day;
}

Result<InsightsQuery> queryFrom(const Arguments& a) {
  const auto from = dayIn(a.from);
  if (!from) return tl::unexpected(from.error());
  const auto until = dayIn(a.until);
  if (!until) return tl::unexpected(until.error());
  InsightsQuery query{*from, *until, periodFrom(a.every), costGroupFrom(a.by).value()};
  if (*from || *until) return query;
  query.last = dayOf(recordNow());
  if (a.days > 0) query.first = *query.last - std::chrono::days(a.days - 1);
  return query;
}

nlohmann::json toJson(const Figures& f) {
  nlohmann::json money = nlohmann::json::object();
  for (const auto& [currency, amount] : f.money) money[currency] = amount;
  return {{"outputs", f.outputs},
          {"exports", f.exports},
          {"pass", f.outcomes[0]},
          {"note", f.outcomes[1]},
          {"review", f.outcomes[2]},
          {"block", f.outcomes[3]},
          {"costs", f.costs},
          {"with_energy", f.withEnergy},
          {"wall_seconds", f.wallSeconds},
          {"cpu_seconds", f.cpuSeconds},
          {"gpu_seconds", f.gpuSeconds},
          {"peak_bytes", f.peakBytes},
          {"joules", f.joules},
          {"joules_band", f.joulesBand},
          {"money", money}};
}

nlohmann::json toJson(const InsightsRow& row) {
  nlohmann::json json = toJson(row.figures);
  json["name"] = row.name;
  json["median_seconds"] = row.latency.median;
  json["p95_seconds"] = row.latency.p95;
  return json;
}

template <class Rows>
nlohmann::json listOf(const Rows& rows) {
  nlohmann::json list = nlohmann::json::array();
  for (const InsightsRow& row : rows) list.push_back(toJson(row));
  return list;
}

void printJson(const Insights& insights) {
  nlohmann::json rules = nlohmann::json::array();
  for (const RuleRefusals& rule : insights.rules)
    rules.push_back({{"rule", rule.rule}, {"review", rule.review}, {"block", rule.block}});
  nlohmann::json report{{"schema", 1},
                        {"every", nameOf(insights.every)},
                        {"by", nameOf(insights.by)},
                        {"total", toJson(insights.total)},
                        {"periods", listOf(insights.periods)},
                        {"groups", listOf(insights.groups)},
                        {"rules", rules}};
  if (!insights.periods.empty()) {
    report["from"] = textOf(insights.first);
    report["until"] = textOf(insights.last);
  }
  printReport(report);
}

std::string moneyText(const Figures& figures) {
  std::string all;
  for (const auto& [currency, amount] : figures.money) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.2f ", amount);
    all += (all.empty() ? "" : " + ") + (text.data() + currency);
  }
  return all;
}

void printRow(const std::string& name, const InsightsRow& row) {
  const Figures& f = row.figures;
  const auto number = [](std::int64_t count) { return static_cast<long long>(count); };
  std::printf("%-24s %8lld %8lld %8lld %8lld %10.1f %8.2f %8.2f %10.2f %8.2f  %s\n", name.c_str(), number(f.outputs),
              number(f.exports), number(f.outcomes[2]), number(f.outcomes[3]), f.wallSeconds, row.latency.median,
              row.latency.p95, f.joules / 3600, f.joulesBand / 3600, moneyText(f).c_str());
}

void printTable(const Insights& insights) {
  std::printf("%-24s %8s %8s %8s %8s %10s %8s %8s %10s %8s  %s\n", "", "outputs", "exports", "review", "block",
              "wall s", "median s", "95 % s", "energy Wh", "+/- Wh", "money");
  for (const InsightsRow& row : insights.periods)
    if (row.figures.outputs + row.figures.exports + row.figures.costs > 0) printRow(row.name, row);
  for (const InsightsRow& row : insights.groups) printRow(row.name.empty() ? "(none)" : row.name, row);
  printRow("total", insights.total);
  for (const RuleRefusals& rule : insights.rules)
    std::printf("%-24s %35lld %8lld\n", rule.rule.c_str(), static_cast<long long>(rule.review),
                static_cast<long long>(rule.block));
}

Result<void> show(const Arguments& a) {
  const auto query = queryFrom(a);
  if (!query) return tl::unexpected(query.error());
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto insights = readInsights(*record, *query);
  if (!insights) return tl::unexpected(insights.error());
  if (a.format == "csv")
    std::fputs(insightsCsv(*insights).c_str(), stdout);
  else if (a.format == "json")
    printJson(*insights);
  else
    printTable(*insights);
  return {};
}

}  // namespace

void addInsightsCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("insights", "What was made over time: costs, latency, verdicts, refusals");
  CLI::Option* days = command->add_option("--days", a->days, "Of so many days up to today; 0: of all")
                          ->check(CLI::NonNegativeNumber)
                          ->capture_default_str();
  command->add_option("--from", a->from, "From this day (UTC) on, e.g. 2026-11-30")->excludes(days);
  command->add_option("--until", a->until, "Up to this day")->excludes(days);
  command->add_option("--every", a->every, "A row each day, week or month; auto: by the length")
      ->check(CLI::IsMember({"auto", "day", "week", "month"}))
      ->capture_default_str();
  command->add_option("--by", a->by, "Groups: project, model or user")
      ->check(CLI::IsMember({"project", "model", "user"}))
      ->capture_default_str();
  command->add_option("--format", a->format, "table, csv or json")
      ->check(CLI::IsMember({"table", "csv", "json"}))
      ->capture_default_str();
  command->add_flag_callback(
      "--json", [a] { a->format = "json"; }, "The same as --format json");
  command->callback([a, &chosen] { chosen = [a] { return finish(show(*a)); }; });
}

}  // namespace mien
