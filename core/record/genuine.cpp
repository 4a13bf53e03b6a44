#include "core/record/genuine.h"

#include "core/record/history_files.h"
#include "core/record/log.h"

namespace mien {

Result<void> checkGenuine(const Record& record, const std::string& table, std::int64_t id) {
  const auto key = HistoryFiles(record.file()).readKey();
  if (!key) return tl::unexpected(key.error());
  if (isGenuineRow(record.database(), table, id, key->publicKey())) return {};
  return fail(ErrorKind::Input, "What the record holds of " + table + " " + std::to_string(id) +
                                    " is not what its history says: look with mien history verify, then restore a "
                                    "backup.");
}

}  // namespace mien
