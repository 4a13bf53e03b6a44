#include "core/gate/joined_likeness.h"

#include "core/gate/approval_of.h"
#include "core/gate/approve.h"
#include "core/photo/photo.h"
#include "core/photo/write.h"
#include "core/record/output_store.h"
#include "core/record/review_store.h"

namespace mien {
namespace {

/// Whether reviewers have let `output` pass although it was like the very person that it is like now, and as many of
/// them as the policy asks for.
Result<bool> letPass(const Record& record, const Policy& policy, const Output& output, const Verdict& now) {
  if (output.state != OutputState::Approved || output.erased) return false;
  const auto then = verdictFromJson(output.verdict);
  if (!then) return tl::unexpected(then.error());
  const auto personIn = [](const Verdict& verdict) {
    const Score* score = verdict.scoreOf("output", "likeness");
    return score ? score->number : std::nullopt;
  };
  const ApprovalNeeds needs = needsOf(policy, now);
  if (!sawAll(*then, now) || personIn(*then) != personIn(now) || !needs.allowed) return false;
  return ReviewStore(record).approvals(output.id).map([&](int approvals) { return approvals >= needs.approvals; });
}

/// The same of the outputs that a picture says it is of, by its recipe or its film's timeline.
Result<bool> letPass(const Record& record, const Policy& policy, const std::filesystem::path& picture,
                     const std::set<std::int64_t>& outputs, const Verdict& now) {
  const auto recipe = readEmbeddedRecipe(picture);
  const auto timeline = readEmbeddedTimeline(picture);
  for (const std::int64_t id : outputs) {
    const auto output = OutputStore(record).get(id);
    if (!output) return tl::unexpected(output.error());
    if (!(recipe && *recipe == output->recipe) && !(timeline && *timeline == output->recipe)) continue;
    auto passed = letPass(record, policy, *output, now);
    if (!passed || *passed) return passed;
  }
  return false;
}

}  // namespace

Result<void> likeNobodyProtected(const Record& record, const Gate& gate, Engine& engine,
                                 std::span<const std::filesystem::path> pictures, const std::set<std::int64_t>& outputs,
                                 const std::stop_token& stop) {
  if (!gate.protectsAnybody()) return {};
  for (const std::filesystem::path& picture : pictures) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "Stopped before the frames were joined.");
    const auto photo = readPhoto(picture);
    if (!photo) return tl::unexpected(photo.error());
    const auto faces = engine.find(*photo);
    if (!faces) return tl::unexpected(faces.error());
    for (const FoundFace& face : *faces) {
      const auto verdict = gate.likenessOf(photo->pixels, fivePoints(face.landmarks));
      if (!verdict) return tl::unexpected(verdict.error());
      const auto may = admission(*verdict);
      if (may) continue;
      const auto passed = letPass(record, gate.policy(), picture, outputs, *verdict);
      if (!passed) return tl::unexpected(passed.error());
      if (!*passed) return fail(may.error().kind, picture.string() + ": " + may.error().message);
    }
  }
  return {};
}

}  // namespace mien
