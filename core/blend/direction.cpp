#include "core/blend/direction.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mien {
namespace {

constexpr std::array<Direction, kDirectionCount> kDirections{{
    {"age", "Age", "Older to the right, younger to the left"},
    {"gender", "Gender expression", "More feminine to the right, more masculine to the left"},
    {"smile", "Smile", "Corners of the mouth up and out"},
    {"mouth-open", "Mouth open", "Lips apart"},
    {"eyes-open", "Eyes open", "Lids apart"},
    {"yaw", "Head turn", "The head turned towards the right edge of the picture"},
    {"light", "Light from the side", "Light falling from the right edge of the picture"},
    {"skin-tone", "Skin tone", "Lighter skin to the right, darker to the left"},
    {"beard", "Beard", "Darker chin and upper lip"},
    {"glasses", "Glasses", "Rims about the eyes"},
    {"component-1", "Component 1", "Principal direction 1"},
    {"component-2", "Component 2", "Principal direction 2"},
    {"component-3", "Component 3", "Principal direction 3"},
    {"component-4", "Component 4", "Principal direction 4"},
    {"component-5", "Component 5", "Principal direction 5"},
    {"component-6", "Component 6", "Principal direction 6"},
    {"component-7", "Component 7", "Principal direction 7"},
    {"component-8", "Component 8", "Principal direction 8"},
    {"component-9", "Component 9", "Principal direction 9"},
    {"component-10", "Component 10", "Principal direction 10"},
    {"component-11", "Component 11", "Principal direction 11"},
    {"component-12", "Component 12", "Principal direction 12"},
}};

constexpr auto kIds = [] {
  std::array<const char*, kDirectionCount> ids{};
  for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = kDirections[i].id;
  return ids;
}();

bool sameLengths(const Latent& latent, const DirectionAxis& axis) {
  return latent.structure.size() == axis.structure.size() && latent.colour.size() == axis.colour.size() &&
         latent.features.size() == axis.features.size();
}

tl::unexpected<Error> unfit(const std::string& why) {
  return fail(ErrorKind::Model, "The face can't be moved along its directions (" + why +
                                    "): install the packs of directions and portraits that came together.");
}

/// Amounts by axis, in the pack's order, so that the sum does not depend on the order given.
Result<std::vector<double>> byAxis(const Directions& along, std::span<const DirectionAmount> amounts) {
  std::vector<double> sums(along.axes.size(), 0);
  for (const DirectionAmount& one : amounts) {
    const DirectionAxis* axis = along.find(one.id);
    if (axis == nullptr) return unfit("there is no direction \"" + one.id + "\"");
    if (!std::isfinite(one.amount))
      return fail(ErrorKind::Input, "The amount of the direction \"" + one.id + "\" is no number: give one.");
    sums[static_cast<std::size_t>(axis - along.axes.data())] += one.amount;
  }
  return sums;
}

/// z + Σ amount · axis with one rounding, that of the sum.
std::vector<float> summed(const std::vector<float>& z, const Directions& along, const std::vector<double>& amounts,
                          std::vector<float> DirectionAxis::*group) {
  std::vector<float> out(z.size());
  for (std::size_t i = 0; i < z.size(); ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < amounts.size(); ++k) sum += amounts[k] * static_cast<double>((along.axes[k].*group)[i]);
    out[i] = static_cast<float>(static_cast<double>(z[i]) + sum);
  }
  return out;
}

}  // namespace

std::span<const Direction> directions() {
  return kDirections;
}

const Direction* findDirection(std::string_view id) {
  const auto found =
      std::find_if(kDirections.begin(), kDirections.end(), [&](const Direction& d) { return d.id == id; });
  return found == kDirections.end() ? nullptr : &*found;
}

Result<Directions> openDirections(const std::filesystem::path& folder, const std::string& portraitHash) {
  return loadDirections(folder, portraitHash, kIds);
}

Result<Latent> moved(const Latent& latent, const Directions& along, std::span<const DirectionAmount> amounts) {
  if (latent.packHash != along.portraitHash) return unfit("they belong to another portrait pack");
  for (const DirectionAxis& axis : along.axes) {
    if (!sameLengths(latent, axis)) return unfit("their lengths differ");
  }
  const auto sums = byAxis(along, amounts);
  if (!sums) return tl::unexpected(sums.error());
  // Also keeps a code's −0, which adding 0 would turn into 0.
  if (std::all_of(sums->begin(), sums->end(), [](double amount) { return amount == 0; })) return latent;
  return Latent{latent.packHash, summed(latent.structure, along, *sums, &DirectionAxis::structure),
                summed(latent.colour, along, *sums, &DirectionAxis::colour),
                summed(latent.features, along, *sums, &DirectionAxis::features)};
}

}  // namespace mien
