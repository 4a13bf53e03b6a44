#include "core/blend/latent_parameters.h"

#include <array>

namespace mien {
namespace {

// the order of Path
constexpr std::array kPaths{"spherical", "straight", "typical"};

Parameter path() {
  Parameter p{};
  p.id = "path";
  p.name = "Path";
  p.help =
      "The way from face to face: spherical keeps the length of their codes, straight comes nearer to the mean face, "
      "typical goes where most faces lie";
  p.maximum = kPaths.size() - 1;
  p.unit = "";
  p.interpolation = Interpolation::Stepped;
  p.choices = kPaths;
  p.get = [](const Recipe& r) { return static_cast<double>(r.path); };
  p.set = [](Recipe& r, double v) { r.path = static_cast<Path>(static_cast<int>(v)); };
  return p;
}

Parameter amount() {
  Parameter p{};
  p.id = "variation";
  p.name = "Variation";
  p.help = "How much of the mix is drawn anew: a face between these, or around one, that nobody has yet";
  p.maximum = 1;
  p.unit = "%";
  p.interpolation = Interpolation::Continuous;
  p.get = [](const Recipe& r) { return r.variation.amount; };
  p.set = [](Recipe& r, double v) { r.variation.amount = v; };
  return p;
}

Parameter number() {
  Parameter p{};
  p.id = "variation-number";
  p.name = "Which variation";
  p.help = "Another number is another new face";
  p.minimum = 1;
  p.maximum = kVariations;
  p.standard = 1;
  p.unit = "";
  p.interpolation = Interpolation::Stepped;
  p.get = [](const Recipe& r) { return static_cast<double>(r.variation.number); };
  p.set = [](Recipe& r, double v) { r.variation.number = static_cast<int>(v); };
  return p;
}

}  // namespace

void addLatentParameters(std::vector<Parameter>& list) {
  for (Parameter p : {path(), amount(), number()}) {
    p.follows = p.region = "";
    list.push_back(p);
  }
}

}  // namespace mien
