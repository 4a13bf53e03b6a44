#include "core/blend/parameters.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/blend/direction_parameters.h"
#include "core/blend/latent_parameters.h"

namespace mien {
namespace {

// the order of Surroundings
constexpr std::array kSurroundings{"a", "b", "blend", "none", "c", "d", "e", "f", "g", "h", "auto"};

/// Those of a face that isn't there are automatic.
void setSurroundings(Recipe& recipe, double value) {
  const auto asked = static_cast<Surroundings>(static_cast<int>(value));
  const bool there = faceOf(asked).value_or(0) < recipe.further.size() + 2;
  recipe.surroundings = there ? asked : Surroundings::Auto;
}

/// A region's share in its shape or its texture (`part`), which follows the same of the whole.
template <Region R, std::optional<double> RegionMix::*part, double Recipe::*whole>
constexpr Parameter regionParameter(const char* id, const char* name, const char* help, const char* follows) {
  constexpr auto region = static_cast<std::size_t>(R);
  return {id,
          name,
          help,
          0,
          1,
          0.5,
          "%",
          Interpolation::Continuous,
          {},
          follows,
          [](const Recipe& r) { return (r.regions[region].*part).value_or(r.*whole); },
          [](Recipe& r, double v) { r.regions[region].*part = v; },
          kRegionIds[region],
          0,
          false,
          [](const Recipe& r) { return (r.regions[region].*part).has_value(); },
          [](Recipe& r) { (r.regions[region].*part).reset(); }};
}

template <Region R>
constexpr Parameter regionShape(const char* id, const char* name, const char* help) {
  return regionParameter<R, &RegionMix::shape, &Recipe::structure>(id, name, help, "structure");
}

template <Region R>
constexpr Parameter regionTexture(const char* id, const char* name, const char* help) {
  return regionParameter<R, &RegionMix::texture, &Recipe::features>(id, name, help, "features");
}

// none, then the faces
constexpr std::array kKeepers{"none", "a", "b", "c", "d", "e", "f", "g", "h"};

template <std::optional<std::size_t> Kept::*what>
constexpr Parameter keeps(const char* id, const char* name, const char* help) {
  return {id,
          name,
          help,
          0,
          8,
          0,
          "",
          Interpolation::Stepped,
          kKeepers,
          "",
          [](const Recipe& r) { return r.kept.*what ? 1 + static_cast<double>(*(r.kept.*what)) : 0; },
          [](Recipe& r, double v) {
            (r.kept.*what).reset();
            const auto face = static_cast<std::size_t>(v);
            if (face > 0 && face <= r.further.size() + 2) r.kept.*what = face - 1;
          },
          "",
          0,
          false,
          nullptr,
          nullptr};
}

constexpr std::array<Parameter, 23> kOfTheFirstTwo{{
    {"mix",
     "Overall",
     "Share of face B in everything that has no value of its own; of what further faces leave",
     0,
     1,
     0.5,
     "%",
     Interpolation::Continuous,
     {},
     "",
     [](const Recipe& r) { return r.structure; },
     [](Recipe& r, double v) { r.structure = r.features = r.colour = v; },
     "",
     0,
     false,
     nullptr,
     nullptr},
    {"structure",
     "Structure",
     "Share of face B in the shape",
     0,
     1,
     0.5,
     "%",
     Interpolation::Continuous,
     {},
     "mix",
     [](const Recipe& r) { return r.structure; },
     [](Recipe& r, double v) { r.structure = v; },
     "",
     0,
     false,
     nullptr,
     nullptr},
    {"features",
     "Features",
     "Share of face B in the features",
     0,
     1,
     0.5,
     "%",
     Interpolation::Continuous,
     {},
     "mix",
     [](const Recipe& r) { return r.features; },
     [](Recipe& r, double v) { r.features = v; },
     "",
     0,
     false,
     nullptr,
     nullptr},
    {"colour",
     "Colour",
     "Share of face B in colour and light",
     0,
     1,
     0.5,
     "%",
     Interpolation::Continuous,
     {},
     "mix",
     [](const Recipe& r) { return r.colour; },
     [](Recipe& r, double v) { r.colour = v; },
     "",
     0,
     false,
     nullptr,
     nullptr},
    {"balance",
     "Balance",
     "Share of face B at which the mix counts as half way: where it is equally like both faces",
     0.1,
     0.9,
     0.5,
     "%",
     Interpolation::Continuous,
     {},
     "",
     [](const Recipe& r) { return r.balance; },
     [](Recipe& r, double v) { r.balance = v; },
     "",
     0,
     false,
     nullptr,
     nullptr},
    {"detail",
     "Detail",
     "How much of the photographs' fine detail is added to what the model draws",
     0,
     1,
     1,
     "%",
     Interpolation::Continuous,
     {},
     "",
     [](const Recipe& r) { return r.detail; },
     [](Recipe& r, double v) { r.detail = v; },
     "",
     0,
     false,
     nullptr,
     nullptr},
    {"surroundings", "Surroundings",
     "Whose hair, spectacles and background: one face's, those of the face with the largest share (auto), a blend, or "
     "none (transparent)",
     0, 10, 10, "", Interpolation::Stepped, kSurroundings, "",
     [](const Recipe& r) { return static_cast<double>(r.surroundings); }, setSurroundings, "", 0, false, nullptr,
     nullptr},
    regionShape<Region::Eyes>("eyes-shape", "Eyes shape", "Share of face B in the shape of the eyes"),
    regionTexture<Region::Eyes>("eyes-texture", "Eyes texture", "Share of face B in how the eyes look"),
    regionShape<Region::Brows>("brows-shape", "Brows shape", "Share of face B in the shape of the brows"),
    regionTexture<Region::Brows>("brows-texture", "Brows texture", "Share of face B in how the brows look"),
    regionShape<Region::Nose>("nose-shape", "Nose shape", "Share of face B in the shape of the nose"),
    regionTexture<Region::Nose>("nose-texture", "Nose texture", "Share of face B in how the nose looks"),
    regionShape<Region::Mouth>("mouth-shape", "Mouth shape", "Share of face B in the shape of the mouth"),
    regionTexture<Region::Mouth>("mouth-texture", "Mouth texture", "Share of face B in how the mouth looks"),
    regionShape<Region::Jaw>("jaw-shape", "Jaw shape", "Share of face B in the shape of the jaw and the outline"),
    regionTexture<Region::Jaw>("jaw-texture", "Jaw texture", "Share of face B in how the jaw and the outline look"),
    regionTexture<Region::Skin>("skin-texture", "Skin texture", "Share of face B in how the skin looks"),
    regionTexture<Region::Surroundings>("surroundings-texture", "Surroundings look",
                                        "Share of face B in hair, neck and background, where they are auto or a blend"),
    keeps<&Kept::pose>("keep-pose", "Keep pose", "Whose turn of the head stays as it is while the rest is mixed"),
    keeps<&Kept::shape>("keep-shape", "Keep shape", "Whose outlines stay as they are, with pose and expression"),
    keeps<&Kept::expression>("keep-expression", "Keep expression",
                             "Whose opening of eyes and mouth and whose smile stay as they are"),
    keeps<&Kept::lighting>("keep-lighting", "Keep lighting", "Whose light and shade stay on the face"),
}};

}  // namespace

std::span<const Parameter> parameters() {
  static const std::vector<Parameter> all = [] {
    std::vector<Parameter> list(kOfTheFirstTwo.begin(), kOfTheFirstTwo.end());
    addLatentParameters(list);
    addDirectionParameters(list);
    addFaceParameters(list);
    return list;
  }();
  return all;
}

std::span<const Parameter> parametersOf(std::size_t faces) {
  const auto all = parameters();
  const auto end = std::find_if(all.begin(), all.end(), [faces](const Parameter& p) { return p.face >= faces; });
  return all.first(static_cast<std::size_t>(end - all.begin()));
}

const Parameter* findParameter(std::string_view id) {
  const auto all = parameters();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Parameter& p) { return p.id == id; });
  return found == all.end() ? nullptr : &*found;
}

bool namesFaces(const Parameter& parameter) {
  return std::find(parameter.choices.begin(), parameter.choices.end(), letterOf(kMaxFaces - 1)) !=
         parameter.choices.end();
}

double clamped(const Parameter& parameter, double value) {
  if (std::isnan(value)) return parameter.standard;
  value = std::clamp(value, parameter.minimum, parameter.maximum) + 0.0;  // −0 becomes 0
  return parameter.interpolation == Interpolation::Stepped ? std::round(value) : value;
}

}  // namespace mien
