#pragma once
#include <cstdint>
#include <optional>

#include "core/record/review_store.h"

namespace mien {

// What is said of a mix that reviewers keep from leaving: by whom, why, and what to do. No error where nothing holds
// it. Thread: the record's.

/// Errors: Blocked (it was rejected), NeedsReview.
Result<void> notHeld(const Record& record, const std::optional<HeldMix>& held);
/// The same of a picture, by the film whose frame it is.
Result<void> notHeldByFilm(const Record& record, const std::optional<HeldMix>& held);
/// `output`: the one by which it was recalled. Errors: Blocked.
Result<void> notRecalled(const Record& record, const std::optional<std::int64_t>& output);

}  // namespace mien
