#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/record/change.h"
#include "core/record/reviewer.h"

namespace mien {

// Who may change what outputs are judged by: the policy, judging networks, who is protected, a model pack's standing
// where it gets milder, a budget that is set, who the reviewers are, and a backup in the record's place. Anybody, as
// long as a record has no active reviewer; from then on its reviewers, who sign for it, or a block would be lifted
// without a passphrase.

/// A key that was opened before its owner retired decides no more, nor does one that the history knows nothing of.
/// Errors: Usage, Input (the row was altered). Throws what SQLite throws, as the others do.
Result<void> checkActive(Change& change, const UnlockedReviewer& reviewer);

/// Errors: NeedsReview where a reviewer is needed and `by` is nullptr; as checkActive().
Result<void> checkMayChangeRules(Change& change, const UnlockedReviewer* by);

/// Whether entries of this kind are added by logRuleChange().
bool isRuleChange(std::string_view kind);

/// Adds the entry to the history, with the reviewer's name and signature where one stands for it.
void logRuleChange(Change& change, const std::string& kind, nlohmann::json said, const UnlockedReviewer* by);

/// A reviewer whose row is not what the history says of it last; nothing: all are.
std::optional<std::int64_t> alteredReviewer(SQLite::Database& db);

/// Whether the history knows an active reviewer of this name whose row was altered or taken out, so that
/// ReviewerStore::unlock() may well not find her or her key.
Result<bool> hasLostHerRow(const Record& record, const std::string& name);

/// Whether `by` signs for mending a damaged record: a restore, or going on in spite of it. A lost anchor or a log that
/// was cut asks for a signature all the same, and so do a key that is gone or another's, and reviewers' rows that were
/// altered or taken out, as long as the history knows whose they were; a record that can't say who its reviewers are
/// any more is mended by anybody. Errors: as checkMayChangeRules(), but for Input.
Result<bool> signsForMending(const Record& record, const UnlockedReviewer* by);

/// Her key goes with it, for the record, or the backup that takes its place, may not know her any more. (Who accepted a
/// record must still stand in its history with that key.)
void signAccept(nlohmann::json& said, std::int64_t time, const UnlockedReviewer& by);
void signRestore(nlohmann::json& said, std::int64_t time, const UnlockedReviewer& by);

/// Whether that signature holds, in an entry that has one. `said`: all of the entry.
bool ruleSignatureHolds(SQLite::Database& db, const std::string& kind, std::int64_t time, nlohmann::json said);

}  // namespace mien
