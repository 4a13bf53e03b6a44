#include "core/record/pack_standing.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/pack_hash.h"
#include "core/record/as_it_lies.h"
#include "core/record/authority.h"
#include "core/record/change.h"
#include "core/record/names.h"
#include "core/record/sql.h"

namespace mien {
namespace {

using Json = nlohmann::json;

// In the order of the enumeration.
constexpr Names<3> kStandings{"current", "retired", "recalled"};

tl::unexpected<Error> altered(std::int64_t seq) {
  return fail(ErrorKind::Input, "Entry " + std::to_string(seq) +
                                    " of the history, which speaks of a model pack, was altered: look with mien "
                                    "history verify, then restore a backup.");
}

std::optional<PackStanding> standingIn(const std::string& text, std::int64_t time) {
  const Json said = Json::parse(text, nullptr, false);
  if (!said.is_object()) return std::nullopt;
  const auto standing = standingFrom(said.value("standing", std::string()));
  if (!standing) return std::nullopt;
  return PackStanding{said.value("id", std::string()), said.value("hash", std::string()), *standing,
                      said.value("reason", std::string()), time};
}

/// Throws what SQLite throws.
Result<std::vector<PackStanding>> read(const Record& record) {
  const auto key = HistoryFiles(record.file()).readKey();
  if (!key) return tl::unexpected(key.error());
  SQLite::Database& db = record.database();
  SQLite::Statement rows = sql::query(db,
                                      "SELECT log.seq, time, coalesce(text, '') FROM log LEFT JOIN payloads "
                                      "ON payloads.seq = log.seq WHERE kind = 'pack' ORDER BY log.seq DESC");
  std::vector<PackStanding> all;
  while (rows.executeStep()) {
    const std::int64_t seq = rows.getColumn(0).getInt64();
    auto said = standingIn(rows.getColumn(2).getString(), rows.getColumn(1).getInt64());
    if (!isBelieved(db, seq, key->publicKey())) return altered(seq);
    if (!said) continue;  // accepted, and says nothing
    const bool known =
        std::any_of(all.begin(), all.end(), [&](const PackStanding& later) { return later.hash == said->hash; });
    if (!known) all.push_back(std::move(*said));
  }
  return all;
}

Standing standingOfPack(const std::vector<PackStanding>& all, const std::string& hash) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const PackStanding& p) { return p.hash == hash; });
  return found == all.end() ? Standing::Current : found->standing;
}

struct NotedModel {
  std::string hash;
  std::vector<NotedPack> packs;
};

std::vector<std::string> hashesOf(const std::vector<NotedPack>& packs) {
  std::vector<std::string> hashes;
  for (const NotedPack& pack : packs) hashes.push_back(pack.hash);
  return hashes;
}

/// An entry speaks for itself: its packs' hashes make up the model's, or it is passed over.
std::vector<NotedModel> readModels(SQLite::Database& db) {
  SQLite::Statement rows = sql::query(db, "SELECT text FROM log JOIN payloads USING (seq) WHERE kind = 'model'");
  std::vector<NotedModel> models;
  while (rows.executeStep()) {
    const Json said = Json::parse(rows.getColumn(0).getString(), nullptr, false);
    if (!said.is_object()) continue;
    NotedModel model{said.value("hash", std::string()), {}};
    for (const Json& pack : said.value("packs", Json::array())) {
      if (pack.is_object()) model.packs.push_back({pack.value("id", std::string()), pack.value("hash", std::string())});
    }
    if (hashOfPacks(hashesOf(model.packs)) == model.hash) models.push_back(std::move(model));
  }
  return models;
}

/// None when the model was never noted.
std::vector<NotedPack> packsOf(SQLite::Database& db, const std::string& modelHash) {
  for (NotedModel& model : readModels(db))
    if (model.hash == modelHash) return std::move(model.packs);
  return {};
}

}  // namespace

Result<void> setPackStanding(const Record& record, const PackStanding& pack, const UnlockedReviewer* by) {
  return changeRecord(record, [&](Change& change) -> Result<void> {
    const auto all = read(record);
    if (!all) return tl::unexpected(all.error());
    const Standing before = standingOfPack(*all, pack.hash);
    if (before == pack.standing)
      return fail(ErrorKind::Usage,
                  "The model pack " + pack.id + " is " + std::string(nameOf(before)) + " already: nothing to do.");
    if (pack.reason.empty() && (before == Standing::Recalled || pack.standing == Standing::Recalled))
      return fail(ErrorKind::Usage, "To recall a model pack, or to take that back, needs a reason: give one.");
    if (pack.standing < before) {
      if (auto may = checkMayChangeRules(change, by); !may) return may;
    }
    logRuleChange(change, "pack",
                  {{"id", pack.id}, {"hash", pack.hash}, {"standing", nameOf(pack.standing)}, {"reason", pack.reason}},
                  by);
    return {};
  });
}

Result<std::vector<PackStanding>> packStandings(const Record& record) {
  return guarded(record.file(), [&] { return read(record); });
}

Result<void> noteModel(const Record& record, const std::vector<NotedPack>& packs) {
  Json list = Json::array();
  for (const NotedPack& pack : packs) list.push_back({{"id", pack.id}, {"hash", pack.hash}});
  const std::string hash = hashOfPacks(hashesOf(packs));
  const auto known =
      guarded(record.file(), [&]() -> Result<bool> { return !packsOf(record.database(), hash).empty(); });
  if (!known) return tl::unexpected(known.error());
  if (*known) return {};
  return changeRecord(record, [&](Change& change) -> Result<void> {
    change.log("model", {{"hash", hash}, {"packs", list}});
    return {};
  });
}

Result<std::vector<NotedPack>> notedPacks(const Record& record) {
  return guarded(record.file(), [&]() -> Result<std::vector<NotedPack>> {
    std::vector<NotedPack> all;
    for (const NotedModel& model : readModels(record.database())) {
      for (const NotedPack& pack : model.packs) {
        if (std::none_of(all.begin(), all.end(), [&](const NotedPack& p) { return p.hash == pack.hash; }))
          all.push_back(pack);
      }
    }
    return all;
  });
}

Result<PackStanding> standingOf(const Record& record, const std::string& modelHash) {
  return guarded(record.file(), [&]() -> Result<PackStanding> {
    const auto all = read(record);
    if (!all || all->empty()) return all.map([](const auto&) { return PackStanding{}; });
    std::vector<std::string> hashes = hashesOf(packsOf(record.database(), modelHash));
    hashes.push_back(modelHash);
    PackStanding worst;
    for (const PackStanding& pack : *all) {
      if (std::find(hashes.begin(), hashes.end(), pack.hash) != hashes.end() && pack.standing > worst.standing)
        worst = pack;
    }
    return worst;
  });
}

std::string_view nameOf(Standing standing) {
  return nameIn(kStandings, standing);
}

std::optional<Standing> standingFrom(std::string_view name) {
  return valueIn<Standing>(kStandings, name);
}

}  // namespace mien
