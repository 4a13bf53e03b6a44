#include "core/gate/spending.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/json_field.h"
#include "core/base/strict_json.h"
#include "core/record/calendar.h"
#include "core/record/history.h"

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

/// `where` begins the sentence of an error.
Result<Spending> spendingFrom(std::string_view text, const std::string& where) {
  try {
    const auto document = parseStrictJson(text);
    if (!document) throw JsonRefused(document.error());
    return spendingFrom(JsonField(*document));
  } catch (const JsonRefused& refused) {
    return fail(ErrorKind::Input, where + " can't be used: " + refused.what() +
                                      "; set tariff and budget again with mien cost tariff and mien cost budget.");
  }
}

std::string jsonOf(const Spending& spending) {
  const json root{{"schema", Spending::kSchema},
                  {"currency", spending.currency},
                  {"per_kilowatt_hour", spending.perKilowattHour},
                  {"per_machine_hour", spending.perMachineHour},
                  {"monthly_budget", spending.monthlyBudget ? json(*spending.monthlyBudget) : json()},
                  {"warn_at", spending.warnAt}};
  return root.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Nothing where there is no such file. Errors: as spendingInForce().
Result<std::optional<Spending>> readOldFile(const std::filesystem::path& recordFile) {
  const std::filesystem::path file = oldSpendingFileOf(recordFile);
  std::error_code none;
  if (!std::filesystem::exists(std::filesystem::symlink_status(file, none))) return std::nullopt;
  // Whoever takes away what a link leads to must not take the budget away.
  if (!std::filesystem::exists(file, none))
    return fail(ErrorKind::Input, file.string() +
                                      " is a link that leads nowhere: put back what it led to, or set tariff and "
                                      "budget again with mien cost tariff and mien cost budget.");
  const auto bytes = readFile(file, 64 << 10);
  if (!bytes) return tl::unexpected(bytes.error());
  return spendingFrom({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, file.string())
      .map([](Spending spending) { return std::optional(std::move(spending)); });
}

/// Its words stand in the history. Should it stay, nothing is read from it any more.
void removeOldFile(const std::filesystem::path& recordFile) {
  std::error_code none;
  std::filesystem::remove(oldSpendingFileOf(recordFile), none);
}

/// What spendingFrom() would refuse, or JSON writes as null: a budget that is NaN would come back as none.
Result<void> check(const Spending& spending) {
  for (const double amount : {spending.perKilowattHour, spending.perMachineHour, spending.monthlyBudget.value_or(0)})
    if (!(amount >= 0 && amount <= kMost))
      return fail(ErrorKind::Usage, "A price or budget must be a number from 0 to a billion: give such a one.");
  if (!(spending.warnAt >= 0 && spending.warnAt <= 1))
    return fail(ErrorKind::Usage, "A budget warns from a share of it on: give a number from 0 to 1.");
  constexpr std::size_t kLongest = 16;
  const auto isControl = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
  if (spending.currency.size() > kLongest || std::any_of(spending.currency.begin(), spending.currency.end(), isControl))
    return fail(ErrorKind::Usage, "A currency is a short word, e.g. EUR: give such a one.");
  const bool money = spending.perKilowattHour > 0 || spending.perMachineHour > 0 || spending.monthlyBudget;
  if (money && spending.currency.empty())
    return fail(ErrorKind::Usage, "A price or budget needs a currency: set one first, e.g. mien cost tariff EUR.");
  return {};
}

std::string inMoney(double amount, const std::string& currency) {
  char text[64];
  std::snprintf(text, sizeof text, "%.2f ", amount);
  return text + currency;
}

}  // namespace

std::filesystem::path oldSpendingFileOf(const std::filesystem::path& recordFile) {
  return recordFile.parent_path() / "spending.json";
}

Result<Spending> spendingInForce(const Record& record) {
  const auto noted = notedSpending(record);
  if (!noted) return tl::unexpected(noted.error());
  if (*noted) return spendingFrom(**noted, "What the history says of prices and the budget");
  auto old = readOldFile(record.file());
  if (!old) return tl::unexpected(old.error());
  if (!*old) return Spending{};
  if (auto taken = noteSpending(record, jsonOf(**old), false); !taken) return tl::unexpected(taken.error());
  removeOldFile(record.file());
  return **old;
}

Result<void> setSpending(const Record& record, const Spending& spending, const UnlockedReviewer* by) {
  if (auto sensible = check(spending); !sensible) return sensible;
  const auto before = spendingInForce(record);
  if (!before && before.error().kind != ErrorKind::Input) return tl::unexpected(before.error());
  const bool isTheirs = !before || before->monthlyBudget;  // what can't be read may have been a budget
  if (auto noted = noteSpending(record, jsonOf(spending), isTheirs, by); !noted) return noted;
  removeOldFile(record.file());
  return {};
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

Money spentThisMonth(const std::vector<CostTotal>& days, std::int64_t nowMs) {
  const CalendarDay first = dayOf(monthBegin(nowMs));
  const std::string begin = textOf(first);
  const std::string end = textOf(nextAfter(Period::Month, first));
  Money spent;
  for (const CostTotal& day : days)
    if (day.money > 0 && day.group >= begin && day.group < end) spent[day.currency] += day.money;
  return spent;
}

double counted(const Money& spent, const Spending& spending) {
  const auto sum = spent.find(spending.currency);
  return sum == spent.end() ? 0 : sum->second;
}

std::string uncounted(const Money& spent, const Spending& spending) {
  if (!spending.monthlyBudget) return {};
  std::string all;
  for (const auto& [currency, sum] : spent)
    if (currency != spending.currency && sum > 0) all += (all.empty() ? "" : " and ") + inMoney(sum, currency);
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
