#pragma once
#include <cstdint>
#include <filesystem>
#include <set>
#include <span>
#include <stop_token>

#include "core/gate/gate.h"

namespace mien {

/// Whether pictures that are to be joined show somebody whom the list of protected people has: they were judged when
/// they were made, if ever, and people may have been protected since. All faces that `engine` finds in each picture are
/// compared. What reviewers have approved although it was like this very person may be joined all the same: `outputs`
/// are those that the pictures may be of. Errors: Blocked and NeedsReview as the policy's rule of likeness says; Input
/// (a damaged picture); Cancelled; as the record. Thread: the engine's.
Result<void> likeNobodyProtected(const Record& record, const Gate& gate, Engine& engine,
                                 std::span<const std::filesystem::path> pictures, const std::set<std::int64_t>& outputs,
                                 const std::stop_token& stop = {});

}  // namespace mien
