// Going on after damage: what is accepted as it lies stands in nobody's way any more, and nothing else is.
#include <QtTest>

#include "core/record/history_chain.h"
#include "tests/record/history_case.h"
#include "tests/record/tampering.h"

using namespace mien;

class AcceptHistoryTest : public HistoryCase {
  Q_OBJECT

  void alter(const std::string& sql) {
    execute(file_, "DROP TRIGGER IF EXISTS log_is_never_changed; DROP TRIGGER IF EXISTS log_is_never_cut; " + sql);
  }
  Result<void> followed() { return HistoryChain().follow(open()); }

 private Q_SLOTS:
  void damageCanBeAccepted_data() {
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<bool>("stopsExports");
    QTest::newRow("an entry altered") << QByteArray("UPDATE log SET kind = 'x' WHERE seq = 7") << true;
    QTest::newRow("an entry deleted") << QByteArray("DELETE FROM log WHERE seq = 7") << true;
    QTest::newRow("two entries in each other's place")
        << QByteArray(
               "UPDATE log SET seq = -1 WHERE seq = 7; UPDATE log SET seq = 7 WHERE seq = 9;"
               "UPDATE log SET seq = 9 WHERE seq = -1")
        << true;
    QTest::newRow("a text altered") << QByteArray("UPDATE payloads SET text = text || ' ' WHERE seq = 7") << false;
    QTest::newRow("a text deleted") << QByteArray("DELETE FROM payloads WHERE seq = 7") << false;
    QTest::newRow("a row altered") << QByteArray("UPDATE costs SET money = 7 WHERE id = 2") << false;
    QTest::newRow("a row deleted") << QByteArray("DELETE FROM costs WHERE id = 2") << false;
    QTest::newRow("a row put in") << QByteArray(
                                         "INSERT INTO consents (subject, key, kind, note, recorded_ms) "
                                         "VALUES ('face', 'f', 'own', '', 1)")
                                  << false;
    QTest::newRow("a held output altered")
        << QByteArray("UPDATE outputs SET recipe_digest = 'x' WHERE state = 'rejected'") << true;
    QTest::newRow("a held output deleted") << QByteArray(
                                                  "PRAGMA foreign_keys = OFF; DELETE FROM output_details WHERE output "
                                                  "= (SELECT min(id) FROM outputs WHERE state = 'rejected')")
                                           << true;
  }

  void damageCanBeAccepted() {
    QFETCH(QByteArray, sql);
    QFETCH(bool, stopsExports);
    fillRecord(open(), 6);
    QVERIFY(followed());
    alter(sql.toStdString());
    QVERIFY(!verified().sound());
    QCOMPARE(followed().has_value(), !stopsExports);

    QCOMPARE(acceptHistory(open(), "A disk died.").error().kind, ErrorKind::NeedsReview);
    QVERIFY(!verified().sound());
    const std::string found = verified().damages.front().what;
    QVERIFY(acceptHistory(open(), "A disk died.", ada(open())));
    const Verification after = verified();
    QVERIFY2(after.sound(), told(after.damages).c_str());
    const HistoryEntry entry = listHistory(open(), {.kind = "accept"}).value().front();
    QVERIFY(names(after.notes, entry.seq, "A disk died."));
    QVERIFY2(entry.text.find(found) != std::string::npos, entry.text.c_str());  // what it was stays on record
    const auto whole = followed();
    QVERIFY2(whole, whole ? "" : whole.error().message.c_str());
    QVERIFY(add());
    QVERIFY(verified().sound());
    QVERIFY(followed());
    QCOMPARE(acceptHistory(open(), "Again", ada(open())).error().kind, ErrorKind::Usage);
  }

  /// Who accepts an altered entry does not accept what somebody makes of it afterwards.
  void whatIsAlteredLaterIsSeen_data() {
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("the same entry") << QByteArray("UPDATE log SET kind = 'y' WHERE seq = 7");
    QTest::newRow("another entry") << QByteArray("UPDATE log SET time = 1 WHERE seq = 4");
    QTest::newRow("one more is deleted") << QByteArray("DELETE FROM log WHERE seq = 8");
    QTest::newRow("what accepts it") << QByteArray(
        "UPDATE payloads SET text = replace(text, 'until', 'after') WHERE seq = "
        "(SELECT seq FROM log WHERE kind = 'accept')");
  }
  void whatIsAlteredLaterIsSeen() {
    QFETCH(QByteArray, sql);
    fillRecord(open(), 3);
    alter("UPDATE log SET kind = 'x' WHERE seq = 7");
    QVERIFY(acceptHistory(open(), "A disk died.", ada(open())));
    QVERIFY(verified().sound());
    alter(sql.toStdString());
    QVERIFY(!verified().sound());
    QVERIFY(!followed());
    QVERIFY(acceptHistory(open(), "It died again.", ada(open())));
    QVERIFY(verified().sound());
    QVERIFY(followed());
  }

  void aTextThatIsAlteredLaterIsSeen() {
    fillRecord(open(), 3);
    alter("UPDATE payloads SET text = '{}' WHERE seq = 7");
    QVERIFY(acceptHistory(open(), "A disk died.", ada(open())));
    QVERIFY(verified().sound());
    alter("UPDATE payloads SET text = '{ }' WHERE seq = 7");
    QVERIFY2(names(verified().damages, 7, "altered"), told(verified().damages).c_str());
  }

  /// What an accepted entry says counts as it lies.
  void anAcceptedEntryIsBelieved() {
    QVERIFY(acceptPolicy(open(), photoDigest(1), "First"));
    alter("UPDATE payloads SET text = replace(text, 'First', 'Other')");
    QCOMPARE(acceptedPolicy(open()).error().kind, ErrorKind::Input);
    QVERIFY(acceptHistory(open(), "A disk died."));
    QCOMPARE(acceptedPolicy(open())->value(), photoDigest(1));
  }

  /// Nobody can accept that a reviewer signed what she did not.
  void aReviewersWrongSignatureStaysDamage() {
    fillRecord(open(), 3);
    alter("UPDATE decisions SET time_ms = time_ms + 1 WHERE id = 1");
    QVERIFY(acceptHistory(open(), "A disk died.", ada(open())));
    const Verification after = verified();
    QCOMPARE(after.damages.size(), std::size_t{1});
    QVERIFY2(names(after.damages, 0, "signature"), told(after.damages).c_str());
    QCOMPARE(acceptHistory(open(), "Again", ada(open())).error().kind, ErrorKind::Usage);
    QVERIFY(followed());
  }

  /// Whatever somebody did to a record, it can be gone on with, and what can't be accepted is the reviewers' alone.
  void anyTamperingCanBeAccepted() {
    fillRecord(open(), 6);
    const auto unlocked = *ada(open());
    for (unsigned seed = 1; seed <= 60; ++seed) {
      const auto folder = folderInMemory();
      const std::filesystem::path copy = folder->path().toStdString();
      execute(file_, "PRAGMA wal_checkpoint(TRUNCATE)");
      for (const char* name : {"record.db", "record.key", "record.anchor"})
        std::filesystem::copy_file(path_ / name, copy / name);
      Tampered tampered;
      {
        SQLite::Database db((copy / "record.db").string(), SQLite::OPEN_READWRITE, 5000);
        db.exec(
            "DROP TRIGGER log_is_never_changed; DROP TRIGGER log_is_never_cut; PRAGMA ignore_check_constraints = ON;"
            "PRAGMA foreign_keys = OFF");
        tampered = Tamperer(db, seed).tamper();
      }
      const auto record = Record::open(copy / "record.db");
      QVERIFY2(record, tampered.what.c_str());
      const bool knowsHer = answer(copy / "record.db", "SELECT count(*) FROM reviewers WHERE id = 1") == "1";
      const auto accepted = acceptHistory(*record, "Tampered with", knowsHer ? &unlocked : nullptr);
      QVERIFY2(accepted, (tampered.what + ": " + (accepted ? "" : accepted.error().message)).c_str());
      const Verification after = verifyHistory(*record).value();
      for (const Finding& left : after.damages) {
        const bool isTheirs = left.what.find("signature") != std::string::npos ||
                              left.what.find("reason") != std::string::npos ||
                              left.what.find("belongs to nothing") != std::string::npos;
        QVERIFY2(isTheirs, (tampered.what + ": " + left.what).c_str());
      }
      const auto whole = HistoryChain().follow(*record);
      QVERIFY2(whole, (tampered.what + ": " + (whole ? "" : whole.error().message)).c_str());
      QVERIFY2(noteProtection(*record, 1, true), tampered.what.c_str());
    }
  }
};

QTEST_APPLESS_MAIN(AcceptHistoryTest)
#include "accept_history_test.moc"
