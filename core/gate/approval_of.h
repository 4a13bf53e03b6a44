#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/gate/gate.h"

namespace mien {

/// Whether the same rules stop both, about the same faces and equally hard.
bool stopsAlike(const Verdict& a, const Verdict& b);

/// Whether who approved what `seen` says of had before him each rule that stops `now`, about the same face and at least
/// as hard.
bool sawAll(const Verdict& seen, const Verdict& now);

/// InputFace::key of each.
std::vector<std::string> keysOf(const std::vector<InputFace>& faces);

/// The approved output by which `candidate` may leave although its verdict stops it: one of the same recipe, kind (of a
/// sheet and of frames, which may be some of many, with the same pixels) and faces, whose reviewers have seen each rule
/// that stops it now, about the same face and at least as hard, and are as many as `policy` and these rules ask for
/// now. `faces`: the keys of the candidate's, for a recipe does not say whether a face is that of the photograph it
/// names. Errors: Input (an approval that the history does not know, see checkGenuine()), Disk. Thread: the record's.
Result<std::optional<std::int64_t>> approvalOf(const Record& record, const Policy& policy, const Candidate& candidate,
                                               const std::vector<std::string>& faces, const Verdict& verdict);

}  // namespace mien
