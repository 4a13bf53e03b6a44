#include "models/training/train_witness.h"

#include <torch/nn/functional.h>

#include "models/training/cache.h"
#include "models/training/from_pack.h"
#include "models/training/half_precision.h"
#include "models/training/measure_witness.h"
#include "models/training/schedule.h"
#include "models/training/second_photographs.h"
#include "models/training/witness_pictures.h"

namespace mien::training {
namespace F = torch::nn::functional;

namespace {

constexpr double kRate = 2e-3;
constexpr double kTemperature = 0.1;
constexpr int64_t kQueue = 4096;  ///< views of earlier batches
constexpr double kMinutesBetweenSaves = 5;

/// Views of the last batches, as the network embedded them then.
struct Queue {
  torch::Tensor embeddings, faces;

  void add(const torch::Tensor& e, const torch::Tensor& of) {
    const auto joined = [](const torch::Tensor& old, const torch::Tensor& more) {
      if (!old.defined()) return more;
      const torch::Tensor all = torch::cat({more, old});
      return all.narrow(0, 0, std::min(kQueue, all.size(0))).contiguous();
    };
    embeddings = joined(embeddings, e.detach());
    faces = joined(faces, of);
  }
};

/// e 2N×K, one view of each of `faces` (N), then another in the same order.
torch::Tensor contrast(const torch::Tensor& e, const torch::Tensor& faces, Queue& queue) {
  const int64_t n = faces.size(0);
  const torch::Tensor twice = torch::cat({faces, faces});
  const bool alone = !queue.embeddings.defined();
  const torch::Tensor others = alone ? e : torch::cat({e, queue.embeddings});
  torch::Tensor own = twice.unsqueeze(1) == (alone ? twice : torch::cat({twice, queue.faces})).unsqueeze(0);
  const torch::Tensor partner = (torch::arange(2 * n, faces.device()) + n) % (2 * n);
  own = own.scatter(1, partner.unsqueeze(1), false);
  const torch::Tensor near = (e.matmul(others.t()) / kTemperature).masked_fill(own, -1e4);
  queue.add(e, twice);
  return F::cross_entropy(near, partner);
}

/// Rows of `train` but those of `without`.
torch::Tensor rowsWithout(const torch::Tensor& train, const torch::Tensor& without) {
  return train.masked_select(torch::isin(train, without).logical_not());
}

}  // namespace

void trainWitness(const WitnessOptions& options) {
  const FaceCache cache(options.cache);
  const torch::Tensor studio = studioRows(options.faces);
  const torch::Tensor rows = rowsWithout(cache.train(), studio);
  const torch::Tensor odds = cache.balance().index_select(0, rows);
  Run<nets::Witness> run(options.run, nets::Witness(), nets::Witness(), options.device, kRate);
  if (!run.resumed) {
    if (!options.from.empty()) startFrom(*run.live, options.from / "weights.safetensors");
    average(*run.shipped, *run.live, 0);
    std::fputs("steps,minutes,contrast,accepted at 1 % on val,correlation,second photographs nearest\n", run.log);
  }
  run.shipped->eval();
  Queue queue;
  const auto start = std::chrono::steady_clock::now();
  auto saved = start;
  const auto save = [&] {
    run.save();
    const WitnessQuality q = witnessQuality(run.shipped, cache, studio, 384);
    std::fprintf(run.log, "%ld,%.2f,,%.4f,%.4f,%.4f\n", static_cast<long>(run.done), minutesSince(start), q.accepted,
                 q.correlation, q.secondNearest);
    std::fflush(run.log);
    saved = std::chrono::steady_clock::now();
  };
  while (run.done < options.totalSteps && minutesSince(start) < options.minutes) {
    setLearningRate(*run.optimiser, kRate * learningRateShare(static_cast<double>(run.done),
                                                              static_cast<double>(options.totalSteps), 100));
    const torch::Tensor index = rows.index_select(0, torch::multinomial(odds, options.batch, false));
    const torch::Tensor views = torch::cat({variedViews(cache, index), variedViews(cache, index)}).to(options.device);
    torch::Tensor e;
    {
      const HalfPrecision half(options.device);
      e = run.live(views);
    }
    const torch::Tensor loss = contrast(e, index.to(options.device), queue);
    run.optimiser->zero_grad();
    loss.backward();
    torch::nn::utils::clip_grad_norm_(run.live->parameters(), 5.0);
    run.optimiser->step();
    average(*run.shipped, *run.live, std::min(0.995, 1 - 10.0 / (10.0 + static_cast<double>(run.done))));
    ++run.done;
    if (run.done % 20 == 0) {
      std::fprintf(run.log, "%ld,%.2f,%.4f\n", static_cast<long>(run.done), minutesSince(start), loss.item<double>());
      std::fflush(run.log);
    }
    if (minutesSince(saved) >= kMinutesBetweenSaves) save();
  }
  save();
}

}  // namespace mien::training
