#include "core/evaluate/report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/evaluate/metrics.h"
#include "core/guard/meaning.h"

namespace mien {
namespace {

using Json = nlohmann::ordered_json;

/// Four decimals: more would be noise, and equal runs stay easy to compare.
double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

bool endsWith(const std::string& figure, const char* name) {
  const auto dot = figure.rfind('.');
  return figure.substr(dot == std::string::npos ? 0 : dot + 1) == name;
}

Json summary(const std::string& figure, const std::vector<double>& values, const WitnessThresholds& witness) {
  Json json{{"count", values.size()}};
  constexpr std::array kShares{"found", "judgeFindsFace", "blocked", "toReview", "note", "review", "block"};
  if (std::any_of(kShares.begin(), kShares.end(), [&](const char* name) { return endsWith(figure, name); })) {
    json["share"] = rounded(meanOf(values));
    return json;
  }
  json["mean"] = rounded(meanOf(values));
  json["median"] = rounded(median(values));
  json["p95"] = rounded(quantile(values, 0.95));
  if (endsWith(figure, "largestToMean")) json["worst"] = rounded(quantile(values, 1));
  if (endsWith(figure, "psnr") || endsWith(figure, "score")) json["p5"] = rounded(quantile(values, 0.05));
  if (figure.find("meaning.") != std::string::npos && endsWith(figure, "score"))
    json["shareLow"] = rounded(shareBelow(values, kLowMeaning));
  if (endsWith(figure, "identity")) json["shareBelowThreshold"] = rounded(shareBelow(values, kSamePerson));
  if (endsWith(figure, "identityToFurtherParent"))
    json["shareBothBelowThreshold"] = rounded(shareBelow(values, kSamePerson));
  for (const auto& [name, share] :
       {std::pair{"witness", "shareWithin"}, {"witnessToFurtherParent", "shareBothWithin"}}) {
    if (!endsWith(figure, name)) continue;
    json[std::string(share) + "1"] = rounded(shareBelow(values, witness.falseMatch1));
    json[std::string(share) + "01"] = rounded(shareBelow(values, witness.falseMatch01));
  }
  return json;
}

/// "a.b.c" → json["a"]["b"]["c"].
Json& at(Json& json, std::string path) {
  std::replace(path.begin(), path.end(), '.', '/');
  return json[Json::json_pointer("/" + path)];
}

Json groupJson(const Evaluation& e, const Group& group, const Figures::Values& figures) {
  Json json = Json::object();
  for (const auto& [figure, values] : figures) at(json, figure) = summary(figure, values, e.witnessThresholds);
  const auto frechet = e.frechet.find(group);
  if (frechet == e.frechet.end()) return json;
  for (const auto& [name, figure] : frechet->second) {
    at(json, name)["frechet"] = {
        {"distance", rounded(figure.distance)}, {"pictures", figure.pictures}, {"photographs", figure.photographs}};
  }
  return json;
}

}  // namespace

std::string toJson(const Evaluation& e) {
  Json json{{"schema", kEvaluationSchema}, {"kind", "evaluation"}};
  json["config"] = {{"split", e.options.split},
                    {"limit", e.options.limit},
                    {"pairs", e.options.pairs},
                    {"pairSeed", e.options.pairSeed},
                    {"pathPairs", e.options.pathPairs},
                    {"pacePairs", e.options.pacePairs},
                    {"surroundings", toString(e.options.surroundings)},
                    {"samples", e.options.samples},
                    {"size", EvaluateOptions::kSize},
                    {"identityThreshold", kSamePerson}};
  json["model"] = {{"id", e.model.modelId}, {"version", e.model.modelVersion}, {"hash", e.model.modelHash}};
  json["device"] = e.model.device;
  for (const auto& [file, digest] : e.judges) json["judges"][file] = digest;
  json["witness"] = {{"hash", e.witness},
                     {"falseMatch1", e.witnessThresholds.falseMatch1},
                     {"falseMatch01", e.witnessThresholds.falseMatch01}};
  json["counts"] = {{"photographs", e.photographs},
                    {"placedByHand", e.placedByHand},
                    {"notPrepared", e.notPrepared},
                    {"pairsMeasured", e.pairsMeasured}};
  for (const StageTime& time : e.times) json["seconds"][time.stage] = rounded(time.milliseconds / 1000);
  for (const auto& [group, figures] : e.figures.groups()) {
    const Json figuresJson = groupJson(e, group, figures);
    if (group == kEveryone) {
      json["all"] = figuresJson;
    } else {
      json[group.first][group.second] = figuresJson;
    }
  }
  return json.dump(2) + "\n";
}

}  // namespace mien
