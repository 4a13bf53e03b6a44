#include "core/bench/bench_gate.h"

#include <stdlib.h>

#include <string>

#include "core/gate/policy_in_force.h"
#include "core/record/consent_store.h"

namespace mien {
namespace fs = std::filesystem;

namespace {

/// The shipped rules, of which none stops anything: all are measured, but what drawn faces look like with the weights
/// of the day must not end a measurement.
Result<Policy> stopsNothing(const Record& record) {
  auto policy = policyFromJson(shippedPolicy());
  if (!policy) return policy;
  policy->name = "Measuring speed";
  for (auto& [id, setting] : policy->rules)
    for (const Action action : {Action::Review, Action::Block})
      setting.thresholds[static_cast<std::size_t>(action)].reset();
  return acceptPolicyText(record, toJson(*policy));
}

}  // namespace

BenchFolder::BenchFolder() {
  std::error_code none;
  std::string name = (fs::temp_directory_path(none) / "mien-bench-XXXXXX").string();
  if (::mkdtemp(name.data()) != nullptr) path_ = name;
}

BenchFolder::~BenchFolder() {
  std::error_code none;
  if (!path_.empty()) fs::remove_all(path_, none);
}

Result<std::unique_ptr<Gatekeeper>> openBenchKeeper(const BenchFolder& folder, const BenchOptions& options,
                                                    const std::vector<FacePtr>& faces) {
  if (folder.path().empty()) return fail(ErrorKind::Disk, "No folder to measure in can be made: check TMPDIR.");
  const fs::path file = folder.path() / "record" / "record.db";
  auto record = Record::open(file);
  if (!record) return tl::unexpected(record.error());
  if (auto policy = stopsNothing(*record); !policy) return tl::unexpected(policy.error());
  ConsentStore consents(*std::move(record));
  for (const FacePtr& face : faces) {
    const auto* photo = std::get_if<PhotoFaceRef>(&face->ref());
    if (photo == nullptr) continue;
    NewConsent consent;
    consent.key = photo->digest;
    consent.kind = ConsentKind::Synthetic;
    if (auto added = consents.add(consent); !added) return tl::unexpected(added.error());
  }
  return std::make_unique<Gatekeeper>(
      file, [models = options.models, device = options.device] { return makeJudge(models, device); });
}

Result<Gate> openBenchGate(const BenchFolder& folder, const BenchOptions& options, const std::vector<FacePtr>& faces) {
  const auto keeper = openBenchKeeper(folder, options, faces);
  if (!keeper) return tl::unexpected(keeper.error());
  auto gate = (*keeper)->open();
  if (!gate) return gate;
  if (auto taken = gate->take(faces); !taken) return tl::unexpected(taken.error());
  return gate;
}

}  // namespace mien
