#include "core/blend/direction.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mien {
namespace {

/// The principal ones' names say what the shipped pack's were seen to do on its contact sheet.
constexpr std::array<Direction, kDirectionCount> kDirections{{
    {"age", "Age", "Older, or with less of it younger", "Younger", "Older", -2.5, 3},
    {"gender", "Gender expression", "More feminine, or with less of it more masculine", "Masculine", "Feminine", -2, 3},
    {"smile", "Smile", "Corners of the mouth up and out, or with less of it down", "Down", "Up", -1.5, 2},
    {"mouth-open", "Mouth open", "Lips further apart", "Closed", "Open", -0.5, 2},
    {"eyes-open", "Eyes open", "Lids further apart, or with less of it closed", "Closed", "Open", -2, 2},
    {"yaw", "Head turn", "The head turned to the right of the picture, or with less of it to the left", "Left", "Right",
     -2.5, 1.5},
    {"light", "Light from the side", "Light from the right of the picture, or with less of it from the left", "Left",
     "Right", -3, 3},
    {"skin-tone", "Skin tone", "Lighter skin, or with less of it darker; exposure comes along", "Darker", "Lighter",
     -1.5, 1.5},
    {"beard", "Beard", "Darker chin, jaw and upper lip, or with less of it lighter", "Lighter", "Darker", -3, 3},
    {"component-1", "Shade up or down", "Light about the eyes and shade below, or with less of it the other way round",
     "", "", -3, 3},
    {"component-2", "Warmth", "Warm, orange colour, or with less of it cool and pale", "Cool", "Warm", -3, 3},
    {"component-3", "Hairline", "Dark hair low on a light forehead, or with less of it a bare one", "Bare", "Low", -3,
     3},
    {"component-4", "Hair to one side", "Darker at the left edge of the face, or with less of it at the right", "Right",
     "Left", -3, 3},
    {"component-5", "Nose and mouth", "Light nose and dark mouth, or with less of it the other way round", "", "", -3,
     3},
    {"component-6", "Dark sides", "Hair or shade on both sides of the face, or with less of it pale and reddish ones",
     "Pale", "Dark", -3, 3},
    {"component-7", "Moustache shade", "Shade between nose and mouth, or with less of it a pale upper lip", "Pale",
     "Shade", -3, 3},
    {"component-8", "Forehead light", "A light forehead, or with less of it a dark fringe", "Dark", "Light", -3, 3},
    {"component-9", "Slanting light", "Light slanting over the face from one side, slight", "", "", -3, 3},
    {"component-10", "Brows and lips", "Dark brows and pale, blurred lips, or with less of it the other way round", "",
     "", -3, 3},
    {"component-11", "Eyes and upper lip",
     "Clear eyes and a light upper lip, or with less of it pale eyes and a dark lip", "", "", -3, 3},
    {"component-12", "Cheek shade", "Darker cheeks and an even forehead, or with less of it lighter ones, slight",
     "Lighter", "Darker", -3, 3},
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
