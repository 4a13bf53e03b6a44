#include "core/gate/joined_likeness.h"

#include <algorithm>

#include "core/gate/approval_of.h"
#include "core/photo/photo.h"
#include "core/record/output_store.h"

namespace mien {
namespace {

/// Whether reviewers have let pass all that stops `verdict` in each of these outputs. Not of none.
Result<bool> approvedAll(const Record& record, const std::set<std::int64_t>& outputs, const Verdict& verdict) {
  for (const std::int64_t id : outputs) {
    const auto output = OutputStore(record).get(id);
    if (!output) return tl::unexpected(output.error());
    const auto seen = output->state == OutputState::Approved && !output->erased ? verdictFromJson(output->verdict)
                                                                                : Result<Verdict>(Verdict{});
    if (!seen) return tl::unexpected(seen.error());
    if (!sawAll(*seen, verdict)) return false;
  }
  return !outputs.empty();
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
      const auto approved = approvedAll(record, outputs, *verdict);
      if (!approved) return tl::unexpected(approved.error());
      if (!*approved) return fail(may.error().kind, picture.string() + ": " + may.error().message);
    }
  }
  return {};
}

}  // namespace mien
