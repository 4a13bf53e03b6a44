#include "core/synth/balanced_groups.h"

#include <algorithm>
#include <array>

namespace mien {
namespace {

struct Choice {
  std::string_view id;
  double FaceAttributes::*value;
  std::span<const Band> bands;
  std::size_t first;  ///< of the bands that stand for all
};

std::array<Choice, 2> choices() {
  // Faces that look like minors' are refused by the policy: no set is balanced by them unless it is said.
  return {Choice{"age", &FaceAttributes::age, ageBands(), 1},
          Choice{"skin", &FaceAttributes::skinTone, skinToneClasses(), 0}};
}

std::vector<std::string_view> partsOf(std::string_view text, char between) {
  std::vector<std::string_view> parts;
  for (std::size_t end = text.find(between); end != std::string_view::npos; end = text.find(between)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

std::string namesOf(std::span<const Band> bands) {
  std::string names;
  for (const Band& band : bands) names += (names.empty() ? "" : ", ") + std::string(band.name);
  return names;
}

}  // namespace

Result<BalancedGroups::Side> BalancedGroups::sideFrom(std::string_view term) {
  const std::string_view id = term.substr(0, term.find('='));
  const auto all = choices();
  const auto* const choice = std::find_if(all.begin(), all.end(), [&](const Choice& c) { return c.id == id; });
  if (choice == all.end())
    return fail(ErrorKind::Usage, "--balance knows age and skin, not \"" + std::string(id) + "\".");
  Side side{choice->value, choice->bands, {}};
  if (id.size() == term.size()) {
    for (const Band& band : choice->bands.subspan(choice->first)) side.wanted.push_back(band.name);
    return side;
  }
  const auto named = partsOf(term.substr(id.size() + 1), '/');
  for (const std::string_view name : named) {
    if (std::none_of(side.bands.begin(), side.bands.end(), [&](const Band& b) { return b.name == name; }))
      return fail(ErrorKind::Usage, "--balance " + std::string(id) + " has no \"" + std::string(name) +
                                        "\": choose of " + namesOf(side.bands) + ", with / between them.");
    if (std::count(named.begin(), named.end(), name) > 1)
      return fail(ErrorKind::Usage, "--balance names " + std::string(name) + " twice.");
  }
  for (const Band& band : side.bands)
    if (std::find(named.begin(), named.end(), band.name) != named.end()) side.wanted.push_back(band.name);
  return side;
}

Result<BalancedGroups> BalancedGroups::parse(std::string_view text) {
  BalancedGroups balance;
  balance.groups_.emplace_back();
  for (const std::string_view term : partsOf(text, ',')) {
    auto side = sideFrom(term);
    if (!side) return tl::unexpected(side.error());
    for (const Side& before : balance.sides_)
      if (before.value == side->value) return fail(ErrorKind::Usage, "--balance names one attribute twice.");
    std::vector<std::string> groups;
    for (const std::string& group : balance.groups_)
      for (const std::string_view band : side->wanted)
        groups.push_back(group + (group.empty() ? "" : ", ") + std::string(band));
    balance.groups_ = std::move(groups);
    balance.sides_.push_back(std::move(*side));
  }
  return balance;
}

std::optional<std::size_t> BalancedGroups::groupOf(const FaceAttributes& face) const {
  std::size_t group = 0;
  for (const Side& side : sides_) {
    const std::string_view band = bandOf(side.bands, face.*side.value);
    const auto found = std::find(side.wanted.begin(), side.wanted.end(), band);
    if (found == side.wanted.end()) return std::nullopt;
    group = group * side.wanted.size() + static_cast<std::size_t>(found - side.wanted.begin());
  }
  return group;
}

Quotas::Quotas(std::size_t groups, std::int64_t faces) : left_(groups) {
  const auto count = static_cast<std::int64_t>(groups);
  for (std::int64_t i = 0; i < count; ++i) left_[static_cast<std::size_t>(i)] = faces / count + (i < faces % count);
}

}  // namespace mien
