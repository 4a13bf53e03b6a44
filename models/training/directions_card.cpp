#include "models/training/directions_card.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/base/atomic_file.h"
#include "core/blend/direction.h"
#include "core/model/pack.h"
#include "models/training/card_about.h"

namespace mien::training {
namespace {

using Json = nlohmann::json;

constexpr const char* kWords =
    "Twenty-one directions in the portrait pack's latent space: nine with a meaning, fitted to labels and "
    "measures of the training photographs, and the twelve principal ones along which pictures change most "
    "beside them. A step of 1 along a named one is about one standard deviation of its attribute among the "
    "training faces as the networks draw them; along a principal one, one standard deviation of the codes.";

constexpr const char* kMethod =
    "Named directions: ridge regression of the codes on all attributes and sixteen principal components of "
    "the identity embedding (freed of age and gender) at once, so that each changes its own with the others "
    "held; then mixed anew so that the effects seen in drawn train faces come as near to that as a bounded "
    "mix can. Principal directions: components of the codes in the metric of pixels, orthogonal there to the "
    "named ones and to glasses. Sources: InterFaceGAN (Shen et al. 2020), GANSpace (Härkönen et al. 2020).";

constexpr const char* kColumns =
    "Own effect: of a step of 1, standard deviations; of a principal direction, of its score in the code of "
    "the picture encoded again. Strongest side effect: on another attribute, likewise. Purity: own ÷ (own + "
    "the other attributes' magnitudes). Agrees: faces whose own attribute is more at +2 than at −2. Identity: "
    "distance to the face at 0, for ±1 and ±2, by the identity teacher (other people are about 0.8 apart). "
    "Range: as far as nine faces of ten stayed whole and plausible by the judge network, the code's length "
    "and folds, and the contact sheet looked well.";

/// What was seen on contact sheets (`mien-train directions --sheet`).
constexpr const char* kLimits =
    R"(The figures flatter: age is judged by our own network and gender by the embedding that the portrait network was trained
against, on pictures of the networks alone, at 256², with no photograph's detail, one landmark pass and a thin-plate warp.
What the measures don't see (ears, hair, teeth, wrinkles between them) is in no figure. Groups were not looked at apart.
The measure of glasses is edges about the eyes, so that lids, brows and raised cheeks may count in it too. Ranges were settled,
and glasses left out, by a look at `val` faces; the axes and purities were not.

Seen on a contact sheet of eight `val` faces, two for each direction (`mien-train directions --sheet`):

- *Age* and *gender expression* are the best to look at. Gender below −2 draws a blot for a moustache.
- *Smile* above 2 draws a second line below the mouth, as of a chin that is too short; below −1.5 cheeks cave in and lips part.
- *Mouth open* has hardly a lower half: lips that are closed already turn inside out below −0.5. Inside of an open mouth there
  are no teeth, only a grey or dark patch.
- *Eyes open* stares above 2; shut eyes are a blur.
- *Head turn* smears the far cheek and the surroundings from 2 on, and one way is a little stronger than the other.
- *Skin tone* can't be told from exposure: photographs don't say how bright the lamp was. What it does at ±1 may pass for
  either; from 2 on it burns out or goes black.
- *Beard* is a shade rather than hair, with a violet tinge where it takes one away.
- *Glasses* were fitted and left out: the networks draw hardly any rims, and the direction put a shadow over the
  eyes.
- The principal directions are named by what they seemed to do to these faces. Many are light and hair, 4, 9 and 12 are slight,
  and 1 and 10 bring shade at the chin along (see their side effects).)";

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

/// The pack's range, and where a later decoder's faces stay sound less far, how far.
std::string rangeOf(const Json& one, const Json& settled) {
  const double low = settled.at("low");
  const double high = settled.at("high");
  const double soundLow = std::max(low, one.at("low").get<double>());
  const double soundHigh = std::min(high, one.at("high").get<double>());
  const std::string range = fmt::format("{:+.1f} … {:+.1f}", low, high);
  if (soundLow == low && soundHigh == high) return range;
  return range + fmt::format(" (sound: {:+.1f} … {:+.1f})", soundLow, soundHigh);
}

/// `settled`: what the pack says of it, null when it was left out.
std::string row(const Json& one, const Json* settled) {
  const std::string id = one.at("id");
  const std::string side = one.at("strongest");
  const Direction* about = findDirection(id);
  const std::string range = settled == nullptr ? "left out" : rangeOf(one, *settled);
  return fmt::format("| {} | `{}` | {} | {} {} | {:.2f} | {:.0f} % | {:.2f}, {:.2f} | {} |\n",
                     about == nullptr ? "–" : about->name, id, signedNumber(one.at("own")), side,
                     signedNumber(one.at("others").at(side)), one.at("purity").get<double>(),
                     100 * one.at("agrees").get<double>(), one.at("identity1").get<double>(),
                     one.at("identity2").get<double>(), range);
}

/// The directions of the pack in its order, then what was measured and left out.
std::string rows(const Json& report, const Json& settled) {
  std::string kept;
  std::string left;
  for (const Json& one : report) {
    const auto found = std::find_if(settled.begin(), settled.end(),
                                    [&](const Json& direction) { return direction.at("id") == one.at("id"); });
    (found == settled.end() ? left : kept) += row(one, found == settled.end() ? nullptr : &*found);
  }
  return kept + left;
}

/// How large a standard deviation is, where its unit is one that people use.
std::string units(const Json& report) {
  const Json& u = report.at("units");
  return fmt::format(
      "One standard deviation is {:.1f} years as the judge network sees them, {:.2f} of the eye distance for the "
      "head's turn, {:.0f}° of typology angle for the skin, {:.1f} of lightness (L*) between the cheeks for the light.",
      u.at("age").get<double>(), u.at("yaw").get<double>(), u.at("skin-tone").get<double>(),
      u.at("light").get<double>());
}

}  // namespace

void writeDirectionsCard(const std::filesystem::path& models, const std::filesystem::path& reportFile) {
  const auto pack = Pack::load(models / "directions");
  if (!pack) throw std::runtime_error(pack.error().message);
  const Json report = reportFrom(reportFile);
  const PackManifest& m = pack->manifest();
  const Json settings = Json::parse(m.settings);
  std::string text = fmt::format(
      "# {} {}\n\n{}\n\nLicence: {}. Pack hash: `{}`. Latents of the portrait pack: `{}`.\n\n{}\n\n## Limits\n\n{}\n\n",
      m.title, m.version, kWords, m.licence, pack->hash(), settings.at("portrait").get<std::string>(), kMethod,
      kLimits);
  text += fmt::format(
      "## Figures\n\nMeasured by `mien-train directions` on {} faces of the `val` split, drawn by the networks alone "
      "at −2, "
      "−1, 0, +1 and +2 and looked at anew (ranges: {} of them). {}\n\n{}\n\n"
      "| direction | id | own effect | strongest side effect | purity | agrees | identity ±1, ±2 | range |\n"
      "|---|---|---|---|---|---|---|---|\n",
      report.at("faces").get<int>(), report.at("facesForRange").get<int>(), kColumns, units(report));
  text += rows(report.at("directions"), settings.at("directions"));
  text += "\n## Training data\n\n| set | pictures | licence | attribution |\n|---|---|---|---|\n";
  for (const PackData& d : m.data)
    text += fmt::format("| {} | {} | {} | {} |\n", d.name, d.count, d.licence, d.attribution);
  text +=
      "\nPhotographs of adults, mostly from the front; groups were balanced by weights (race × gender × age). Faces "
      "with "
      "landmarks that went astray were left out.\n\n" +
      howToRetrain("directions");
  const auto done = writeFileAtomically(models / "directions" / "card.md",
                                        {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  if (!done) throw std::runtime_error(done.error().message);
}

}  // namespace mien::training
