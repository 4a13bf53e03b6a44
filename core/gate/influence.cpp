#include "core/gate/influence.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace mien {
namespace {

/// Parameters that take this one's value and of which the recipe does not say whether they still do.
std::vector<const Parameter*> followersOf(const Parameter& leader) {
  std::vector<const Parameter*> followers;
  for (const Parameter& p : parameters())
    if (std::string_view(p.follows) == leader.id && p.isOwn == nullptr) followers.push_back(&p);
  return followers;
}

/// The value that most of them have; none when no two agree.
std::optional<double> commonValue(const Recipe& recipe, const std::vector<const Parameter*>& followers) {
  std::optional<double> common;
  std::ptrdiff_t most = 1;
  for (const Parameter* p : followers) {
    const double value = p->get(recipe);
    const auto alike = std::count_if(followers.begin(), followers.end(),
                                     [&](const Parameter* other) { return other->get(recipe) == value; });
    if (alike <= most) continue;
    most = alike;
    common = value;
  }
  return common;
}

}  // namespace

std::vector<Movable> movablesOf(const Recipe& recipe) {
  std::vector<Movable> movables;
  for (const Parameter& p : parametersOf(recipe.faces.size())) {
    if (p.interpolation == Interpolation::Stepped) continue;
    const auto followers = followersOf(p);
    const auto value = followers.empty() ? std::optional(p.get(recipe)) : commonValue(recipe, followers);
    if (value) movables.push_back({&p, *value});
  }
  return movables;
}

Recipe movedTo(const Recipe& recipe, const Movable& movable, double value) {
  Recipe moved = recipe;
  const auto followers = followersOf(*movable.parameter);
  if (followers.empty()) movable.parameter->set(moved, value);
  for (const Parameter* p : followers)
    if (p->get(recipe) == movable.value) p->set(moved, value);
  return moved;
}

}  // namespace mien
