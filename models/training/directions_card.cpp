#include "models/training/directions_card.h"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/base/atomic_file.h"
#include "core/blend/direction.h"
#include "core/model/pack.h"

namespace mien::training {
namespace {

using Json = nlohmann::json;

constexpr const char* kWords =
    "Twenty-two directions in the portrait pack's latent space: ten with a meaning, fitted to labels and measures of "
    "the "
    "training photographs, and the twelve principal ones along which pictures change most beside them. A step of 1 "
    "along a "
    "named one is one standard deviation of its attribute among the training faces as the networks draw them; along a "
    "principal one, one standard deviation of the codes.";

constexpr const char* kMethod =
    "Named directions: ridge regression of the codes on all ten attributes and sixteen principal components of the "
    "identity embedding (freed of age and gender) at once, so that each changes its own with the others held; then "
    "mixed "
    "anew so that the effects seen in drawn train faces come as near to that as a bounded mix can. Principal "
    "directions: "
    "components of the codes in the metric of pixels, orthogonal there to the named ones. Sources: InterFaceGAN (Shen "
    "et "
    "al. 2020), GANSpace (Härkönen et al. 2020).";

constexpr const char* kColumns =
    "Own effect: of a step of 1, standard deviations; of a principal direction, of its score in the code of the "
    "picture "
    "encoded again. Strongest side effect: on another attribute, likewise. Purity: own ÷ (own + all others' "
    "magnitudes). "
    "Agrees: faces whose own attribute is more at +2 than at −2. Identity: distance to the face at 0, for ±1 and ±2, "
    "by the "
    "identity teacher (other people are about 0.8 apart). Range: as far as nine faces of ten stayed whole and "
    "plausible "
    "(at most ±4 was tried).";

/// What was seen on contact sheets (`mien-train directions --sheet`).
constexpr const char* kLimits = R"(@@LIMITS@@)";

Json reportFrom(const std::filesystem::path& file) {
  std::ifstream in(file);
  Json report = Json::parse(in, nullptr, false);
  if (report.is_discarded() || !report.contains("directions"))
    throw std::runtime_error(file.string() + " is no report of directions: name report.json of the run.");
  return report;
}

std::string signedNumber(double value) {
  return fmt::format("{:+.2f}", value);
}

std::string row(const Json& one) {
  const std::string id = one.at("id");
  const std::string side = one.at("strongest");
  const Direction* about = findDirection(id);
  if (about == nullptr)
    throw std::runtime_error("The report names \"" + id + "\", which is no direction of this program.");
  return fmt::format("| {} | `{}` | {} | {} {} | {:.2f} | {:.0f} % | {:.2f}, {:.2f} | {:+.1f} … {:+.1f} |\n",
                     about->name, id, signedNumber(one.at("own")), side, signedNumber(one.at("others").at(side)),
                     one.at("purity").get<double>(), 100 * one.at("agrees").get<double>(),
                     one.at("identity1").get<double>(), one.at("identity2").get<double>(), one.at("low").get<double>(),
                     one.at("high").get<double>());
}

/// How large a standard deviation is, where its unit is one that people use.
std::string units(const Json& report) {
  const Json& u = report.at("units");
  return fmt::format(
      "One standard deviation is {:.1f} years as the judge network sees them, {:.2f} of the eye distance for the "
      "head's "
      "turn, {:.0f}° of typology angle for the skin, {:.1f} of lightness (L*) between the cheeks for the light.",
      u.at("age").get<double>(), u.at("yaw").get<double>(), u.at("skin-tone").get<double>(),
      u.at("light").get<double>());
}

}  // namespace

void writeDirectionsCard(const std::filesystem::path& models, const std::filesystem::path& reportFile) {
  const auto pack = Pack::load(models / "directions");
  if (!pack) throw std::runtime_error(pack.error().message);
  const Json report = reportFrom(reportFile);
  const PackManifest& m = pack->manifest();
  std::string text =
      fmt::format("# {} {}\n\n{}\n\nLicence: {}. Pack hash: `{}`. Portrait pack: `{}`.\n\n{}\n\n## Limits\n\n{}\n\n",
                  m.title, m.version, kWords, m.licence, pack->hash(),
                  Json::parse(m.settings).at("portrait").get<std::string>(), kMethod, kLimits);
  text += fmt::format(
      "## Figures\n\nMeasured by `mien-train directions` on {} faces of the `val` split, drawn by the networks alone "
      "at −2, "
      "−1, 0, +1 and +2 and looked at anew (ranges: {} of them). {}\n\n{}\n\n"
      "| direction | id | own effect | strongest side effect | purity | agrees | identity ±1, ±2 | range |\n"
      "|---|---|---|---|---|---|---|---|\n",
      report.at("faces").get<int>(), report.at("facesForRange").get<int>(), kColumns, units(report));
  for (const Json& one : report.at("directions")) text += row(one);
  text += "\n## Training data\n\n| set | pictures | licence | attribution |\n|---|---|---|---|\n";
  for (const PackData& d : m.data)
    text += fmt::format("| {} | {} | {} | {} |\n", d.name, d.count, d.licence, d.attribution);
  text +=
      "\nPhotographs of adults, mostly from the front; groups were balanced by weights (race × gender × age). Faces "
      "with "
      "landmarks that went astray were left out.\n";
  const auto done = writeFileAtomically(models / "directions" / "card.md",
                                        {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  if (!done) throw std::runtime_error(done.error().message);
}

}  // namespace mien::training
