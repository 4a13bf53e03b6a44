#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/number_option.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "core/base/csv.h"
#include "core/gate/spending.h"
#include "core/record/history.h"
#include "core/record/insights.h"

namespace mien {
namespace {

constexpr double kMost = 1e9;  // of money, as setSpending() takes it, and of what a projection assumes

nlohmann::json toJson(const CostTotal& total) {
  return {{"group", total.group},
          {"made", total.made},
          {"rows", total.rows},
          {"with_energy", total.withEnergy},
          {"wall_seconds", total.wallSeconds},
          {"cpu_seconds", total.cpuSeconds},
          {"gpu_seconds", total.gpuSeconds},
          {"peak_bytes", total.peakBytes},
          {"joules", total.joules},
          {"joules_band", total.joulesBand},
          {"money", total.money},
          {"currency", total.currency}};
}

void printCsv(const std::vector<CostTotal>& totals) {
  std::fputs("group,made,wall_seconds,cpu_seconds,gpu_seconds,peak_bytes,joules,joules_band,money,currency\r\n",
             stdout);
  for (const CostTotal& t : totals)
    std::fputs(csvLine({csvField(t.group), std::to_string(t.made), csvNumber(t.wallSeconds), csvNumber(t.cpuSeconds),
                        csvNumber(t.gpuSeconds), std::to_string(t.peakBytes), csvNumber(t.joules),
                        csvNumber(t.joulesBand), csvNumber(t.money), csvField(t.currency)})
                   .c_str(),
               stdout);
}

void printTable(const std::vector<CostTotal>& totals) {
  std::printf("%-28s %8s %10s %10s %10s %10s %10s\n", "", "made", "wall s", "CPU s", "energy Wh", "+/- Wh", "money");
  for (const CostTotal& t : totals) {
    std::printf("%-28s %8lld %10.1f %10.1f %10.2f %10.2f %10.2f %s\n", t.group.empty() ? "(none)" : t.group.c_str(),
                static_cast<long long>(t.made), t.wallSeconds, t.cpuSeconds, t.joules / 3600, t.joulesBand / 3600,
                t.money, t.currency.c_str());
  }
}

Result<int> totals(const std::string& group, const std::string& format) {
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto all = costTotals(*record, costGroupFrom(group).value());
  if (!all) return tl::unexpected(all.error());
  if (format == "csv") {
    printCsv(*all);
  } else if (format == "json") {
    nlohmann::json list = nlohmann::json::array();
    for (const CostTotal& total : *all) list.push_back(toJson(total));
    printReport({{"schema", 1}, {"by", group}, {"totals", list}});
  } else {
    printTable(*all);
  }
  return 0;
}

std::string inWords(const Spending& spending) {
  const bool prices = spending.perKilowattHour > 0 || spending.perMachineHour > 0;
  return std::string(prices ? "a tariff" : "no tariff") + (spending.monthlyBudget ? " and a budget" : " and no budget");
}

Result<int> change(const SignerArguments& who, const std::function<void(Spending&)>& set) {
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto signer = signerFrom(*record, who);
  if (!signer) return tl::unexpected(signer.error());
  auto spending = spendingInForce(*record);
  const std::optional<Error> broken = spending ? std::nullopt : std::optional(spending.error());
  if (broken && broken->kind != ErrorKind::Input) return tl::unexpected(*broken);
  if (broken) spending = Spending{};  // what this command mends
  set(*spending);
  if (auto done = setSpending(*record, *spending, pointerTo(*signer)); !done) return tl::unexpected(done.error());
  // A budget that was in it must not be gone unseen.
  if (broken)
    std::fprintf(stderr, "Note: %s What it said is gone: now there is %s.\n", broken->message.c_str(),
                 inWords(*spending).c_str());
  return 0;
}

Result<int> show(bool asJson) {
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto spending = spendingInForce(*record);
  if (!spending) return tl::unexpected(spending.error());
  const auto days = costTotals(*record, CostGroup::Day);
  if (!days) return tl::unexpected(days.error());
  const auto now = nowByHistory(*record);
  if (!now) return tl::unexpected(now.error());
  const double spent = counted(spentThisMonth(*days, *now), *spending);
  if (asJson) {
    printReport({{"schema", 1},
                 {"currency", spending->currency},
                 {"per_kilowatt_hour", spending->perKilowattHour},
                 {"per_machine_hour", spending->perMachineHour},
                 {"monthly_budget", spending->monthlyBudget ? nlohmann::json(*spending->monthlyBudget) : nullptr},
                 {"warn_at", spending->warnAt},
                 {"spent_this_month", spent}});
    return 0;
  }
  if (spending->currency.empty()) {
    std::puts("No tariff and no budget are set: money is not counted.");
    return 0;
  }
  const char* currency = spending->currency.c_str();
  std::printf("%-16s %g %s a kilowatt hour, %g %s an hour of the machine\n", "tariff", spending->perKilowattHour,
              currency, spending->perMachineHour, currency);
  if (spending->monthlyBudget)
    std::printf("%-16s %.2f %s a month, with a warning from %g %% of it on\n", "budget", *spending->monthlyBudget,
                currency, spending->warnAt * 100);
  else
    std::printf("%-16s none\n", "budget");
  std::printf("%-16s %.2f %s\n", "spent this month", spent, currency);
  return 0;
}

struct ProjectionArguments {
  double exports = kUsualExports, speedup = kUsualSpeedup, watts = kUsualGpuWatts;
};

Result<int> project(const ProjectionArguments& args) {
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto spending = spendingInForce(*record);
  if (!spending) return tl::unexpected(spending.error());
  const auto insights = readInsights(*record, {});
  if (!insights) return tl::unexpected(insights.error());
  const CostTotal sum = costsOf(insights->total.figures);
  const std::int64_t written = sum.rows - sum.made;
  if (written == 0)
    return fail(ErrorKind::Usage, "Nothing was exported yet, so nothing can be projected: export something first.");
  const auto line = [&](const char* name, const Projection& p) {
    std::printf("%-16s %10.2f h  %10.3f kWh  %10.2f %s\n", name, p.hours, p.kilowattHours, p.money,
                spending->currency.c_str());
  };
  std::printf("%.0f exports a month like the %lld on record:\n", args.exports, static_cast<long long>(written));
  line("this machine", projected(sum, args.exports, *spending));
  line("a GPU", projectedOnGpu(sum, args.exports, *spending, args.speedup, args.watts));
  std::printf(
      "Assumed: one after the other, with their part of what was made and never exported; energy as recorded (%lld of "
      "%lld entries; where no counter can be read by a "
      "model, ± 50 %%); a GPU %g times as fast at %g W; prices of mien cost tariff.\n",
      static_cast<long long>(sum.withEnergy), static_cast<long long>(sum.rows), args.speedup, args.watts);
  return 0;
}

}  // namespace

void addCostCommand(CLI::App& app, CommandRun& chosen) {
  CLI::App* cost = app.add_subcommand("cost", "What outputs have cost, what they may cost, and what they will");
  cost->require_subcommand(1);

  const auto group = std::make_shared<std::string>("project");
  const auto format = std::make_shared<std::string>("table");
  CLI::App* summing = cost->add_subcommand("totals", "Sums of time, energy and money");
  summing->add_option("--by", *group, "project, model, user or day")
      ->check(CLI::IsMember({"project", "model", "user", "day"}))
      ->capture_default_str();
  summing->add_option("--format", *format, "table, csv or json")
      ->check(CLI::IsMember({"table", "csv", "json"}))
      ->capture_default_str();
  summing->add_flag_callback(
      "--json", [format] { *format = "json"; }, "The same as --format json");
  summing->callback([group, format, &chosen] { chosen = [group, format] { return totals(*group, *format); }; });

  const auto asJson = std::make_shared<bool>(false);
  CLI::App* showing = cost->add_subcommand("show", "The tariff, the budget and what was spent of it");
  showing->add_flag("--json", *asJson, "As JSON");
  showing->callback([asJson, &chosen] { chosen = [asJson] { return show(*asJson); }; });

  const auto tariff = std::make_shared<Spending>();
  CLI::App* pricing = cost->add_subcommand("tariff", "Set the prices that money is counted by from now on");
  pricing->add_option("currency", tariff->currency, "e.g. EUR")->required();
  pricing->add_option("--kwh", tariff->perKilowattHour, "Price of a kilowatt hour")->check(numberFrom(0, kMost));
  pricing->add_option("--hour", tariff->perMachineHour, "Price of an hour of the machine")->check(numberFrom(0, kMost));
  const auto pricingSigner = std::make_shared<SignerArguments>();
  addSignerOptions(*pricing, *pricingSigner);
  pricing->callback([tariff, pricingSigner, &chosen] {
    chosen = [tariff, pricingSigner] {
      return change(*pricingSigner, [&](Spending& s) {
        s.currency = tariff->currency;
        s.perKilowattHour = tariff->perKilowattHour;
        s.perMachineHour = tariff->perMachineHour;
      });
    };
  });

  const auto budget = std::make_shared<double>(0);
  const auto warnAt = std::make_shared<double>(80);
  CLI::App* limiting = cost->add_subcommand("budget", "Stop exports once a month's money is spent");
  limiting->add_option("amount", *budget, "A month, in the tariff's currency; 0: no budget")
      ->required()
      ->check(numberFrom(0, kMost));
  limiting->add_option("--warn-at", *warnAt, "Percent of it from which exports warn")
      ->check(numberFrom(0, 100))
      ->capture_default_str();
  const auto limitingSigner = std::make_shared<SignerArguments>();
  addSignerOptions(*limiting, *limitingSigner);
  limiting->callback([budget, warnAt, limitingSigner, &chosen] {
    chosen = [budget, warnAt, limitingSigner] {
      return change(*limitingSigner, [&](Spending& s) {
        s.monthlyBudget = *budget > 0 ? std::optional(*budget) : std::nullopt;
        s.warnAt = *warnAt / 100;
      });
    };
  });

  const auto a = std::make_shared<ProjectionArguments>();
  CLI::App* projecting = cost->add_subcommand("project", "What a month's exports would take, here and on a GPU");
  projecting->add_option("--exports", a->exports, "A month")->check(numberAbove(0, kMost))->capture_default_str();
  projecting->add_option("--gpu-speedup", a->speedup, "How many times as fast a GPU is")
      ->check(numberAbove(0, kMost))
      ->capture_default_str();
  projecting->add_option("--gpu-watts", a->watts, "What it draws")->check(numberAbove(0, kMost))->capture_default_str();
  projecting->callback([a, &chosen] { chosen = [a] { return project(*a); }; });
}

}  // namespace mien
