#pragma once
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace mien {

/// What a value counts for: {"all", ""}, {"race", "Black"}, {"gender", "Female"}, {"parents", "same gender"}, …
using Group = std::pair<std::string, std::string>;
using Groups = std::vector<Group>;
inline const Group kEveryone{"all", ""};

/// Measured values by group and figure. A figure's name is its path in the report, e.g. "reconstruction.identity".
class Figures {
 public:
  using Values = std::map<std::string, std::vector<double>>;

  void add(const Groups& groups, const std::string& figure, double value) {
    for (const Group& group : groups) groups_[group][figure].push_back(value);
  }
  const std::map<Group, Values>& groups() const { return groups_; }
  /// Empty when nothing was measured.
  std::span<const double> values(const Group& group, const std::string& figure) const {
    const auto in = groups_.find(group);
    if (in == groups_.end()) return {};
    const auto found = in->second.find(figure);
    return found == in->second.end() ? std::span<const double>{} : found->second;
  }

 private:
  std::map<Group, Values> groups_;
};

}  // namespace mien
