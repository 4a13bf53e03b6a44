#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace mien {

/// One direction of a portrait pack's latent space.
struct DirectionAxis {
  std::string id;
  /// What is added to a face's code, by group, for one standard deviation more of the attribute: that of the training
  /// photographs as the networks draw them.
  std::vector<float> structure, colour, features;
  /// Amounts, standard deviations, between which nine val faces of ten stayed whole and plausible: low ≤ 0 ≤ high.
  double low = 0, high = 0;
  /// 0..1: how much of what a step along it changes, measured on val faces, is its own attribute, see
  /// models/training/directions_report.h.
  double purity = 0;
  friend bool operator==(const DirectionAxis&, const DirectionAxis&) = default;
};

/// Directions of one portrait pack's latent space. A value; any thread.
struct Directions {
  std::string portraitHash;  ///< Pack::latentsHash() of the portrait pack; in another latent space they mean nothing
  std::vector<DirectionAxis> axes;
  /// Null when there is none of this id.
  const DirectionAxis* find(std::string_view id) const;
  friend bool operator==(const Directions&, const Directions&) = default;
};

/// Reads the pack of directions in `folder` with all of Pack::load's checks. It is no part of the engine's hash: it
/// adds to codes, and what it added is in a recipe's amounts and this pack's own hash. Errors: Model when there is
/// none, it is of another kind or altered, belongs to another portrait pack than `portraitHash`, or lacks one of `ids`.
Result<Directions> loadDirections(const std::filesystem::path& folder, const std::string& portraitHash,
                                  std::span<const char* const> ids);

}  // namespace mien
