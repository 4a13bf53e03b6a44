#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/record.h"

namespace mien {

class UnlockedReviewer;

// What the house says of its model packs. It stands in the signed history alone: the last entry about a pack counts.

/// Mildest first.
enum class Standing {
  Current,
  Retired,  ///< still works, with a warning
  Recalled  ///< neither opens nor lets anything leave
};

struct PackStanding {
  std::string id;    ///< for people, e.g. "portrait"
  std::string hash;  ///< of the pack: this is what counts
  Standing standing = Standing::Current;
  std::string reason;     ///< may be empty
  std::int64_t time = 0;  ///< UTC in ms since 1970
};

/// Notes it for good; `time` is now. Errors: Usage when the pack has this standing already, or without a reason where
/// it is recalled or comes back from that; NeedsReview where it gets milder, the record has reviewers and none signs
/// for it (see authority.h).
Result<void> setPackStanding(const Record& record, const PackStanding& pack, const UnlockedReviewer* by = nullptr);

/// The last word on every pack that was ever spoken of, newest first. Errors: Input when an entry was altered.
Result<std::vector<PackStanding>> packStandings(const Record& record);

struct NotedPack {
  std::string id, hash;
};

/// Notes, once, which packs a model is made of (see core/base/pack_hash.h): outputs are recorded by the model's hash,
/// and a pack's standing concerns them all.
Result<void> noteModel(const Record& record, const std::vector<NotedPack>& packs);

/// The packs of all models that were noted, each once.
Result<std::vector<NotedPack>> notedPacks(const Record& record);

/// The worst standing among the packs of a model; a model that was never noted counts as one pack of its own. Current
/// with an empty hash: nobody said anything. Errors: as packStandings().
Result<PackStanding> standingOf(const Record& record, const std::string& modelHash);

std::string_view nameOf(Standing standing);
std::optional<Standing> standingFrom(std::string_view name);

}  // namespace mien
