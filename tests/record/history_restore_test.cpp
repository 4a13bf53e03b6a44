// Backups and restores as the history sees them.
#include <nlohmann/json.hpp>

#include "core/record/consent_store.h"
#include "core/record/pack_standing.h"
#include "tests/record/history_case.h"

namespace fs = std::filesystem;
using namespace mien;

class HistoryRestoreTest : public HistoryCase {
  Q_OBJECT

 private Q_SLOTS:
  void aRestoreIsPartOfTheHistory() {
    fillRecord(open(), 3);
    const std::int64_t saved = verified().entries;
    QVERIFY(open().backup(path_ / "backup.db"));
    for (int i = 0; i < 4; ++i) QVERIFY(add());
    Record record = open();
    QVERIFY(record.restore(path_ / "backup.db", ada(record)));
    soundWith(saved + 1);
    QVERIFY(names(verified().notes, saved + 1, "restored"));
    QVERIFY(add());
    soundWith(saved + 2);
    // Rolled back by hand instead, it is damage.
    cutAfter(saved);
    QVERIFY(!verified().sound());
  }

  void aCrashRightAfterARestoreIsNoDamage() {
    fillRecord(open(), 3);
    QVERIFY(open().backup(path_ / "backup.db"));
    for (int i = 0; i < 4; ++i) QVERIFY(add());
    const auto anchor = readFile(anchor_).value();
    Record record = open();
    QVERIFY(record.restore(path_ / "backup.db", ada(record)));
    QVERIFY(writeFileAtomically(anchor_, anchor));
    QVERIFY(add());
    QVERIFY(verified().sound());
  }

  void aBackupOpensOnAnotherMachine() {
    fillRecord(open(), 3);
    const std::int64_t saved = verified().entries;
    QVERIFY(open().backup(path_ / "backup.db"));
    const fs::path elsewhere = path_ / "elsewhere" / "record.db";
    Record other = Record::open(elsewhere).value();
    QVERIFY(other.restore(path_ / "backup.db"));
    const Verification history = verifyHistory(other).value();
    QVERIFY2(history.sound(), told(history.damages).c_str());
    QVERIFY(names(history.notes, saved + 1, "new key"));
  }

  /// Entries that an older key has signed hold as long as the chain does, up to where the new key signs.
  void whatWasSaidBeforeANewKeyStillCounts() {
    const std::string digest = photoDigest(1);
    QVERIFY(acceptPolicy(open(), "a policy", "One"));
    QVERIFY(setPackStanding(open(), {"draft", digest, Standing::Retired, "old", 0}));
    NewConsent consent;
    consent.key = digest;
    QVERIFY(ConsentStore(open()).add(consent));
    QVERIFY(open().backup(path_ / "backup.db"));
    const auto counts = [&](const Record& record) {
      const auto policy = acceptedPolicy(record);
      const auto packs = packStandings(record);
      const auto said = ConsentStore(record).find("", digest, recordNow());
      return policy && *policy == "a policy" && packs && packs->size() == 1 && said &&
             said->standing == ConsentStanding::Valid;
    };
    const fs::path file = path_ / "elsewhere" / "record.db";
    {
      Record other = Record::open(file).value();
      QVERIFY(other.restore(path_ / "backup.db"));
      QVERIFY(counts(other));
      QVERIFY(setPackStanding(other, {"draft", digest, Standing::Current, "", 0}));
    }
    // And where the key is lost.
    fs::remove(key_);
    QVERIFY(acceptHistory(open(), "The key is gone"));
    QVERIFY(counts(open()));
    // An altered entry does not count, nor does one from before a break of the chain.
    execute(file_, "UPDATE payloads SET text = replace(text, 'a policy', 'b policy')");
    QVERIFY(!acceptedPolicy(open()));
    execute(file_, "UPDATE payloads SET text = replace(text, 'b policy', 'a policy')");
    QVERIFY(acceptedPolicy(open()));
    executeUnguarded(file_, "UPDATE log SET time = time + 1 WHERE kind = 'consent'");
    QVERIFY(!acceptedPolicy(open()));
  }

  void anAlteredBackupIsRefused() {
    fillRecord(open(), 3);
    QVERIFY(open().backup(path_ / "backup.db"));
    execute(path_ / "backup.db", "UPDATE outputs SET state = 'approved' WHERE id = 2");
    Record record = open();
    const auto restored = record.restore(path_ / "backup.db", ada(record));
    QVERIFY(!restored);
    QCOMPARE(restored.error().kind, ErrorKind::Input);
    QVERIFY(verified().sound());
    int left = 0;
    for (const auto& entry : fs::directory_iterator(path_)) left += entry.path().extension() == ".part" ? 1 : 0;
    QCOMPARE(left, 0);
  }

  /// Or whoever has an old backup would undo what the reviewers decided.
  void aReviewerSignsForARestoreOnceThereIsOne() {
    for (int i = 0; i < 3; ++i) QVERIFY(add());
    const std::int64_t saved = verified().entries;
    QVERIFY(open().backup(path_ / "backup.db"));  // knows no reviewer
    Record record = open();
    const UnlockedReviewer by = addAda(record);
    const std::int64_t before = verified().entries;
    const auto refused = record.restore(path_ / "backup.db");
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NeedsReview);
    soundWith(before);
    QVERIFY(record.restore(path_ / "backup.db", &by));
    soundWith(saved + 1);
    QVERIFY(listHistory(open(), {.kind = "restore"}).value().front().text.find("Ada") != std::string::npos);
    // Who signed can't be said otherwise afterwards, not even by who has the record's key.
    QVERIFY(names(verified().notes, saved + 1, "restored"));
    const auto forged = changeRecord(record, [&](Change& change) -> Result<void> {
      nlohmann::json said;
      said["by"] = {{"public_key", by.reviewer().publicKey}, {"signature", std::string(128, '0')}};
      change.log("restore", said);
      return {};
    });
    QVERIFY(forged);
    QVERIFY(names(verified().damages, saved + 2, "signature"));
  }

  /// Or whoever takes the anchor away would need no reviewer.
  void aReviewerSignsForARestoreOverALostAnchorToo() {
    fillRecord(open(), 3);
    QVERIFY(open().backup(path_ / "backup.db"));
    fs::remove(anchor_);
    Record record = open();
    QCOMPARE(record.restore(path_ / "backup.db").error().kind, ErrorKind::NeedsReview);
    QVERIFY(record.restore(path_ / "backup.db", ada(record)));
    QVERIFY(listHistory(open(), {.kind = "restore"}).value().front().text.find("unsigned") == std::string::npos);
    QVERIFY2(verified().sound(), told(verified().damages).c_str());
  }

  void restoringMendsWhatWasCutByAnybodyAndSaysSo() {
    fillRecord(open(), 3);
    QVERIFY(open().backup(path_ / "backup.db"));
    const std::int64_t saved = verified().entries;
    cutAfter(1);
    execute(file_, "DELETE FROM reviewers");  // or Ada would be asked
    Record record = open();
    QVERIFY(record.restore(path_ / "backup.db"));
    soundWith(saved + 1);
    QVERIFY(names(verified().notes, saved + 1, "damaged"));
    QVERIFY(listHistory(open(), {.kind = "restore"}).value().front().text.find("unsigned") != std::string::npos);
  }
};

QTEST_APPLESS_MAIN(HistoryRestoreTest)
#include "history_restore_test.moc"
