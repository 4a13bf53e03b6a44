#include "core/record/consent_store.h"

#include <limits>

#include "core/record/change.h"
#include "core/record/face_key.h"
#include "core/record/genuine.h"
#include "core/record/hex.h"
#include "core/record/sql.h"

namespace mien {
namespace {

const std::string kSelect = "SELECT id, subject, key, kind, note, recorded_ms, expires_ms, withdrawn_ms FROM consents ";

Consent consentOf(const SQLite::Statement& row) {
  Consent consent;
  consent.id = row.getColumn(0).getInt64();
  consent.subject = consentSubjectFrom(row.getColumn(1).getString()).value();
  consent.key = row.getColumn(2).getString();
  consent.kind = consentKindFrom(row.getColumn(3).getString()).value();
  consent.note = row.getColumn(4).getString();
  consent.recorded = row.getColumn(5).getInt64();
  consent.expires = sql::optionalInt(row.getColumn(6));
  consent.withdrawn = sql::optionalInt(row.getColumn(7));
  return consent;
}

std::optional<Consent> read(SQLite::Database& db, std::int64_t id) {
  SQLite::Statement row = sql::query(db, kSelect + "WHERE id = ?", id);
  if (!row.executeStep()) return std::nullopt;
  return consentOf(row);
}

std::vector<Consent> readAll(SQLite::Statement rows) {
  std::vector<Consent> all;
  while (rows.executeStep()) all.push_back(consentOf(rows));
  return all;
}

tl::unexpected<Error> unknown(std::int64_t id) {
  return fail(ErrorKind::Usage, "There is no consent " + std::to_string(id) + ": look it up with mien consent list.");
}

ConsentStanding standingOf(const Consent& consent, std::int64_t when) {
  if (when < consent.recorded) return ConsentStanding::None;
  if (consent.withdrawn && *consent.withdrawn <= when) return ConsentStanding::Withdrawn;
  if (consent.expires && *consent.expires <= when) return ConsentStanding::Expired;
  return ConsentStanding::Valid;
}

std::int64_t lasts(const Consent& consent) {
  return consent.expires.value_or(std::numeric_limits<std::int64_t>::max());
}

}  // namespace

ConsentStore::ConsentStore(Record record) : record_(std::move(record)) {}

Result<std::int64_t> ConsentStore::add(const NewConsent& consent) {
  constexpr std::size_t kDigestBytes = 32;
  if (!fromHex(consent.key, kDigestBytes))
    return fail(ErrorKind::Usage,
                "A consent speaks of a photograph or of a face in one, named by 64 hex digits, not of \"" +
                    consent.key + "\": a face that was drawn needs none.");
  return changeRecord(record_, [&](Change& change) -> Result<std::int64_t> {
    sql::run(change.db(),
             "INSERT INTO consents (subject, key, kind, note, recorded_ms, expires_ms) VALUES (?, ?, ?, ?, ?, ?)",
             nameOf(consent.subject), consent.key, nameOf(consent.kind), consent.note, change.now(), consent.expires);
    const std::int64_t id = change.db().getLastInsertRowid();
    change.logRow("consent", "consent", id);
    return id;
  });
}

Result<void> ConsentStore::withdraw(std::int64_t id) {
  return changeRecord(record_, [&](Change& change) -> Result<void> {
    const auto consent = read(change.db(), id);
    if (!consent) return unknown(id);
    if (consent->withdrawn) return fail(ErrorKind::Usage, "Consent " + std::to_string(id) + " was withdrawn already.");
    sql::run(change.db(), "UPDATE consents SET withdrawn_ms = ? WHERE id = ?", change.now(), id);
    change.logRow("withdrawal", "consent", id);
    return {};
  });
}

Result<Consent> ConsentStore::get(std::int64_t id) const {
  return guarded(record_.file(), [&]() -> Result<Consent> {
    auto consent = read(record_.database(), id);
    if (!consent) return unknown(id);
    return *std::move(consent);
  });
}

Result<std::vector<Consent>> ConsentStore::list(const std::string& key) const {
  return guarded(record_.file(), [&]() -> Result<std::vector<Consent>> {
    return key.empty() ? readAll(sql::query(record_.database(), kSelect + "ORDER BY id DESC"))
                       : readAll(sql::query(record_.database(), kSelect + "WHERE key = ? ORDER BY id DESC", key));
  });
}

Result<ConsentAnswer> ConsentStore::find(const std::string& faceKey, const std::string& photoDigest,
                                         std::int64_t when) const {
  if (isDrawnKey(faceKey)) return ConsentAnswer{ConsentStanding::Valid, {}};
  return guarded(record_.file(), [&]() -> Result<ConsentAnswer> {
    ConsentAnswer answer;
    const auto all = readAll(sql::query(record_.database(),
                                        kSelect + "WHERE (subject = 'face' AND key = ?1 AND ?1 <> '') "
                                                  "OR (subject = 'photo' AND key = ?2 AND ?2 <> '') ORDER BY id DESC",
                                        faceKey, photoDigest));
    for (const Consent& consent : all) {  // newest first
      const ConsentStanding standing = standingOf(consent, when);
      if (standing == ConsentStanding::None) continue;
      const bool better = standing == ConsentStanding::Valid &&
                          (answer.standing != ConsentStanding::Valid || lasts(consent) > lasts(*answer.consent));
      if (answer.consent && !better) continue;
      answer = {standing, consent};
    }
    if (answer.standing == ConsentStanding::Valid) {
      if (auto genuine = checkGenuine(record_, "consent", answer.consent->id); !genuine)
        return tl::unexpected(genuine.error());
    }
    return answer;
  });
}

}  // namespace mien
