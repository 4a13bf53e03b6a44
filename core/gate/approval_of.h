#pragma once
#include <cstdint>
#include <optional>

#include "core/gate/gate.h"

namespace mien {

/// Whether the same rules stop both, about the same faces and equally hard.
bool stopsAlike(const Verdict& a, const Verdict& b);

/// The approved output by which `candidate` may leave although its verdict stops it: one of the same recipe and kind
/// (of a sheet and of frames, which may be some of many, with the same pixels), whose reviewers have seen each rule
/// that stops it now, about the same face and at least as hard, and are as many as `policy` and these rules ask for
/// now. Errors: Input (an approval that the history does not know, see checkGenuine()), Disk. Thread: the record's.
Result<std::optional<std::int64_t>> approvalOf(const Record& record, const Policy& policy, const Candidate& candidate,
                                               const Verdict& verdict);

}  // namespace mien
