#include "core/gate/refusals.h"

#include "core/record/who_and_why.h"

namespace mien {
namespace {

/// "which was rejected by Rea" or "is flagged", with the reason.
std::string said(const Record& record, const HeldMix& held) {
  return (held.state == OutputState::Rejected ? "was rejected" : "is flagged") +
         whoAndWhy(record, held.output, held.state);
}

}  // namespace

Result<void> notHeld(const Record& record, const std::optional<HeldMix>& held) {
  if (!held) return {};
  const std::string what = "Output " + std::to_string(held->output) + " of this mix " + said(record, *held);
  if (held->state == OutputState::Rejected)
    return fail(ErrorKind::Blocked, what +
                                        ", so it can't be exported in another form either: flag that output and "
                                        "have it approved, or choose another mix.");
  return fail(ErrorKind::NeedsReview, what + ": a reviewer must approve it before the mix is exported in any form.");
}

Result<void> notHeldByFilm(const Record& record, const std::optional<HeldMix>& held) {
  if (!held) return {};
  const std::string what = "This is a frame of film " + std::to_string(held->output) + ", which " + said(record, *held);
  if (held->state == OutputState::Rejected)
    return fail(ErrorKind::Blocked,
                what + ": flag this picture and have it approved by itself, or choose another mix.");
  return fail(ErrorKind::NeedsReview,
              what + ": a reviewer must approve the film or this picture before it is exported.");
}

Result<void> notRecalled(const Record& record, const std::optional<std::int64_t>& output) {
  if (!output) return {};
  return fail(ErrorKind::Blocked,
              "This mix was recalled with output " + std::to_string(*output) +
                  whoAndWhy(record, *output, OutputState::Recalled) +
                  " and is not made again, at no size and in no place: choose another one, or let a reviewer "
                  "approve it.");
}

}  // namespace mien
