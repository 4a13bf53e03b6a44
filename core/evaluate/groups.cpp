#include "core/evaluate/groups.h"

#include <algorithm>

namespace mien {

Groups groupsOf(const FaceRow& row) {
  Groups groups{kEveryone};
  if (!row.race.empty()) groups.emplace_back("race", row.race);
  if (!row.gender.empty()) groups.emplace_back("gender", row.gender);
  if (!row.race.empty() && !row.gender.empty()) groups.emplace_back("race and gender", row.race + ", " + row.gender);
  groups.emplace_back("source", row.source);
  return groups;
}

Groups groupsOf(const FaceRow& a, const FaceRow& b) {
  Groups groups = groupsOf(a);
  for (Group& group : groupsOf(b)) {
    if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(std::move(group));
  }
  if (!a.gender.empty() && !b.gender.empty()) {
    groups.emplace_back("parents", a.gender == b.gender ? "same gender" : "different gender");
  }
  if (!a.race.empty() && !b.race.empty()) {
    groups.emplace_back("parents", a.race == b.race ? "same race" : "different race");
  }
  return groups;
}

}  // namespace mien
