#pragma once
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/blend/latent.h"
#include "core/model/directions_pack.h"

namespace mien {

/// One thing about a face that can be turned up and down, whoever it is.
struct Direction {
  const char* id;           ///< in JSON, in the pack of directions, and as an option of the command line
  const char* name;         ///< for people
  const char* help;         ///< one sentence without a full stop; says what more of it does
  const char *less, *more;  ///< a word for either end of its slider; "": none is short enough
  double low, high;         ///< amounts between which it looks well: the shipped pack's DirectionAxis::low and high
};

/// Those with a meaning first, then the strongest principal ones, in the order in which they are shown. There are no
/// glasses: the networks draw hardly any, and what was fitted to them put shadows on the eyes (see the pack's card).
std::span<const Direction> directions();

/// How many of directions() were fitted to an attribute; the rest are principal ones, named by what they turned out to
/// do.
inline constexpr std::size_t kNamedDirections = 9;
inline constexpr std::size_t kPrincipalDirections = 12;
inline constexpr std::size_t kDirectionCount = kNamedDirections + kPrincipalDirections;

/// Null when there is none of this id.
const Direction* findDirection(std::string_view id);

/// The pack of directions in `folder`, with all of directions(). Errors: as loadDirections.
Result<Directions> openDirections(const std::filesystem::path& folder, const std::string& portraitHash);

/// How far to go along one direction, standard deviations of its attribute.
struct DirectionAmount {
  std::string id;
  double amount = 0;
  friend bool operator==(const DirectionAmount&, const DirectionAmount&) = default;
};

/// The face's code with Σ amount · axis added. Amounts of 0, or none, give the very same code, bit for bit; amounts of
/// one id are added up first, so that x and −x cancel. Not held in the safe range: that is the caller's choice.
/// Errors: Model when code and directions belong to different portrait packs or differ in length, or when there is no
/// direction of that id; Input when an amount is not finite.
Result<Latent> moved(const Latent& latent, const Directions& along, std::span<const DirectionAmount> amounts);

}  // namespace mien
