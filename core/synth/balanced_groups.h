#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/guard/attributes.h"

namespace mien {

/// Groups of which a data set shall hold equally many faces, by bands of what is measured of them: "age,skin" stands
/// for each adult age in each skin tone, "age=18-29/30-44,skin=light/tan" for four groups.
class BalancedGroups {
 public:
  /// Errors: Usage (what is no attribute or band, named with those that are; one that comes twice).
  static Result<BalancedGroups> parse(std::string_view text);

  /// By name, e.g. "18-29, light", in order.
  const std::vector<std::string>& groups() const { return groups_; }
  /// None where the face belongs to none of them.
  std::optional<std::size_t> groupOf(const FaceAttributes& face) const;

 private:
  struct Side {
    double FaceAttributes::*value;
    std::span<const Band> bands;
    std::vector<std::string_view> wanted;  ///< in the bands' order
  };
  static Result<Side> sideFrom(std::string_view term);

  std::vector<Side> sides_;
  std::vector<std::string> groups_;
};

/// How many faces each group still takes. What is left over when `faces` are shared out goes to the first groups.
class Quotas {
 public:
  Quotas(std::size_t groups, std::int64_t faces);

  bool isOpen(std::size_t group) const { return left_.at(group) > 0; }
  void fill(std::size_t group) { left_.at(group)--; }
  std::int64_t left(std::size_t group) const { return left_.at(group); }

 private:
  std::vector<std::int64_t> left_;
};

}  // namespace mien
