#pragma once
#include <optional>
#include <string>

#include "core/blend/recipe.h"
#include "core/record/review_store.h"

namespace mien {

/// The film, flagged or rejected by somebody and not approved since, of which this mix is a frame, see shows(): what
/// was held there must not leave as a picture. `face`: the key of one of its faces. Errors: as Record. Thread: the
/// record's.
Result<std::optional<HeldMix>> heldFrame(const Record& record, const Recipe& mix, const std::string& face);

}  // namespace mien
