#include "models/training/directions.h"

#include <torch/serialize.h>

#include <cstdio>
#include <stdexcept>

#include "core/model/directions_pack.h"
#include "core/model/pack.h"
#include "models/training/directions_effects.h"
#include "models/training/directions_report.h"
#include "models/training/face_reader.h"
#include "models/training/fit_directions.h"
#include "models/training/fixed_draws.h"
#include "models/training/sheet.h"

namespace mien::training {
namespace {

constexpr int64_t kBatch = 32;
constexpr int64_t kCovariates = 16;
constexpr int64_t kPrincipal = 12;
constexpr int64_t kExtremes = 24;

template <class Make>
torch::Tensor inBatches(const torch::Tensor& rows, Make make) {
  std::vector<torch::Tensor> parts;
  for (int64_t i = 0; i < rows.size(0); i += kBatch)
    parts.push_back(make(rows.narrow(0, i, std::min(kBatch, rows.size(0) - i))));
  return torch::cat(parts);
}

/// Codes of all photographs, kept in the run: they take minutes.
torch::Tensor codesOf(const FaceCache& cache, DrawnFaces& faces, const std::filesystem::path& run) {
  const std::filesystem::path file = run / "codes.pt";
  torch::Tensor codes;
  if (std::filesystem::exists(file)) {
    torch::load(codes, file.string());
    if (codes.size(0) == cache.size()) return codes;
  }
  codes =
      inBatches(torch::arange(cache.size()), [&](const torch::Tensor& index) { return faces.encode(cache, index); });
  torch::save(codes, file.string());
  return codes;
}

/// Some of these rows, the same each time.
torch::Tensor someOf(const torch::Tensor& rows, int64_t count, std::uint64_t seed) {
  const FixedDraws fixed(seed);
  return rows.index_select(0, torch::randperm(rows.size(0)).narrow(0, 0, std::min(count, rows.size(0))));
}

/// Rows of the train split that teach: somebody estimated their age, and their landmarks lie on a face.
torch::Tensor usable(const FaceCache& cache, const torch::Tensor& codes) {
  constexpr double kAstray = 4;       // robust standard deviations
  constexpr double kFarthest = 1.78;  // code length a dimension, where meaningOf() doubts by it
  torch::Tensor rows = cache.train();
  const auto keep = [&](const torch::Tensor& some) { rows = rows.index_select(0, some); };
  keep(torch::nonzero(cache.ages().index_select(0, rows) > 0).flatten());
  keep(torch::nonzero(codes.index_select(0, rows).pow(2).mean(1).sqrt() < kFarthest).flatten());
  // Not by how far a mouth is open, which is nearly nothing in most faces.
  const torch::Tensor shape = shapeMeasures(cache.cropLandmarks().index_select(0, rows));
  keep(soundRows(shape.index_select(1, torch::tensor({0, 2, 3})), kAstray));
  return rows;
}

torch::Tensor loadAxes(const std::filesystem::path& run) {
  if (!std::filesystem::exists(run / "directions.pt"))
    throw std::runtime_error("There are no directions in " + run.string() + ": run `mien-train directions` first.");
  torch::Tensor axes;
  torch::load(axes, (run / "directions.pt").string());
  return axes;
}

/// What axes are fitted to, and measured with.
struct Ground {
  explicit Ground(const DirectionsOptions& o)
      : options(o),
        cache(o.cache),
        faces(o.models / "portrait"),
        gender(fitGenderReading(cache)),
        reader(o.models, o.teachers, faces, gender),
        codes(codesOf(cache, faces, o.run)),
        train(usable(cache, codes)),
        weights(cache.balance().index_select(0, train)) {
    std::printf("%ld of %ld train faces teach\n", static_cast<long>(train.size(0)),
                static_cast<long>(cache.train().size(0)));
    std::fflush(stdout);
    const torch::Tensor measures = photographMeasures(cache, train, gender, SkinMeasures(faces.canonical()));
    // Some measures have long tails (a few beards, a few glasses): a regression would follow those few alone.
    constexpr double kTail = 3;
    columns = spreadOf(measures, weights).standardised(measures).clamp(-kTail, kTail);
    // Age and gender are part of what an identity network sees; the other directions should leave alone what it sees.
    identity = cache.identity().index_select(0, train);
    covariates = fitCovariates(identity, columns.narrow(1, 0, 2), weights, kCovariates);
    own = codes.index_select(0, train);
    const torch::Tensor centred = own - spreadOf(own, weights).mean;
    covariance = centred.t().matmul(centred * weights.unsqueeze(1)) / weights.sum();
  }

  /// The measures' units are those of pictures that the networks draw, for these are what is measured.
  Effects effects() {
    const torch::Tensor base = someOf(train, 8 * options.faces, 1);
    return {faces, reader, codes.index_select(0, base), covariates};
  }
  /// On faces that no fit has seen.
  void report(const torch::Tensor& axes, Effects& effects) {
    const torch::Tensor val = someOf(cache.val(), options.valFaces, 5);
    writeReport(options.run / "report.json", axes, covariance, effects, codes.index_select(0, val));
  }

  const DirectionsOptions& options;
  FaceCache cache;
  DrawnFaces faces;
  GenderReading gender;
  FaceReader reader;
  torch::Tensor codes;                               ///< of all photographs
  torch::Tensor train, weights;                      ///< rows that teach
  torch::Tensor own, columns, identity, covariance;  ///< theirs
  Covariates covariates;
};

/// Of the pack, in the order that writeReport() takes. One that was left out stays where it is.
torch::Tensor shippedAxes(const std::filesystem::path& models, int64_t codeSize) {
  const auto portrait = Pack::load(models / "portrait");
  if (!portrait) throw std::runtime_error(portrait.error().message);
  const auto pack = loadDirections(models / "directions", portrait->latentsHash(), {});
  if (!pack) throw std::runtime_error(pack.error().message);
  std::vector<std::string> ids(kMeasures.begin(), kMeasures.end());
  for (int64_t i = 1; i <= kPrincipal; ++i) ids.push_back("component-" + std::to_string(i));
  std::vector<torch::Tensor> axes;
  for (const std::string& id : ids) {
    const DirectionAxis* axis = pack->find(id);
    std::vector<float> code;
    if (axis != nullptr)
      for (const auto* group : {&axis->structure, &axis->colour, &axis->features})
        code.insert(code.end(), group->begin(), group->end());
    axes.push_back(axis == nullptr ? torch::zeros({codeSize}) : torch::tensor(code));
  }
  return torch::stack(axes);
}

}  // namespace

void trainDirections(const DirectionsOptions& o) {
  const torch::NoGradGuard guard;
  std::filesystem::create_directories(o.run);
  Ground ground(o);
  const torch::Tensor& columns = ground.columns;
  const torch::Tensor all =
      torch::cat({columns, ground.covariates.scores(ground.identity, columns.narrow(1, 0, 2))}, 1);
  torch::Tensor axes = jointAxes(ground.own, all, ground.weights);
  std::printf("correlations of the measures among the photographs:\n");
  printMatrix(columns.t().matmul(columns * ground.weights.unsqueeze(1)) / ground.weights.sum());

  Effects effects = ground.effects();
  for (int round = 0; round < o.corrections; ++round) {
    const torch::Tensor rows = someOf(ground.train, o.faces, 10 + static_cast<std::uint64_t>(round));
    const torch::Tensor measured = effects.of(axes, ground.codes.index_select(0, rows));
    std::printf("effects before correction %d:\n", round + 1);
    printMatrix(measured.narrow(0, 0, kMeasureCount));
    axes = corrected(axes, measured);
  }
  const torch::Tensor named = axes.narrow(0, 0, kMeasureCount);
  const torch::Tensor metric = pixelMetric(ground.faces, ground.codes.index_select(0, someOf(ground.train, 10, 3)));
  const torch::Tensor both = torch::cat({named, principalAxes(ground.covariance, metric, named, kPrincipal)});
  torch::save(both.contiguous(), (o.run / "directions.pt").string());
  ground.report(both, effects);
}

void measureDirections(const DirectionsOptions& o) {
  const torch::NoGradGuard guard;
  std::filesystem::create_directories(o.run);
  Ground ground(o);
  Effects effects = ground.effects();
  ground.report(shippedAxes(o.models, ground.faces.codeSize()), effects);
}

void writeDirectionsSheet(const DirectionsOptions& o, const std::filesystem::path& file) {
  const torch::NoGradGuard guard;
  constexpr int64_t kSide = 128;
  const FaceCache cache(o.cache);
  DrawnFaces faces(o.models / "portrait");
  const torch::Tensor axes = loadAxes(o.run);
  const torch::Tensor amounts = torch::arange(-3, 4).to(torch::kFloat).unsqueeze(1);
  // Two val faces beside each other in each row.
  const torch::Tensor people = someOf(cache.val(), 8, 8);
  std::vector<torch::Tensor> rows;
  for (int64_t k = 0; k < axes.size(0); ++k) {
    std::vector<torch::Tensor> row;
    for (const int64_t person : {k % 4, 4 + k % 4}) {
      const torch::Tensor code = faces.encode(cache, people.narrow(0, person, 1));
      row.push_back(faces.crops(faces.draw(code + amounts * axes[k]), 0.32, 0.40, kSide));
    }
    rows.push_back(torch::cat(row));
  }
  writeSheet(file, rows);
}

void writeExtremes(const DirectionsOptions& o, const std::filesystem::path& folder) {
  const torch::NoGradGuard guard;
  const FaceCache cache(o.cache);
  DrawnFaces faces(o.models / "portrait");
  std::filesystem::create_directories(folder);
  std::filesystem::create_directories(o.run);
  const torch::Tensor train = usable(cache, codesOf(cache, faces, o.run));
  const torch::Tensor measures =
      photographMeasures(cache, train, fitGenderReading(cache), SkinMeasures(faces.canonical()));
  const auto pictures = [&](const torch::Tensor& rows) {
    return torch::avg_pool2d(DrawnFaces::photographs(cache, train.index_select(0, rows)).textures, 2);
  };
  // The first two are labels.
  for (int64_t k = 2; k < kMeasureCount; ++k) {
    const torch::Tensor order = measures.select(1, k).argsort();
    std::vector<torch::Tensor> rows;
    for (const torch::Tensor& end : {order.narrow(0, 0, kExtremes), order.flip(0).narrow(0, 0, kExtremes)})
      for (const torch::Tensor& part : pictures(end).chunk(2)) rows.push_back(part);
    writeSheet(folder / (std::string(kMeasures[static_cast<std::size_t>(k)]) + ".ppm"), rows);
  }
}

}  // namespace mien::training
