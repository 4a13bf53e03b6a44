#pragma once
#include "core/gate/gatekeeper.h"
#include "core/studio/studio.h"

namespace mien {

/// Fills the record of this process (defaultRecordFile()) with `count` made-up outputs in all states, for pictures of
/// the review and insights pages: judged by the shipped policy on made-up scores, with faces that `factory`'s engine
/// draws, people protected by `judge`'s networks, a tariff and a budget. `days`: spread over so many up to today (which
/// its signed history then contradicts).
Result<void> fillSampleRecord(const Studio::EngineFactory& factory, const Gatekeeper::JudgeFactory& judge, int count,
                              int days = 1);

}  // namespace mien
