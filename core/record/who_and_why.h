#pragma once
#include <cstdint>
#include <string>

#include "core/record/output.h"
#include "core/record/record.h"

namespace mien {

/// By whom an output was brought to this state last and why, to go on in a sentence: ` by Rea ("Teeth.")`. What the
/// record does not know, or tells otherwise than the history does, is left out: empty, if need be. Thread: the
/// record's.
std::string whoAndWhy(const Record& record, std::int64_t output, OutputState state);

}  // namespace mien
