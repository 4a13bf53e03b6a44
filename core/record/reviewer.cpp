#include "core/record/reviewer.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/base/json_text.h"
#include "core/record/authority.h"
#include "core/record/change.h"
#include "core/record/patient_database.h"
#include "core/record/signing.h"
#include "core/record/sql.h"
#include "core/record/sqlite_error.h"

namespace mien {
namespace {

const std::string kSelect = "SELECT id, name, public_key, made_ms, retired_ms FROM reviewers ";

// libsodium's interactive cost: about 0.1 s and 64 MB a guess. It stands in the row, so that it can grow.
constexpr auto kOperations = static_cast<std::int64_t>(crypto_pwhash_OPSLIMIT_INTERACTIVE);
constexpr auto kMemory = static_cast<std::int64_t>(crypto_pwhash_MEMLIMIT_INTERACTIVE);

/// A signing key's seed under a passphrase.
struct Sealed {
  std::vector<std::uint8_t> box;  ///< nonce, then secretbox
  std::vector<std::uint8_t> salt;
  std::int64_t operations = kOperations;
  std::int64_t memory = kMemory;
};

using BoxKey = std::array<std::uint8_t, crypto_secretbox_KEYBYTES>;

/// Throws when there is not enough memory.
BoxKey boxKey(std::string_view passphrase, const Sealed& sealed) {
  BoxKey key{};
  if (crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), sealed.salt.data(),
                    static_cast<unsigned long long>(sealed.operations), static_cast<std::size_t>(sealed.memory),
                    crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();
  return key;
}

Sealed seal(const SigningKey& key, std::string_view passphrase) {
  Sealed sealed;
  sealed.salt = randomBytes(crypto_pwhash_SALTBYTES);
  BoxKey under = boxKey(passphrase, sealed);
  sealed.box = randomBytes(crypto_secretbox_NONCEBYTES);
  sealed.box.resize(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + SigningKey::kSeedBytes);
  auto seed = key.seed();
  crypto_secretbox_easy(sealed.box.data() + crypto_secretbox_NONCEBYTES, seed.data(), seed.size(), sealed.box.data(),
                        under.data());
  sodium_memzero(seed.data(), seed.size());
  sodium_memzero(under.data(), under.size());
  return sealed;
}

/// Nothing for a wrong passphrase, or a box that was altered.
std::optional<SigningKey> unseal(const Sealed& sealed, std::string_view passphrase) {
  constexpr std::size_t kBox = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + SigningKey::kSeedBytes;
  if (sealed.box.size() != kBox || sealed.salt.size() != crypto_pwhash_SALTBYTES) return std::nullopt;
  BoxKey under = boxKey(passphrase, sealed);
  std::array<std::uint8_t, SigningKey::kSeedBytes> seed{};
  const int opened = crypto_secretbox_open_easy(seed.data(), sealed.box.data() + crypto_secretbox_NONCEBYTES,
                                                kBox - crypto_secretbox_NONCEBYTES, sealed.box.data(), under.data());
  sodium_memzero(under.data(), under.size());
  if (opened != 0) return std::nullopt;
  SigningKey key(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

Reviewer reviewerOf(const SQLite::Statement& row) {
  return {row.getColumn(0).getInt64(), row.getColumn(1).getString(), row.getColumn(2).getString(),
          row.getColumn(3).getInt64(), sql::optionalInt(row.getColumn(4))};
}

std::optional<Reviewer> find(SQLite::Database& db, const std::string& name) {
  SQLite::Statement row = sql::query(db, kSelect + "WHERE name = ?", name);
  if (!row.executeStep()) return std::nullopt;
  return reviewerOf(row);
}

/// One of the same name, whether in capitals or not (of ASCII); empty: none.
std::string namesake(SQLite::Database& db, const std::string& name) {
  SQLite::Statement row = sql::query(db, "SELECT name FROM reviewers WHERE name = ? COLLATE NOCASE", name);
  return row.executeStep() ? row.getColumn(0).getString() : std::string();
}

/// As lists can show it, and somebody type it.
Result<void> isPlainName(const std::string& name) {
  if (name.empty()) return fail(ErrorKind::Usage, "A reviewer needs a name.");
  const auto isControl = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
  if (!isUtf8(name) || std::any_of(name.begin(), name.end(), isControl))
    return fail(ErrorKind::Usage, "A reviewer's name is one line of text: leave out what is none.");
  if (name.front() == ' ' || name.back() == ' ' || name.find("  ") != std::string::npos)
    return fail(ErrorKind::Usage, "A reviewer's name has no spaces around it, and single ones between its words.");
  return {};
}

tl::unexpected<Error> unknown(const std::string& name) {
  return fail(ErrorKind::Usage, "There is no reviewer \"" + name + "\": add one with mien review add-reviewer.");
}

tl::unexpected<Error> retiredAlready(const std::string& name) {
  return fail(ErrorKind::Usage, "The reviewer \"" + name + "\" has retired: choose another.");
}

}  // namespace

struct UnlockedReviewer::Key {
  SigningKey key;
};

UnlockedReviewer::UnlockedReviewer(Reviewer reviewer, std::shared_ptr<const Key> key)
    : reviewer_(std::move(reviewer)), key_(std::move(key)) {}

std::string UnlockedReviewer::sign(std::string_view text) const {
  return key_->key.sign(text);
}

ReviewerStore::ReviewerStore(Record record) : record_(std::move(record)) {}

Result<Reviewer> ReviewerStore::add(const std::string& name, std::string_view passphrase, const UnlockedReviewer* by) {
  if (auto plain = isPlainName(name); !plain) return tl::unexpected(plain.error());
  if (passphrase.size() < kShortestPassphrase)
    return fail(ErrorKind::Usage, "A passphrase has at least " + std::to_string(kShortestPassphrase) +
                                      " characters: choose a longer one.");
  return guarded(record_.file(), [&]() -> Result<Reviewer> {
    const SigningKey key = SigningKey::generate();
    const Sealed sealed = seal(key, passphrase);  // before the transaction, which others wait for
    return changeRecord(record_, [&](Change& change) -> Result<Reviewer> {
      if (const std::string other = namesake(change.db(), name); !other.empty())
        return fail(ErrorKind::Usage, "There is a reviewer \"" + other + "\" already: choose another name.");
      if (auto may = checkMayChangeRules(change, by); !may) return tl::unexpected(may.error());
      sql::run(change.db(),
               "INSERT INTO reviewers (name, public_key, sealed_key, salt, operations, memory, made_ms) "
               "VALUES (?, ?, ?, ?, ?, ?, ?)",
               name, key.publicKey(), sealed.box, sealed.salt, sealed.operations, sealed.memory, change.now());
      Reviewer added = find(change.db(), name).value();
      change.logRow("reviewer", "reviewer", added.id);
      if (by) logRuleChange(change, "vouched", {{"for", added.publicKey}}, by);
      return added;
    });
  });
}

Result<UnlockedReviewer> ReviewerStore::unlock(const std::string& name, std::string_view passphrase) const {
  return guarded(record_.file(), [&] { return unlockIn(record_.database(), name, passphrase); });
}

Result<UnlockedReviewer> ReviewerStore::unlockFrom(const std::filesystem::path& backup, const std::string& name,
                                                   std::string_view passphrase) {
  return guarded(backup, [&] {
    SQLite::Database db = openPatiently(backup, SQLite::OPEN_READONLY);
    return unlockIn(db, name, passphrase);
  });
}

Result<UnlockedReviewer> ReviewerStore::unlockIn(SQLite::Database& db, const std::string& name,
                                                 std::string_view passphrase) {
  const auto reviewer = find(db, name);
  if (!reviewer) return unknown(name);
  if (reviewer->retired) return retiredAlready(name);
  SQLite::Statement row =
      sql::query(db, "SELECT sealed_key, salt, operations, memory FROM reviewers WHERE id = ?", reviewer->id);
  if (!row.executeStep()) return unknown(name);
  const Sealed sealed{sql::bytesOf(row.getColumn(0)), sql::bytesOf(row.getColumn(1)), row.getColumn(2).getInt64(),
                      row.getColumn(3).getInt64()};
  auto key = unseal(sealed, passphrase);
  if (!key || key->publicKey() != reviewer->publicKey)
    return fail(ErrorKind::Usage, "That is not the passphrase of \"" + name + "\": try again.");
  return UnlockedReviewer(*reviewer,
                          std::make_shared<const UnlockedReviewer::Key>(UnlockedReviewer::Key{*std::move(key)}));
}

Result<void> ReviewerStore::retire(const std::string& name, const UnlockedReviewer* by) {
  return changeRecord(record_, [&](Change& change) -> Result<void> {
    const auto reviewer = find(change.db(), name);
    if (!reviewer) return unknown(name);
    if (reviewer->retired) return retiredAlready(name);
    if (auto may = checkMayChangeRules(change, by); !may) return may;
    if (change.db().execAndGet("SELECT count(*) FROM reviewers WHERE retired_ms IS NULL").getInt() == 1)
      return fail(ErrorKind::Usage, "\"" + name +
                                        "\" is the last reviewer, and without one anybody could change the "
                                        "rules: add who follows first.");
    sql::run(change.db(), "UPDATE reviewers SET retired_ms = ? WHERE id = ?", change.now(), reviewer->id);
    change.logRow("reviewer", "reviewer", reviewer->id);
    if (by) logRuleChange(change, "retired", {{"key", reviewer->publicKey}}, by);
    return {};
  });
}

Result<std::vector<Reviewer>> ReviewerStore::list() const {
  return guarded(record_.file(), [&]() -> Result<std::vector<Reviewer>> {
    SQLite::Statement rows(record_.database(), kSelect + "ORDER BY name");
    std::vector<Reviewer> all;
    while (rows.executeStep()) all.push_back(reviewerOf(rows));
    return all;
  });
}

}  // namespace mien
