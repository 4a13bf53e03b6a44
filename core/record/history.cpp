#include "core/record/history.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/record/as_it_lies.h"
#include "core/record/authority.h"
#include "core/record/change.h"
#include "core/record/log.h"
#include "core/record/record_time.h"
#include "core/record/sql.h"

namespace mien {
namespace {

constexpr const char* kSpending = "spending";

/// What an entry says, which somebody relies on. `what` it is about, for the error.
Result<nlohmann::json> saidBy(const Record& record, const HistoryEntry& entry, const std::string& what) {
  return guarded(record.file(), [&]() -> Result<nlohmann::json> {
    const auto key = HistoryFiles(record.file()).readKey();
    if (!key) return tl::unexpected(key.error());
    if (!isBelieved(record.database(), entry.seq, key->publicKey()))
      return fail(ErrorKind::Input, "Entry " + std::to_string(entry.seq) + " of the history, which " + what +
                                        ", was altered: look with mien history verify, then restore a backup.");
    // What was accepted as it lies may say nothing.
    auto said = nlohmann::json::parse(entry.text, nullptr, false);
    return said.is_object() ? said : nlohmann::json::object();
  });
}

std::string textIn(const nlohmann::json& said, const char* field) {
  return said.contains(field) && said[field].is_string() ? said[field].get<std::string>() : std::string();
}

Result<void> changeRules(const Record& record, const std::string& kind, const nlohmann::json& said,
                         const UnlockedReviewer* by) {
  return changeRecord(record, [&](Change& change) -> Result<void> {
    if (auto may = checkMayChangeRules(change, by); !may) return may;
    logRuleChange(change, kind, said, by);
    return {};
  });
}

/// What the last entry of this kind says.
Result<std::optional<nlohmann::json>> lastSaid(const Record& record, const std::string& kind, const std::string& what) {
  const auto last = listHistory(record, {.kind = kind, .limit = 1});
  if (!last) return tl::unexpected(last.error());
  if (last->empty()) return std::nullopt;
  return saidBy(record, last->front(), what).map([](nlohmann::json said) { return std::optional(std::move(said)); });
}

Result<std::optional<std::string>> lastAccepted(const Record& record, const std::string& kind,
                                                const std::string& what) {
  const auto said = lastSaid(record, kind, what);
  if (!said) return tl::unexpected(said.error());
  if (!*said) return std::nullopt;
  return textIn(**said, "hash");
}

}  // namespace

Result<std::vector<HistoryEntry>> listHistory(const Record& record, const HistoryQuery& query) {
  return guarded(record.file(), [&]() -> Result<std::vector<HistoryEntry>> {
    SQLite::Statement rows = sql::query(
        record.database(),
        "SELECT log.seq, time, kind, subject, coalesce(text, ''), text IS NULL, hash FROM log LEFT JOIN payloads "
        "ON payloads.seq = log.seq WHERE (?1 = '' OR kind = ?1) AND (?2 = '' OR subject = ?2) "
        "AND (?3 IS NULL OR log.seq < ?3) ORDER BY log.seq DESC LIMIT ?4",
        query.kind, query.subject, query.before, query.limit);
    std::vector<HistoryEntry> entries;
    while (rows.executeStep())
      entries.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64(), rows.getColumn(2).getString(),
                         rows.getColumn(3).getString(), rows.getColumn(4).getString(), rows.getColumn(5).getInt() != 0,
                         rows.getColumn(6).getString()});
    return entries;
  });
}

Result<void> acceptPolicy(const Record& record, const std::string& policyHash, const std::string& words,
                          const UnlockedReviewer* by) {
  return changeRules(record, "policy", {{"hash", policyHash}, {"words", words}}, by);
}

Result<void> acceptNetworks(const Record& record, const std::string& networksHash, const UnlockedReviewer* by) {
  return changeRules(record, "networks", {{"hash", networksHash}}, by);
}

Result<void> noteProtection(const Record& record, std::int64_t person, bool isProtected, const UnlockedReviewer* by) {
  if (!isProtected) return changeRules(record, "protection", {{"person", person}, {"protected", false}}, by);
  return changeRecord(record, [&](Change& change) -> Result<void> {
    change.log("protection", {{"person", person}, {"protected", true}});
    return {};
  });
}

Result<NotedProtection> notedProtection(const Record& record) {
  constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();
  const auto entries = listHistory(record, {.kind = "protection", .limit = kAll});
  if (!entries) return tl::unexpected(entries.error());
  NotedProtection noted;
  for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry) {  // oldest first
    const auto said = saidBy(record, *entry, "speaks of protected people");
    if (!said) return tl::unexpected(said.error());
    const bool names = said->contains("person") && (*said)["person"].is_number_integer();
    if (!names) continue;
    const auto person = (*said)["person"].get<std::int64_t>();
    noted.highest = std::max(noted.highest, person);
    const auto isProtected = said->find("protected");
    if (isProtected == said->end() || !isProtected->is_boolean() || isProtected->get<bool>())
      noted.people.insert(person);
    else
      noted.people.erase(person);
  }
  return noted;
}

Result<std::optional<std::string>> acceptedPolicy(const Record& record) {
  return lastAccepted(record, "policy", "names the policy");
}

Result<std::optional<std::string>> acceptedNetworks(const Record& record) {
  return lastAccepted(record, "networks", "names the judging networks");
}

Result<std::optional<std::string>> notedSpending(const Record& record) {
  auto said = lastSaid(record, kSpending, "speaks of prices and the budget");
  if (!said) return tl::unexpected(said.error());
  if (!*said) return std::nullopt;
  (*said)->erase("by");
  return (*said)->dump();
}

Result<void> noteSpending(const Record& record, const std::string& text, bool isTheirs, const UnlockedReviewer* by) {
  const auto said = nlohmann::json::parse(text);
  if (isTheirs) return changeRules(record, kSpending, said, by);
  return changeRecord(record, [&](Change& change) -> Result<void> {
    if (by)
      if (auto active = checkActive(change, *by); !active) return active;
    logRuleChange(change, kSpending, said, by);
    return {};
  });
}

Result<std::int64_t> latestByHistory(const Record& record) {
  return guarded(record.file(), [&]() -> Result<std::int64_t> {
    const auto latest = record.database().execAndGet("SELECT coalesce(max(time), 0) FROM log").getInt64();
    return std::max(recordNow(), latest);
  });
}

Result<std::int64_t> nowByHistory(const Record& record) {
  return guarded(record.file(),
                 [&]() -> Result<std::int64_t> { return std::max(recordNow(), readHead(record.database()).time); });
}

}  // namespace mien
