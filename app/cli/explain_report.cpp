#include "app/cli/explain_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "app/cli/output.h"
#include "core/blend/parameters.h"
#include "core/photo/write.h"

namespace mien {
namespace {

std::string percents(const FaceWeights& weights) {
  if (weights.empty()) return "–";
  std::string text;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (i > 0) text += " · ";
    text += capitalOf(i) + " " + std::to_string(std::lround(100 * weights[i])) + " %";
  }
  return text;
}

/// Columns count letters, not bytes.
void pad(const std::string& text, std::size_t width) {
  std::size_t letters = 0;
  for (const char c : text) letters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  std::printf("%s%*s", text.c_str(), static_cast<int>(letters < width ? width - letters : 0), "");
}

std::string pictureOf(const NearestKnown& face, const NearestPictures& pictures) {
  const auto file = pictures.find(face.number);
  return file == pictures.end() ? std::string() : file->second;
}

void printKnown(const std::vector<NearestKnown>& faces, const NearestPictures& pictures) {
  for (const NearestKnown& face : faces) {
    std::printf("  %.3f  no. %lld of %lld%s%s\n", face.distance, static_cast<long long>(face.number),
                static_cast<long long>(face.of), face.source.name.empty() ? "" : ", ",
                face.source.name.empty() ? "" : (face.source.name + " (" + face.source.licence + ")").c_str());
    // Who made it is owed wherever it is shown.
    if (const std::string file = pictureOf(face, pictures); !file.empty())
      std::printf("         %s%s%s\n", file.c_str(), face.source.attribution.empty() ? "" : ", from ",
                  face.source.attribution.c_str());
  }
}

void printNearest(const Explanation& e, const NearestPictures& pictures) {
  std::puts("Nearest training photographs (distance of the identity network)");
  if (e.nearest.empty()) std::puts("  The judging networks have no list of them.");
  printKnown(e.nearest, pictures);
  if (e.nearCopy())
    std::printf("  ALARM: nearer to one of them than %.3f, as training photographs hardly ever are to each other.\n",
                *e.alarmBelow);
  else if (e.alarmBelow && !e.nearest.empty())
    std::printf("  No near copy: the alarm is below %.3f.\n", *e.alarmBelow);
  if (e.alike.empty()) return;
  std::puts("\nTraining photographs that look most like it (distance of codes: 1 as two of them usually are)");
  printKnown(e.alike, pictures);
}

void printRegions(const Explanation& e) {
  std::size_t width = 0;
  for (const RegionShare& share : e.regions) width = std::max(width, percents(share.shape).size());
  std::puts("\nWho is where");
  std::printf("  %-14s", "");
  pad("shape", width);
  std::puts("  texture");
  for (std::size_t r = 0; r < kRegionCount; ++r) {
    const RegionShare& share = e.regions.at(r);
    std::printf("  %-14s", kRegionIds.at(r));
    pad(percents(share.shape), width);
    std::printf("  %s\n", percents(share.texture).c_str());
  }
}

/// A share in percent, a direction in standard deviations.
std::string valueOf(const Influence& influence) {
  const bool percent = std::string_view(findParameter(influence.parameter)->unit) == "%";
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), percent ? "%.0f %%" : "%.1f", (percent ? 100 : 1) * influence.value);
  return text.data();
}

void printInfluences(const Explanation& e) {
  std::puts("\nWhat each slider does here (for 10 % of its range)");
  std::printf("  %-24s%6s  %14s  %8s\n", "", "at", "colour, of 255", "identity");
  for (const Influence& influence : e.influences)
    std::printf("  %-24s%6s  %14.2f  %8.3f\n", ("--" + influence.parameter).c_str(), valueOf(influence).c_str(),
                influence.pixels, influence.identity);
}

nlohmann::json knownJson(const std::vector<NearestKnown>& faces, const NearestPictures& pictures) {
  nlohmann::json list = nlohmann::json::array();
  for (const NearestKnown& face : faces) {
    nlohmann::json one{{"number", face.number}, {"of", face.of}, {"distance", face.distance}};
    if (!face.source.name.empty()) {
      one["source"] = face.source.name;
      one["licence"] = face.source.licence;
      one["attribution"] = face.source.attribution;
    }
    if (const std::string file = pictureOf(face, pictures); !file.empty()) one["picture"] = file;
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace

Result<NearestPictures> writeNearest(const Explanation& explanation, const TrainingPhotographs& photographs,
                                     const std::filesystem::path& folder) {
  constexpr int kSide = 256;
  const auto made = OutputFolder::make(folder);
  if (!made) return tl::unexpected(made.error());
  NearestPictures files;
  std::vector<NearestKnown> all = explanation.nearest;
  all.insert(all.end(), explanation.alike.begin(), explanation.alike.end());
  for (const NearestKnown& known : all) {
    if (files.contains(known.number)) continue;
    const auto picture = photographs.pictureOf(known, kSide);
    if (!picture) return tl::unexpected(picture.error());
    if (!*picture) continue;
    const std::filesystem::path file = folder / ("training-" + std::to_string(known.number) + ".png");
    if (auto free = keepExisting(file); !free) return tl::unexpected(free.error());
    if (auto written = writePicture(file, **picture, PictureFormat::Png); !written)
      return tl::unexpected(written.error());
    files[known.number] = file.string();
  }
  return files;
}

void printExplanation(const Recipe& recipe, const Meaning& meaning, const Explanation& explanation,
                      const NearestPictures& pictures) {
  std::printf("Meaningfulness, 0 to 1: %.2f.%s%s\n", meaning.value, meaning.value < kLowMeaning ? " " : "",
              meaning.value < kLowMeaning ? wordsFor(meaning.weakest) : "");
  printNearest(explanation, pictures);
  printRegions(explanation);
  if (recipe.kept.pose) std::printf("  The pose is that of %s.\n", capitalOf(*recipe.kept.pose).c_str());
  if (recipe.kept.shape) std::printf("  The shape is that of %s.\n", capitalOf(*recipe.kept.shape).c_str());
  if (recipe.kept.expression)
    std::printf("  The expression is that of %s.\n", capitalOf(*recipe.kept.expression).c_str());
  if (recipe.kept.lighting) std::printf("  The light is that of %s.\n", capitalOf(*recipe.kept.lighting).c_str());
  printInfluences(explanation);
}

nlohmann::json explanationJson(const Recipe& recipe, const Meaning& meaning, const Explanation& explanation,
                               const NearestPictures& pictures) {
  using nlohmann::json;
  const auto weights = [](const FaceWeights& of) { return of.empty() ? json() : json(of); };
  json regions = json::array();
  for (std::size_t r = 0; r < kRegionCount; ++r)
    regions.push_back({{"region", kRegionIds.at(r)},
                       {"shape", weights(explanation.regions.at(r).shape)},
                       {"texture", weights(explanation.regions.at(r).texture)}});
  json sliders = json::array();
  for (const Influence& influence : explanation.influences)
    sliders.push_back({{"parameter", influence.parameter},
                       {"value", influence.value},
                       {"pixels", influence.pixels},
                       {"identity", influence.identity}});
  return {
      {"recipe", json::parse(toJson(recipe))},
      {"meaning",
       {{"value", meaning.value},
        {"low", meaning.value < kLowMeaning},
        {"why", meaning.value < kLowMeaning ? json(wordsFor(meaning.weakest)) : json()}}},
      {"nearest", knownJson(explanation.nearest, pictures)},
      {"near_copy",
       {{"below", explanation.alarmBelow ? json(*explanation.alarmBelow) : json()}, {"alarm", explanation.nearCopy()}}},
      {"alike", knownJson(explanation.alike, pictures)},
      {"regions", std::move(regions)},
      {"sliders", std::move(sliders)}};
}

}  // namespace mien
