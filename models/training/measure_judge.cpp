#include "models/training/measure_judge.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "models/training/fixed_draws.h"
#include "models/training/from_pack.h"
#include "models/training/network_speed.h"

namespace mien::training {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kSeed = 20'011;  ///< training draws from the generator's default seed

/// Logits of the pictures by kind, and the ages of the clean photographs.
struct Answers {
  std::map<JudgeKind, torch::Tensor> logits;
  torch::Tensor age;
};

Answers answers(nets::Judge& net, JudgePictures& pictures, const FaceCache& cache, int64_t faces) {
  const torch::NoGradGuard guard;
  const FixedDraws fixed(kSeed);
  const auto device = net->face->weight.device();
  const int64_t count = std::min(faces, cache.val().size(0));
  std::map<JudgeKind, std::vector<torch::Tensor>> logits;
  std::vector<torch::Tensor> ages;
  for (int64_t i = 0; i < count; i += 32) {
    const torch::Tensor index = cache.val().narrow(0, i, std::min<int64_t>(32, count - i));
    for (std::size_t k = 0; k < kJudgeKindNames.size(); ++k) {
      const auto kind = static_cast<JudgeKind>(k);
      logits[kind].push_back(net(pictures.draw(kind, index, true).to(device)).select(1, 0).to(torch::kCPU));
    }
    const torch::Tensor clean = pictures.draw(JudgeKind::Photograph, index, false);
    ages.push_back(net(clean.to(device)).select(1, 1).to(torch::kCPU));
  }
  Answers all;
  for (const auto& [kind, parts] : logits) all.logits[kind] = torch::cat(parts);
  all.age = torch::cat(ages);
  return all;
}

/// How often a face scores above what is none (Mann and Whitney's U ÷ pairs).
double areaUnderCurve(const torch::Tensor& faces, const torch::Tensor& others) {
  const torch::Tensor sorted = std::get<0>(others.sort());
  const torch::Tensor below = torch::searchsorted(sorted, faces.contiguous());
  return below.to(torch::kDouble).mean().item<double>() / static_cast<double>(others.size(0));
}

torch::Tensor logitsOf(const Answers& a, bool faces) {
  std::vector<torch::Tensor> parts;
  for (const auto& [kind, logits] : a.logits)
    if (isFace(kind) == faces) parts.push_back(logits);
  return torch::cat(parts);
}

Json ageFigures(const torch::Tensor& given, const torch::Tensor& truth) {
  const torch::Tensor off = given - truth;
  return {{"faces", off.size(0)}, {"meanOff", off.abs().mean().item<double>()}, {"bias", off.mean().item<double>()}};
}

/// By the labels of race and gender, and by the teacher's age.
void addGroups(Json& report, const FaceCache& cache, const torch::Tensor& given, const torch::Tensor& truth) {
  std::map<std::string, std::vector<int64_t>> rows;
  for (int64_t i = 0; i < given.size(0); ++i) {
    const std::string& group = cache.groups()[static_cast<std::size_t>(cache.val()[i].item<int64_t>())];
    if (group.size() > 1) rows["race and gender\t" + group].push_back(i);
    const auto decade = static_cast<int>(truth[i].item<float>()) / 10 * 10;
    rows["age\t" + std::to_string(decade) + " to " + std::to_string(decade + 9)].push_back(i);
  }
  for (const auto& [name, of] : rows) {
    const torch::Tensor index = torch::tensor(of);
    const auto tab = name.find('\t');
    report[name.substr(0, tab)][name.substr(tab + 1)] = {
        {"age", ageFigures(given.index_select(0, index), truth.index_select(0, index))}};
  }
}

}  // namespace

JudgeQuality judgeQuality(nets::Judge& net, JudgePictures& pictures, const FaceCache& cache, int64_t faces) {
  const Answers a = answers(net, pictures, cache, faces);
  const torch::Tensor truth = cache.ages().index_select(0, cache.val().narrow(0, 0, a.age.size(0)));
  return {areaUnderCurve(logitsOf(a, true), logitsOf(a, false)), (a.age - truth).abs().mean().item<double>()};
}

void measureJudge(const std::filesystem::path& models, const std::filesystem::path& cachePath,
                  const std::filesystem::path& report) {
  const FaceCache cache(cachePath);
  JudgePictures pictures(cache, models / "portrait");
  nets::Judge net;
  startFrom(*net, models / "judge" / "weights.safetensors");
  const Answers a = answers(net, pictures, cache, cache.val().size(0));
  const torch::Tensor faces = logitsOf(a, true);
  const torch::Tensor others = logitsOf(a, false);
  const torch::Tensor truth = cache.ages().index_select(0, cache.val());
  const auto taken = [](const torch::Tensor& logits) { return (logits > 0).to(torch::kDouble).mean().item<double>(); };
  Json all = {{"areaUnderCurve", areaUnderCurve(faces, others)},
              {"facesTaken", taken(faces)},
              {"othersTaken", taken(others)},
              {"age", ageFigures(a.age, truth)},
              {"millisecondsAFace", millisecondsAPicture(net, nets::JudgeImpl::kSide)}};
  for (const auto& [kind, logits] : a.logits) {
    Json& of = all["kinds"][kJudgeKindNames[static_cast<std::size_t>(kind)]];
    of["taken"] = taken(logits);
    of["areaUnderCurve"] = isFace(kind) ? areaUnderCurve(logits, others) : areaUnderCurve(faces, logits);
  }
  Json text{
      {"all", all},
      {"counts", {{"photographs", truth.size(0)}, {"judged", faces.size(0) + others.size(0)}, {"unit", "pictures"}}}};
  addGroups(text, cache, a.age, truth);
  std::ofstream out(report);
  out << text.dump(1) << '\n';
  if (!out) throw std::runtime_error("The report " + report.string() + " could not be written: choose another place.");
}

}  // namespace mien::training
