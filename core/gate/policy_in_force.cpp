#include "core/gate/policy_in_force.h"

#include "core/base/atomic_file.h"
#include "core/gate/shipped.h"
#include "core/record/history.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> unusable(const fs::path& file, const std::string& why) {
  return fail(ErrorKind::Blocked, "The policy " + file.string() + " " + why +
                                      ", so nothing is exported: put the accepted file back, or accept one with mien "
                                      "policy accept FILE (mien policy show --shipped prints one to start from).");
}

}  // namespace

std::string_view shippedPolicy() {
  return kShippedPolicy;
}

fs::path policyFileOf(const fs::path& recordFile) {
  return recordFile.parent_path() / "policy.json";
}

Result<Policy> policyInForce(const Record& record) {
  const auto accepted = acceptedPolicy(record);
  if (!accepted) return tl::unexpected(accepted.error());
  auto shipped = policyFromJson(kShippedPolicy);
  const fs::path file = policyFileOf(record.file());
  std::error_code none;
  if (!fs::exists(file, none)) {
    if (!*accepted || (shipped && shipped->hash == **accepted)) return shipped;
    return unusable(file, "is missing");
  }
  auto policy = readPolicy(file);
  if (!policy)
    return fail(ErrorKind::Blocked, policy.error().message +
                                        " Nothing is exported until that is done, or another one is accepted with "
                                        "mien policy accept.");
  if (!*accepted) return unusable(file, "was never accepted");
  if (policy->hash != **accepted) return unusable(file, "was altered since it was accepted");
  return policy;
}

Result<Policy> acceptPolicyText(const Record& record, std::string_view text, const UnlockedReviewer* by) {
  auto policy = policyFromJson(text);
  if (!policy) return policy;
  if (auto may = mayChangeRules(record, by); !may) return tl::unexpected(may.error());
  // The file first: a crash in between leaves a policy that was not accepted, and so no export, never a milder one.
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  if (auto written = writePrivateFileAtomically(policyFileOf(record.file()), bytes); !written)
    return tl::unexpected(written.error());
  if (auto done = acceptPolicy(record, policy->hash, policy->name, by); !done) return tl::unexpected(done.error());
  return policy;
}

}  // namespace mien
