#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/record/record.h"

namespace mien {

class UnlockedReviewer;

// The history: an append-only log of all that matters, each entry chained to the one before it by SHA-256 and signed
// with the record's key. Beside `record.db` lie `record.key` (Ed25519, made at first run, 0600) and `record.anchor`,
// which knows the last entry: who cuts the log's end must forge it too.

/// One entry. `text` is JSON about what happened, and empty once it was erased.
struct HistoryEntry {
  std::int64_t seq = 0;   ///< 1, 2, 3, … without gaps
  std::int64_t time = 0;  ///< UTC in ms since 1970; `seq` gives the order, should the clock have been set back
  std::string kind;       ///< e.g. "output", "decision", "consent", "erasure", "restore"
  std::string subject;    ///< the row that it speaks of, e.g. "output:17"; may be empty
  std::string text;
  bool erased = false;
  std::string hash;
};

/// Something that is not as it was written, and where.
struct Finding {
  std::int64_t seq = 0;  ///< the entry; 0: none in particular
  std::string subject;   ///< the row, e.g. "output:17"; may be empty
  std::string what;      ///< one sentence
};

struct Verification {
  std::int64_t entries = 0;
  std::string head;              ///< hash of the last entry
  std::string key;               ///< public key of the record: noted elsewhere, they show a record that was swapped
  std::vector<Finding> damages;  ///< edits, deletions, reorders, cuts, wrong signatures, anchor or key
  std::vector<Finding> notes;    ///< what is worth knowing and no damage: the clock set back, restores, a new key
  bool sound() const { return damages.empty(); }
};

/// Checks every entry, its signature, the anchor, the key, and every row of the record against what the log says of it.
/// 10,000 entries take about a second: not on the GUI thread. Errors: as any reading; damage is no error but a finding.
Result<Verification> verifyHistory(const Record& record);

struct HistoryQuery {
  std::string kind;                    ///< empty: all
  std::string subject;                 ///< empty: all
  std::optional<std::int64_t> before;  ///< only entries with a smaller seq, for paging
  std::int64_t limit = 100;
};

/// Newest first.
Result<std::vector<HistoryEntry>> listHistory(const Record& record, const HistoryQuery& query = {});

/// After damage that can't be undone (a lost key or anchor, a tail that was cut, entries or rows that were altered or
/// are gone): goes on from the record as it lies. The entry that says so stays for good, with `note` and what was
/// found; where the key is gone a new one is made. What a lost entry allowed or forbade counts no more. A reviewer
/// signs for it where the record can still say who its reviewers are; a reviewer's wrong signature stays damage.
/// Errors: Usage without a note or when nothing stands in the way of going on; NeedsReview.
Result<void> acceptHistory(const Record& record, const std::string& note, const UnlockedReviewer* by = nullptr);

// Who signs for these is `by`, without whom they fail with NeedsReview once the record has reviewers (authority.h).

/// Notes that a policy was accepted; `words` says which in a few.
Result<void> acceptPolicy(const Record& record, const std::string& policyHash, const std::string& words,
                          const UnlockedReviewer* by = nullptr);
/// Notes that judging networks were accepted that Mien did not come with.
Result<void> acceptNetworks(const Record& record, const std::string& networksHash,
                            const UnlockedReviewer* by = nullptr);
/// Notes that a person is protected from now on (which anybody may ask for), or no longer: by the number in the list,
/// never by name.
Result<void> noteProtection(const Record& record, std::int64_t person, bool isProtected,
                            const UnlockedReviewer* by = nullptr);

/// What the signed log says of protected people.
struct NotedProtection {
  std::set<std::int64_t> people;  ///< who is protected
  std::int64_t highest = 0;       ///< of all numbers that were ever given
};
/// Errors: Input when an entry of it was altered.
Result<NotedProtection> notedProtection(const Record& record);
/// The hash that was accepted last, as the signed log has it; none yet: nothing. Errors: Input when that entry was
/// altered.
Result<std::optional<std::string>> acceptedPolicy(const Record& record);
/// The same, of judging networks.
Result<std::optional<std::string>> acceptedNetworks(const Record& record);

/// What was said last of prices and the budget, as JSON; never yet: nothing. Errors: Input when that entry was altered.
Result<std::optional<std::string>> notedSpending(const Record& record);
/// Notes `text`, a JSON object, as that from now on. `isTheirs`: whether it is the reviewers' to change.
Result<void> noteSpending(const Record& record, const std::string& text, bool isTheirs,
                          const UnlockedReviewer* by = nullptr);

/// Now (ms since 1970), or the latest time of any entry where the clock was set back behind it: what has ended stays
/// so, however often somebody tries.
Result<std::int64_t> latestByHistory(const Record& record);
/// Now, or the time of the last entry: for sums by month, which a clock that was once far ahead must not leave for
/// good.
Result<std::int64_t> nowByHistory(const Record& record);

}  // namespace mien
