#include "core/record/same_pixels.h"

#include "core/record/history_files.h"
#include "core/record/last_step.h"
#include "core/record/sqlite_error.h"

namespace mien {
namespace {

/// Nothing of an erased output, whose pixels have no digest any more.
Result<std::optional<LastStep>> stepOf(const Record& record, const std::string& digest, StepsOf steps) {
  if (digest.empty()) return std::optional<LastStep>();
  return guarded(record.file(), [&]() -> Result<std::optional<LastStep>> {
    const auto key = HistoryFiles(record.file()).readKey();
    if (!key) return tl::unexpected(key.error());
    return lastStep(record.database(), key->publicKey(), steps, "SELECT id FROM outputs WHERE pixels_digest = ?",
                    digest);
  });
}

}  // namespace

Result<std::optional<HeldMix>> heldPixels(const Record& record, const std::string& digest) {
  return stepOf(record, digest, StepsOf::Hold).map(heldBy);
}

Result<std::optional<std::int64_t>> recalledPixels(const Record& record, const std::string& digest) {
  return stepOf(record, digest, StepsOf::Recall).map(recalledBy);
}

}  // namespace mien
