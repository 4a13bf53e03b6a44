#include "core/record/anchoring.h"

#include <SQLiteCpp/Transaction.h>

#include <nlohmann/json.hpp>

#include "core/record/as_it_lies.h"
#include "core/record/log.h"
#include "core/record/record_time.h"

namespace mien {
namespace {

constexpr const char* kToDo =
    ": look with mien history verify, then restore a backup or go on with mien history accept.";

}  // namespace

Result<void> anchorLog(SQLite::Database& db, const HistoryFiles& files, const SigningKey& key) {
  const AnchorLock lock(files);
  const auto anchor = files.readAnchor(key.publicKey());
  if (!anchor) return tl::unexpected(anchor.error());
  const LogHead head = readHead(db);
  if (*anchor == head) return {};
  if (!continues(db, *anchor))
    return fail(ErrorKind::Input, "The record's history ends at entry " + std::to_string(head.seq) + ", but " +
                                      files.anchorFile().string() + " knows another entry " +
                                      std::to_string(anchor->seq) + kToDo);
  // After a restore the anchor's own entry may be gone; then all that is left has to be chained.
  const auto known = readLogRow(db, anchor->seq);
  const bool here = known && known->hash == anchor->hash && known->hash == hashOf(*known);
  const auto from = here ? *anchor : beginOfChain(db, key.publicKey());
  if (!from || !chainedSince(db, *from, key.publicKey()))
    return fail(ErrorKind::Input, "The record's history is broken after entry " + std::to_string(anchor->seq) + kToDo);
  return files.writeAnchor(head, key);
}

Result<void> beginHistory(SQLite::Database& db, const HistoryFiles& files) {
  if (readHead(db).seq != 0) {
    if (const auto key = files.readKey()) {
      const auto anchored = anchorLog(db, files, *key);
      if (!anchored && anchored.error().kind == ErrorKind::Disk) return tl::unexpected(anchored.error());
    }
    return {};
  }
  SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
  LogHead head = readHead(db);
  if (head.seq != 0) return {};  // another process was quicker
  const auto key = files.hasKey() ? files.readKey() : files.makeKey();
  if (!key) return key.error().kind == ErrorKind::Disk ? tl::make_unexpected(key.error()) : Result<void>();
  // An anchor without a log: all of the history is gone, unless its very first entry never got through.
  if (files.hasAnchor()) {
    const auto anchor = files.readAnchor(key->publicKey());
    if (!anchor || anchor->seq > 1) return {};
  }
  const nlohmann::json said{{"record", randomHex(16)}, {"key", key->publicKey()}};
  appendLog(db, head, *key, "begin", "", said.dump(), recordNow());
  // Before the commit: a log without an anchor is damage, an anchor that knows the first entry of none is not.
  if (auto anchored = files.writeAnchor(head, *key); !anchored) return anchored;
  transaction.commit();
  return {};
}

}  // namespace mien
