#pragma once
#include <optional>
#include <string>

#include "core/record/record.h"
#include "core/record/review_store.h"

namespace mien {

// As heldMix() and recalledMix(), of the very same pixels: two recipes that are written otherwise may draw one picture.
// `digest`: NewOutput::pixelsDigest; of none nothing is known. Errors: as these. Thread: the record's.

Result<std::optional<HeldMix>> heldPixels(const Record& record, const std::string& digest);
Result<std::optional<std::int64_t>> recalledPixels(const Record& record, const std::string& digest);

}  // namespace mien
