#include "models/training/directions_report.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/blend/mesh.h"

namespace mien::training {
namespace {

using Json = nlohmann::json;

constexpr int64_t kBatch = 32;
constexpr std::array kSteps{-2.0, -1.0, 1.0, 2.0};
constexpr double kShareSafe = 0.9;

double number(const torch::Tensor& t) {
  return t.item<double>();
}

/// Three decimals: people read it.
double rounded(double value) {
  return std::round(value * 1e3) / 1e3 + 0.0;
}

struct Look {
  torch::Tensor measures;  ///< N×10, standard deviations
  torch::Tensor identity;  ///< N×128
  torch::Tensor score;     ///< N: of the axis that is measured, or empty
};

/// Draws, looks and, for a principal direction, encodes what was drawn again.
Look look(Effects& effects, const torch::Tensor& codes, const torch::Tensor& scoring) {
  std::vector<torch::Tensor> measures;
  std::vector<torch::Tensor> identity;
  std::vector<torch::Tensor> scores;
  for (const torch::Tensor& part : codes.split(kBatch)) {
    const DrawnFaces::Faces faces = effects.faces().draw(part);
    const auto readings = effects.reader().read(faces);
    measures.push_back(effects.standardised(readings).narrow(1, 0, kMeasureCount));
    identity.push_back(readings.identity);
    if (scoring.defined())
      scores.push_back(effects.faces().encode({faces.textures, readings.landmarks}).matmul(scoring));
  }
  return {torch::cat(measures), torch::cat(identity), scoring.defined() ? torch::cat(scores) : torch::Tensor()};
}

torch::Tensor foldedShares(const torch::Tensor& landmarks, const std::vector<Triangle>& triangles) {
  torch::Tensor shares = torch::zeros({landmarks.size(0)});
  for (int64_t i = 0; i < landmarks.size(0); ++i) {
    Landmarks face;
    for (std::size_t p = 0; p < face.size(); ++p) {
      const torch::Tensor at = landmarks[i][static_cast<int64_t>(p)];
      face[p] = {at[0].item<float>(), at[1].item<float>()};
    }
    shares[i] = foldedShare(meshFor(face), triangles);
  }
  return shares;
}

std::vector<Triangle> meanTriangles(const torch::Tensor& canonical) {
  Landmarks mean;
  for (std::size_t p = 0; p < mean.size(); ++p)
    mean[p] = {canonical[static_cast<int64_t>(p)][0].item<float>(),
               canonical[static_cast<int64_t>(p)][1].item<float>()};
  return triangulate(meshFor(mean));
}

/// N of bool: faces that the window would not warn of.
torch::Tensor sound(Effects& effects, const torch::Tensor& codes, const std::vector<Triangle>& triangles) {
  const DrawnFaces::Faces faces = effects.faces().draw(codes);
  const torch::Tensor length = codes.pow(2).mean(1).sqrt();
  return (effects.reader().faceOf(faces) >= 0.8)
      .logical_and(length <= 1.78)
      .logical_and(foldedShares(faces.landmarks, triangles) <= 0.014);
}

/// How far in this sense (±1) the faces stay sound.
double reach(Effects& effects, const torch::Tensor& axis, const torch::Tensor& codes, double sense,
             const std::vector<Triangle>& triangles) {
  double safe = 0;
  for (const double amount : {1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0}) {
    const torch::Tensor good = sound(effects, codes + sense * amount * axis, triangles);
    if (number(good.to(torch::kDouble).mean()) < kShareSafe) break;
    safe = amount;
  }
  return sense * safe + 0.0;
}

struct Measured {
  double own = 0, agrees = 0;
  std::array<double, kMeasureCount> slopes{};
  std::array<double, 2> identity{};  ///< at ±1, ±2
};

/// `own`: which measure is the axis's own, or −1 for a principal direction.
Measured measuredAlong(Effects& effects, const torch::Tensor& axis, const torch::Tensor& codes,
                       const torch::Tensor& scoring, const Look& here, int64_t own) {
  Measured m;
  double squares = 0;
  torch::Tensor slopes = torch::zeros({kMeasureCount});
  torch::Tensor first;
  torch::Tensor last;
  for (const double step : kSteps) {
    const Look there = look(effects, codes + step * axis, scoring);
    squares += step * step;
    slopes += step * there.measures.mean(0);
    const torch::Tensor mine = own < 0 ? there.score : there.measures.select(1, own);
    m.own += step * number(mine.mean());
    if (!first.defined()) first = mine;
    last = mine;
    m.identity[std::abs(step) > 1.5 ? 1 : 0] += number((there.identity - here.identity).norm(2, 1).mean()) / 2;
  }
  m.own /= squares;
  slopes /= squares;
  for (int64_t k = 0; k < kMeasureCount; ++k) m.slopes[static_cast<std::size_t>(k)] = number(slopes[k]);
  m.agrees = number((last > first).to(torch::kDouble).mean());
  return m;
}

Json describe(const Measured& m, int64_t own) {
  double others = 0;
  std::size_t strongest = own == 0 ? 1 : 0;
  Json effects = Json::object();
  for (std::size_t k = 0; k < kMeasures.size(); ++k) {
    if (static_cast<int64_t>(k) == own) continue;
    effects[std::string(kMeasures[k])] = rounded(m.slopes[k]);
    others += std::abs(m.slopes[k]);
    if (std::abs(m.slopes[k]) > std::abs(m.slopes[strongest])) strongest = k;
  }
  return {{"own", rounded(m.own)},
          {"others", effects},
          {"strongest", kMeasures[strongest]},
          {"purity", rounded(std::abs(m.own) / (std::abs(m.own) + others))},
          {"agrees", rounded(m.agrees)},
          {"identity1", rounded(m.identity[0])},
          {"identity2", rounded(m.identity[1])}};
}

}  // namespace

void writeReport(const std::filesystem::path& file, const torch::Tensor& axes, const torch::Tensor& covariance,
                 Effects& effects, const torch::Tensor& codes) {
  const torch::NoGradGuard guard;
  const std::vector<Triangle> triangles = meanTriangles(effects.faces().canonical());
  const torch::Tensor some = codes.narrow(0, 0, std::max<int64_t>(1, codes.size(0) / 4));
  const torch::Tensor whole = some.index_select(0, torch::nonzero(sound(effects, some, triangles)).flatten());
  const torch::Tensor scoring = torch::linalg_solve(covariance, axes.t(), true);  // D×A
  const Look here = look(effects, codes, {});
  Json list = Json::array();
  for (int64_t k = 0; k < axes.size(0); ++k) {
    const torch::Tensor axis = axes[k];
    if (axis.count_nonzero().item<int64_t>() == 0) continue;  // one that the pack leaves out
    const int64_t own = k < kMeasureCount ? k : -1;
    const torch::Tensor score = own < 0 ? scoring.select(1, k).contiguous() : torch::Tensor();
    Json one = describe(measuredAlong(effects, axis, codes, score, here, own), own);
    one["id"] = own < 0 ? "component-" + std::to_string(k - kMeasureCount + 1)
                        : std::string(kMeasures[static_cast<std::size_t>(k)]);
    one["low"] = reach(effects, axis, whole, -1, triangles);
    one["high"] = reach(effects, axis, whole, 1, triangles);
    one["codeLength"] = rounded(std::sqrt(number(axis.dot(scoring.select(1, k)))));
    std::printf("%s\n", one.dump().c_str());
    std::fflush(stdout);
    list.push_back(std::move(one));
  }
  Json units = Json::object();
  for (std::size_t k = 0; k < kMeasures.size(); ++k)
    units[std::string(kMeasures[k])] = rounded(number(effects.spread().deviation[static_cast<int64_t>(k)]));
  std::ofstream out(file);
  out << Json{{"directions", list}, {"units", units}, {"faces", codes.size(0)}, {"facesForRange", whole.size(0)}}.dump(
             1)
      << '\n';
  if (!out) throw std::runtime_error("The report " + file.string() + " could not be written: choose another place.");
}

}  // namespace mien::training
