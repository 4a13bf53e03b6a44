#include "core/blend/parameters.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mien {
namespace {

constexpr std::array kSurroundings{"a", "b", "blend", "none"};  // the order of Surroundings

constexpr std::array<Parameter, 7> kParameters{{
    {"mix",
     "Overall",
     "Share of face B in everything that has no value of its own",
     0,
     1,
     0.5,
     "%",
     Interpolation::Continuous,
     {},
     "",
     [](const Recipe& r) { return r.structure; },
     [](Recipe& r, double v) { r.structure = r.features = r.colour = v; }},
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
     [](Recipe& r, double v) { r.structure = v; }},
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
     [](Recipe& r, double v) { r.features = v; }},
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
     [](Recipe& r, double v) { r.colour = v; }},
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
     [](Recipe& r, double v) { r.balance = v; }},
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
     [](Recipe& r, double v) { r.detail = v; }},
    {"surroundings", "Surroundings", "Whose hair and background: face A's, face B's, a blend, or none (transparent)", 0,
     3, 2, "", Interpolation::Stepped, kSurroundings, "",
     [](const Recipe& r) { return static_cast<double>(r.surroundings); },
     [](Recipe& r, double v) { r.surroundings = static_cast<Surroundings>(static_cast<int>(v)); }},
}};

}  // namespace

std::span<const Parameter> parameters() {
  return kParameters;
}

const Parameter* findParameter(std::string_view id) {
  const auto found =
      std::find_if(kParameters.begin(), kParameters.end(), [&](const Parameter& p) { return p.id == id; });
  return found == kParameters.end() ? nullptr : &*found;
}

double clamped(const Parameter& parameter, double value) {
  if (std::isnan(value)) return parameter.standard;
  value = std::clamp(value, parameter.minimum, parameter.maximum) + 0.0;  // −0 becomes 0
  return parameter.interpolation == Interpolation::Stepped ? std::round(value) : value;
}

}  // namespace mien
