#include "core/gate/spending.h"

#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/json_field.h"
#include "core/base/strict_json.h"
#include "core/record/calendar.h"

namespace mien {
namespace {

using nlohmann::json;

constexpr double kMost = 1e9;  // of a price or budget
constexpr double kJoulesPerKilowattHour = 3.6e6;
constexpr double kSecondsPerHour = 3600;

Spending spendingFrom(const JsonField& root) {
  if (root.has("schema") && root["schema"].whole(1'000'000) != Spending::kSchema)
    root["schema"].refuse("is not 1, the only one known here");
  root.expectObject({"schema", "currency", "per_kilowatt_hour", "per_machine_hour", "monthly_budget", "warn_at"});
  Spending spending;
  spending.currency = root["currency"].text();
  spending.perKilowattHour = root["per_kilowatt_hour"].number(0, kMost);
  spending.perMachineHour = root["per_machine_hour"].number(0, kMost);
  if (!root["monthly_budget"].value().is_null()) spending.monthlyBudget = root["monthly_budget"].number(0, kMost);
  spending.warnAt = root["warn_at"].number(0, 1);
  return spending;
}

std::string inMoney(double amount, const std::string& currency) {
  char text[64];
  std::snprintf(text, sizeof text, "%.2f ", amount);
  return text + currency;
}

/// "2026-11"
std::string monthOf(std::int64_t ms) {
  constexpr std::size_t kYearAndMonth = 7;
  return textOf(dayOf(ms)).substr(0, kYearAndMonth);
}

}  // namespace

std::filesystem::path spendingFileOf(const std::filesystem::path& recordFile) {
  return recordFile.parent_path() / "spending.json";
}

Result<Spending> readSpending(const std::filesystem::path& recordFile) {
  const std::filesystem::path file = spendingFileOf(recordFile);
  std::error_code none;
  if (!std::filesystem::exists(file, none)) {
    // Whoever takes away what a link leads to must not take the budget away.
    if (std::filesystem::is_symlink(std::filesystem::symlink_status(file, none)))
      return fail(ErrorKind::Disk, file.string() +
                                       " is a link that leads nowhere: put back what it led to, or remove "
                                       "the link and set tariff and budget again.");
    return Spending{};
  }
  const auto bytes = readFile(file, 64 << 10);
  if (!bytes) return tl::unexpected(bytes.error());
  try {
    const auto document = parseStrictJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    if (!document) throw JsonRefused(document.error());
    return spendingFrom(JsonField(*document));
  } catch (const JsonRefused& refused) {
    return fail(ErrorKind::Input, file.string() + " can't be used: " + refused.what() +
                                      "; set tariff and budget again with mien cost tariff and mien cost budget.");
  }
}

Result<void> writeSpending(const std::filesystem::path& recordFile, const Spending& spending) {
  // What readSpending() would refuse, or JSON writes as null: a budget that is NaN would come back as none.
  for (const double amount : {spending.perKilowattHour, spending.perMachineHour, spending.monthlyBudget.value_or(0)})
    if (!(amount >= 0 && amount <= kMost))
      return fail(ErrorKind::Usage, "A price or budget must be a number from 0 to a billion: give such a one.");
  if (!(spending.warnAt >= 0 && spending.warnAt <= 1))
    return fail(ErrorKind::Usage, "A budget warns from a share of it on: give a number from 0 to 1.");
  const bool money = spending.perKilowattHour > 0 || spending.perMachineHour > 0 || spending.monthlyBudget;
  if (money && spending.currency.empty())
    return fail(ErrorKind::Usage, "A price or budget needs a currency: set one first, e.g. mien cost tariff EUR.");
  const json root{{"schema", Spending::kSchema},
                  {"currency", spending.currency},
                  {"per_kilowatt_hour", spending.perKilowattHour},
                  {"per_machine_hour", spending.perMachineHour},
                  {"monthly_budget", spending.monthlyBudget ? json(*spending.monthlyBudget) : json()},
                  {"warn_at", spending.warnAt}};
  const std::string text = root.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
  return writePrivateFileAtomically(spendingFileOf(recordFile),
                                    {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

Cost priced(Cost cost, const Spending& spending) {
  if (spending.currency.empty()) return cost;
  cost.money = cost.joules.value_or(0) / kJoulesPerKilowattHour * spending.perKilowattHour +
               cost.wallSeconds / kSecondsPerHour * spending.perMachineHour;
  cost.currency = spending.currency;
  char tariff[96];
  std::snprintf(tariff, sizeof tariff, "%g %s/kWh, %g %s/h", spending.perKilowattHour, spending.currency.c_str(),
                spending.perMachineHour, spending.currency.c_str());
  cost.tariff = tariff;
  return cost;
}

double spentThisMonth(const std::vector<CostTotal>& days, const Spending& spending, std::int64_t nowMs) {
  const std::string month = monthOf(nowMs);
  double spent = 0;
  for (const CostTotal& day : days)
    if (day.currency == spending.currency && day.group.starts_with(month)) spent += day.money;
  return spent;
}

std::string uncountedThisMonth(const std::vector<CostTotal>& days, const Spending& spending, std::int64_t nowMs) {
  if (!spending.monthlyBudget) return {};
  const std::string month = monthOf(nowMs);
  std::map<std::string, double> sums;
  for (const CostTotal& day : days)
    if (day.currency != spending.currency && day.money > 0 && day.group.starts_with(month))
      sums[day.currency] += day.money;
  std::string all;
  for (const auto& [currency, sum] : sums) all += (all.empty() ? "" : " and ") + inMoney(sum, currency);
  if (all.empty()) return all;
  return all + " were spent this month and are not counted in the budget of " +
         inMoney(*spending.monthlyBudget, spending.currency) + ": set one that leaves room for them.";
}

Result<void> withinBudget(double spent, const Spending& spending, std::string* warning) {
  if (!spending.monthlyBudget) return {};
  const std::string of =
      inMoney(spent, spending.currency) + " of this month's " + inMoney(*spending.monthlyBudget, spending.currency);
  if (spent >= *spending.monthlyBudget) {
    return fail(ErrorKind::Blocked,
                "The budget is spent (" + of + "): raise it with mien cost budget, or wait for the next month.");
  }
  if (warning != nullptr && spent >= spending.warnAt * *spending.monthlyBudget) *warning = of + " are spent.";
  return {};
}

Projection projected(const CostTotal& total, double exports, const Spending& spending) {
  const std::int64_t written = total.rows - total.made;
  if (written == 0) return {};
  const double scale = exports / static_cast<double>(written);
  // Rows that did not know their energy are taken for like those that did.
  const double known =
      total.withEnergy > 0 ? static_cast<double>(total.rows) / static_cast<double>(total.withEnergy) : 0;
  Projection p;
  p.hours = total.wallSeconds * scale / kSecondsPerHour;
  p.kilowattHours = total.joules * known * scale / kJoulesPerKilowattHour;
  p.money = p.kilowattHours * spending.perKilowattHour + p.hours * spending.perMachineHour;
  return p;
}

Projection projectedOnGpu(const CostTotal& total, double exports, const Spending& spending, double speedup,
                          double gpuWatts) {
  Projection p = projected(total, exports, spending);
  p.hours /= speedup;
  p.kilowattHours = p.hours * gpuWatts / 1000;
  p.money = p.kilowattHours * spending.perKilowattHour + p.hours * spending.perMachineHour;
  return p;
}

}  // namespace mien
