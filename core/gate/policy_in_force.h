#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "core/guard/policy.h"
#include "core/record/record.h"
#include "core/record/reviewer.h"

namespace mien {

/// The policy that Mien ships with, as text: part of the program.
std::string_view shippedPolicy();

/// Where an accepted policy of the house lies: beside the record.
std::filesystem::path policyFileOf(const std::filesystem::path& recordFile);

/// The policy that counts: the one that was accepted last, as the signed history has it, or the shipped one where none
/// ever was. A file that is missing, was altered or was never accepted is no policy: then nothing may be exported.
/// Errors: Blocked (see above), Disk and Input as the record. Thread: the record's.
Result<Policy> policyInForce(const Record& record);

/// Checks `text` and puts it in force: the file beside the record, and an entry in the history. Errors: Input (what is
/// wrong with it), NeedsReview where the record has reviewers and none signs for it, Disk.
Result<Policy> acceptPolicyText(const Record& record, std::string_view text, const UnlockedReviewer* by = nullptr);

}  // namespace mien
