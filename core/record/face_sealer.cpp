#include "core/record/face_sealer.h"

#include <utility>

#include "core/record/canonical.h"
#include "core/record/history_files.h"
#include "core/record/record.h"

namespace mien {

std::function<std::string(const std::string&)> faceSealer(std::filesystem::path recordFile) {
  return [record = std::move(recordFile)](const std::string& digest) -> std::string {
    if (record.empty()) return {};
    const HistoryFiles files(record);
    if (!files.hasKey() && !Record::open(record)) return {};
    const auto key = files.readKey();
    return key ? key->digest(canonical({"mien-face-seal-1", digest})) : std::string();
  };
}

}  // namespace mien
