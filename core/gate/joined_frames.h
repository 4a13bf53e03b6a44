#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <span>

#include "core/gate/cost_meter.h"
#include "core/gate/spending.h"
#include "core/photo/xmp.h"
#include "core/record/record.h"

namespace mien {

/// What pictures that are to be joined to a film say of themselves, and what the record knows of them.
struct JoinedFrames {
  /// Of all of them: photographs went in where they did into one, and the timeline, or recipe, is that which all of
  /// them carry alike. None: no picture says how it was made.
  std::optional<Provenance> provenance;
  /// That they are of: by the folder to which frames were written, or by a picture's recipe.
  std::set<std::int64_t> outputs;
  Spending spending;  ///< at whose prices the film is counted
};

/// Looks at pictures before they are joined. Strangers' pictures, of which nothing is known, may be joined. Errors:
/// Blocked when one of them, or the model that made it, was recalled, and for frames that have not left yet (those in
/// the folder where films are made); Blocked and NeedsReview for what may not be exported, see ReviewStore::mayExport;
/// Disk and Input as the record. Thread: the record's.
Result<JoinedFrames> lookAtFrames(const Record& record, std::span<const std::filesystem::path> pictures);

/// Whether everybody whose faces are in these outputs still agrees: a consent may have ended, been withdrawn, or its
/// person erased, since the frames left. What a reviewer has approved may be joined all the same. Errors: Blocked; as
/// the record. Thread: the record's.
Result<void> stillConsented(const Record& record, const std::set<std::int64_t>& outputs);

/// The film is one more file of the outputs that it was joined from: recalls and searches find it. Thread: the
/// record's.
Result<void> noteJoined(const Record& record, const JoinedFrames& frames, const std::filesystem::path& film,
                        const CostMeter& meter);

}  // namespace mien
