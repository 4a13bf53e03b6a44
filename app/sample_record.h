#pragma once
#include "core/studio/studio.h"

namespace mien {

/// Fills the record of this process (defaultRecordFile()) with `count` made-up outputs in all states, for pictures of
/// the review page: judged by the shipped policy on made-up scores, with faces that `factory`'s engine draws.
Result<void> fillSampleRecord(const Studio::EngineFactory& factory, int count);

}  // namespace mien
