#include "core/gate/model_standing.h"

#include "core/record/pack_standing.h"

namespace mien {
namespace {

/// "The model pack portrait (1b8610b395be…) was recalled (wrong ears)"
std::string told(const PackStanding& pack, const char* what) {
  constexpr std::size_t kShownDigits = 12;
  std::string text = "The model pack " + pack.id + " (" + pack.hash.substr(0, kShownDigits) + "…) " + what;
  if (!pack.reason.empty()) text += " (" + pack.reason + ")";
  return text;
}

}  // namespace

Result<std::string> checkStanding(const Record& record, const std::string& modelHash) {
  const auto pack = standingOf(record, modelHash);
  if (!pack) return tl::unexpected(pack.error());
  switch (pack->standing) {
    case Standing::Recalled:
      return fail(ErrorKind::Blocked, told(*pack, "was recalled") +
                                          " and is not used any more: install another, or take the recall back with "
                                          "mien models reinstate.");
    case Standing::Retired:
      return told(*pack, "is retired") + ": it still works, but change to a newer one.";
    case Standing::Current:
      break;
  }
  return std::string();
}

std::string warningOf(const std::filesystem::path& recordFile, const std::string& modelHash) {
  if (recordFile.empty()) return {};
  const auto record = Record::open(recordFile);
  if (!record) return {};
  return checkStanding(*record, modelHash).value_or("");
}

}  // namespace mien
