#include "core/guard/policy.h"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/json_field.h"
#include "core/base/strict_json.h"

namespace mien {
namespace {

constexpr std::array kActions{Action::Note, Action::Review, Action::Block};
constexpr std::array kOverrides{Override::Nobody, Override::Reviewer, Override::TwoReviewers};

RuleSetting settingFrom(const JsonField& field, const Rule& rule) {
  field.expectObject({"note", "review", "block", "override", "comment"});
  RuleSetting setting;
  for (const Action action : kActions) {
    const JsonField value = field[std::string(toString(action))];
    if (value.value().is_null()) continue;
    setting.thresholds[static_cast<std::size_t>(action)] = value.number(rule.minimum, rule.maximum);
  }
  if (const auto wrong = outOfOrder(rule, setting))
    field[std::string(toString(wrong->second))].refuse("must not speak sooner than a milder action of the same rule");
  const std::string who = field["override"].text();
  bool known = false;
  for (const Override value : kOverrides) {
    if (who != toString(value)) continue;
    setting.override = value;
    known = true;
  }
  if (!known) field["override"].refuse("must be nobody, reviewer or two-reviewers");
  setting.comment = field["comment"].text();
  return setting;
}

Policy policyFrom(const JsonField& root) {
  if (root.has("schema") && root["schema"].whole(1'000'000) != Policy::kSchema)
    root["schema"].refuse("is not 1, the only one known here");
  root.expectObject({"schema", "name", "comment", "approvals", "rules"});
  Policy policy;
  policy.name = root["name"].text();
  if (policy.name.empty()) root["name"].refuse("must not be empty");
  policy.comment = root["comment"].text();
  policy.approvals = static_cast<int>(root["approvals"].whole(1'000'000));
  if (policy.approvals < 1 || policy.approvals > 2) root["approvals"].refuse("must be 1 or 2");
  const JsonField all = root["rules"];
  all.expectObject();
  for (const auto& [id, unused] : all.value().items()) {
    if (findRule(id) == nullptr) all[id].refuse("is no rule that this version knows");
  }
  for (const Rule& rule : rules()) {
    if (!all.has(rule.id)) all.refuse("lacks the rule " + std::string(rule.id));
    policy.rules.emplace(rule.id, settingFrom(all[rule.id], rule));
  }
  return policy;
}

tl::unexpected<Error> refused(const std::string& why) {
  return fail(ErrorKind::Input, "The policy can't be used: " + why + "; correct it.");
}

std::string number(double value) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

}  // namespace

Result<Policy> policyFromJson(std::string_view text) {
  try {
    const auto document = parseStrictJson(text);
    if (!document) return refused(document.error());
    Policy policy = policyFrom(JsonField(*document));
    policy.hash = sha256Hex({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    return policy;
  } catch (const JsonRefused& e) {
    return refused(e.what());
  }
}

std::string toJson(const Policy& policy) {
  // In the order of rules(), for people; the parser takes any.
  nlohmann::ordered_json all = nlohmann::ordered_json::object();
  for (const Rule& rule : rules()) {
    const RuleSetting& setting = policy.rules.at(rule.id);
    nlohmann::ordered_json one;
    for (const Action action : kActions) {
      const auto& threshold = setting.threshold(action);
      one[std::string(toString(action))] = threshold ? nlohmann::ordered_json(*threshold) : nlohmann::ordered_json();
    }
    one["override"] = toString(setting.override);
    one["comment"] = setting.comment;
    all[rule.id] = one;
  }
  const nlohmann::ordered_json root{{"schema", Policy::kSchema},
                                    {"name", policy.name},
                                    {"comment", policy.comment},
                                    {"approvals", policy.approvals},
                                    {"rules", all}};
  return root.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Result<Policy> readPolicy(const std::filesystem::path& file) {
  constexpr std::int64_t kMaxBytes = 64 << 10;
  const auto bytes = readFile(file, kMaxBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  return policyFromJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()}).map_error([&](Error e) {
    e.message = file.string() + ": " + e.message;
    return e;
  });
}

std::optional<std::pair<Action, Action>> outOfOrder(const Rule& rule, const RuleSetting& setting) {
  std::optional<std::pair<Action, double>> milder;
  for (const Action action : kActions) {
    const auto& threshold = setting.threshold(action);
    if (!threshold) continue;
    if (milder && isBeyond(rule, milder->second, *threshold)) return std::pair(milder->first, action);
    milder = {action, *threshold};
  }
  return std::nullopt;
}

std::string_view toString(Override value) {
  constexpr std::array kNames{"nobody", "reviewer", "two-reviewers"};
  return kNames.at(static_cast<std::size_t>(value));
}

std::string withUnit(const Rule& rule, double value) {
  const std::string unit = rule.unit;
  if (unit == "%") return number(std::round(1000 * value) / 10) + " %";
  if (unit == "years") return number(std::round(10 * value) / 10) + " years";
  if (unit == "faces" && value == 1) return "1 face";
  return number(std::round(1000 * value) / 1000) + (unit.empty() ? "" : " " + unit);
}

std::string inWords(const Rule& rule, const RuleSetting& setting) {
  std::string text;
  for (const Action action : {Action::Block, Action::Review, Action::Note}) {
    const auto& threshold = setting.threshold(action);
    if (!threshold) continue;
    text += text.empty() ? "" : "; ";
    text += std::string(rule.speaks == Speaks::Below ? "below " : "above ") + withUnit(rule, *threshold) + " it " +
            (action == Action::Block    ? "is blocked"
             : action == Action::Review ? "needs review"
                                        : "is noted");
  }
  return std::string(rule.score) + ": " + (text.empty() ? "measured, but leads to nothing" : text) + ".";
}

}  // namespace mien
