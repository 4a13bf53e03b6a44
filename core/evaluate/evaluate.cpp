#include "core/evaluate/evaluate.h"

#include <algorithm>

#include "core/evaluate/pairs.h"
#include "core/evaluate/run.h"
#include "core/gate/policy_in_force.h"

namespace mien {
namespace {

/// The rows to look at and the pairs among them.
Result<void> choose(EvaluationRun& run) {
  const EvaluateOptions& options = run.out.options;
  std::vector<const FaceRow*> split;
  for (const FaceRow& row : run.faceSet.rows()) {
    if (row.split == options.split) split.push_back(&row);
  }
  const auto limit = static_cast<std::size_t>(std::max(0, options.limit));
  const std::size_t count = limit == 0 ? split.size() : std::min(limit, split.size());
  if (count < 2) {
    return fail(ErrorKind::Usage, "The split \"" + options.split + "\" holds " + std::to_string(count) +
                                      " faces and at least 2 are needed; name another split or raise the limit.");
  }
  for (std::size_t i = 0; i < count; ++i) run.rows.push_back(split[i * split.size() / count]);
  run.pairs = fixedPairs(count, static_cast<std::size_t>(options.pairs), options.pairSeed);
  for (const auto& [a, b] : run.pairs) run.parents.insert({a, b});
  run.prepared.resize(count);
  run.out.photographs = count;
  return {};
}

}  // namespace

Result<Evaluation> evaluate(const Measuring& measuring, const FaceSet& faces, const EvaluateOptions& options,
                            const EvaluateProgress& progress, const std::atomic<bool>& stop) {
  EvaluationRun run{measuring.engine, measuring.guard, faces, measuring.judges, measuring.witness, progress, stop};
  auto policy = policyFromJson(shippedPolicy());
  if (!policy) return tl::unexpected(policy.error());
  run.policy = std::move(*policy);
  run.out.options = options;
  run.out.model = measuring.engine.info();
  run.out.judges = measuring.judges.files();
  run.out.witness = measuring.witness.packHash();
  run.out.witnessThresholds = measuring.witness.thresholds();
  if (auto ok = choose(run); !ok) return tl::unexpected(ok.error());
  constexpr std::array<std::pair<const char*, Result<void> (*)(EvaluationRun&)>, 8> kParts{
      {{"photographs", evaluatePhotographs},
       {"blends", evaluateBlends},
       {"paths", evaluatePaths},
       {"seams", evaluateSeams},
       {"meaning", evaluateMeaning},
       {"pace", evaluatePace},
       {"samples", evaluateSamples},
       {"distances", evaluateDistances}}};
  for (const auto& [name, part] : kParts) {
    const auto start = EvaluateClock::now();
    if (auto ok = part(run); !ok) return tl::unexpected(ok.error());
    run.out.times.push_back({name, millisecondsSince(start)});
  }
  return std::move(run.out);
}

}  // namespace mien
