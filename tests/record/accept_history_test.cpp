// Going on after damage: what is accepted as it lies stands in nobody's way any more, and nothing else is.
#include <QtTest>

#include "core/record/history_chain.h"
#include "core/record/log.h"
#include "tests/record/history_case.h"
#include "tests/record/tampering.h"

using namespace mien;

class AcceptHistoryTest : public HistoryCase {
  Q_OBJECT

  void alter(const std::string& sql) { executeUnguarded(file_, sql); }
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
    QTest::newRow("a text without its entry")
        << QByteArray("INSERT INTO payloads VALUES ((SELECT max(seq) + 1 FROM log), 'x', 'y')") << false;
    QTest::newRow("a row altered") << QByteArray("UPDATE costs SET money = 7 WHERE id = 2") << false;
    QTest::newRow("a row deleted") << QByteArray("DELETE FROM costs WHERE id = 2") << false;
    QTest::newRow("a row put in") << QByteArray(
                                         "INSERT INTO consents (subject, key, kind, note, recorded_ms) "
                                         "VALUES ('face', 'f', 'own', '', 1)")
                                  << false;
    QTest::newRow("a held output altered")
        << QByteArray("UPDATE outputs SET recipe_digest = 'x' WHERE state = 'rejected'") << true;
    QTest::newRow("a verdict altered") << QByteArray(
                                              "UPDATE output_details SET verdict = '{\"x\":\"mild\"}' "
                                              "WHERE output = 2")
                                       << true;
    QTest::newRow("words by which an output is found")
        << QByteArray("DELETE FROM output_words WHERE rowid = 2") << false;
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

  /// A text that was sound when others were accepted is still compared with its entry.
  void aSoundTextThatIsAlteredAfterwardsIsNotBelieved() {
    QVERIFY(acceptPolicy(open(), photoDigest(1), "First"));
    QVERIFY(add());
    alter("UPDATE log SET time = 1 WHERE seq = 3");
    QVERIFY(acceptHistory(open(), "A disk died."));
    QCOMPARE(acceptedPolicy(open())->value(), photoDigest(1));
    alter("UPDATE payloads SET text = replace(text, '" + photoDigest(1) + "', '" + photoDigest(2) + "')");
    QCOMPARE(acceptedPolicy(open()).error().kind, ErrorKind::Input);
  }

  /// Who alters one reviewer's row, or puts one in, has not got rid of the others.
  void theOtherReviewersMustSignForOnesDamage() {
    fillRecord(open(), 3);
    const auto her = *ada(open());
    QVERIFY(ReviewerStore(open()).add("Bob", kPassphrase, &her));
    const auto bob = ReviewerStore(open()).unlock("Bob", kPassphrase).value();
    alter("UPDATE reviewers SET made_ms = made_ms + 1 WHERE name = 'Bob'");
    QCOMPARE(acceptHistory(open(), "Damage").error().kind, ErrorKind::NeedsReview);
    QCOMPARE(acceptHistory(open(), "Damage", &bob).error().kind, ErrorKind::NeedsReview);
    QVERIFY(acceptHistory(open(), "Damage", &her));
    QVERIFY(verified().sound());
  }

  /// Under a new key, what an older one has signed counts on after a gap that was accepted.
  void aGapUnderAnOlderKeyLocksNobodyOut() {
    fillRecord(open(), 3);
    std::filesystem::remove(key_);
    QVERIFY(acceptHistory(open(), "The key was lost.", ada(open())));
    QVERIFY(add());
    alter("DELETE FROM log WHERE seq = (SELECT max(seq) FROM log WHERE kind = 'mark')");
    QVERIFY(!followed());
    QCOMPARE(acceptHistory(open(), "A disk died.").error().kind, ErrorKind::NeedsReview);
    const auto accepted = acceptHistory(open(), "A disk died.", ada(open()));
    QVERIFY2(accepted, accepted ? "" : accepted.error().message.c_str());
    QVERIFY(followed());
    QVERIFY(acceptPolicy(open(), photoDigest(2), "Words", ada(open())));
  }

  /// A row that was put in locks nobody out where there are no reviewers.
  void aReviewerWhoWasPutInDecidesNothing() {
    QVERIFY(add());
    fillRecord(Record::open(path_ / "other" / "record.db").value(), 1);
    execute(file_, "ATTACH '" + (path_ / "other" / "record.db").string() +
                       "' AS other; INSERT INTO reviewers SELECT * FROM other.reviewers");
    QCOMPARE(acceptPolicy(open(), photoDigest(1), "Words").error().kind, ErrorKind::Input);
    execute(file_, "DELETE FROM reviewers");
    QVERIFY(acceptPolicy(open(), photoDigest(1), "Words"));
  }

  /// An index that leaves an entry out hides it from all who look it up.
  void anIndexThatLiesIsSeen() {
    fillRecord(open(), 6);
    alter(
        "DROP INDEX log_subject; CREATE INDEX log_subject ON log (subject, seq) WHERE seq <> 7;"
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE INDEX log_subject ON log (subject, seq)' "
        "WHERE name = 'log_subject'; PRAGMA writable_schema = RESET");
    QVERIFY(!followed());
    QVERIFY(!verified().sound());
    const auto accepted = acceptHistory(open(), "An index was damaged.", ada(open()));
    QVERIFY2(accepted, accepted ? "" : accepted.error().message.c_str());
    QVERIFY2(verified().sound(), told(verified().damages).c_str());
    QVERIFY(followed());
  }

  /// What holds a mix goes on holding it, also where the entry that says so was lost.
  void aHeldMixStaysHeld() {
    fillRecord(open(), 2);
    const std::string recipe = newOutput(1).recipe;  // which is flagged
    const auto held = [&] { return heldMix(open(), recipe).value(); };
    QVERIFY(held());
    alter("DELETE FROM log WHERE kind = 'flagged'");
    QVERIFY(acceptHistory(open(), "A disk died.", ada(open())));
    QVERIFY(held());
    QVERIFY(followed());
  }

  /// Anchors are believed where an entry says genuinely that they were replaced.
  void aForgedReplacementIsNoWayOn() {
    fillRecord(open(), 3);
    std::filesystem::remove(anchor_);
    QVERIFY(acceptHistory(open(), "The anchor was lost.", ada(open())));
    QVERIFY(add());
    const LogHead anchor = HistoryFiles(file_).readAnchor(verified().key).value();
    alter("UPDATE payloads SET text = '{\"replaced\":{\"seq\":" + std::to_string(anchor.seq) + ",\"hash\":\"" +
          anchor.hash + "\"}}' WHERE seq = (SELECT seq FROM log WHERE kind = 'accept')");
    alter("DELETE FROM log WHERE seq = " + std::to_string(anchor.seq));
    QVERIFY(!followed());
    QVERIFY(!add());
  }

  /// Texts that nobody signed may be anything.
  void forgedTextsAreDamageAndNoFault() {
    fillRecord(open(), 3);
    {
      SQLite::Database db(file_.string(), SQLite::OPEN_READWRITE, 5000);
      LogHead head = readHead(db);
      const SigningKey own = SigningKey::generate();
      appendLog(db, head, own, "accept", "", R"({"note":5,"by":{"signature":7,"reviewer":"x"}})", head.time);
      appendLog(db, head, own, "policy", "", R"({"hash":5,"by":{"signature":[]}})", head.time);
    }
    QVERIFY(!verified().sound());
    QVERIFY(!followed());
    cutAfter(verified().entries - 2);
    QVERIFY(verified().sound());
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

  void whatGuardsTheRecordIsMissedAndPutBack_data() {
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("a trigger gone") << QByteArray("DROP TRIGGER log_is_never_cut")
                                    << QByteArray("trigger log_is_never_cut");
    QTest::newRow("an index gone") << QByteArray("DROP INDEX log_kind") << QByteArray("index log_kind");
    QTest::newRow("an index of less") << QByteArray(
                                             "DROP INDEX log_kind; CREATE INDEX log_kind ON log (kind, seq) "
                                             "WHERE seq < 5")
                                      << QByteArray("index log_kind");
  }

  void whatGuardsTheRecordIsMissedAndPutBack() {
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, part);
    fillRecord(open(), 3);
    execute(file_, sql.toStdString());
    const Verification found = verified();
    QCOMPARE(found.damages.size(), std::size_t{1});
    QVERIFY2(names(found.damages, 0, part.toStdString()), told(found.damages).c_str());
    QVERIFY(acceptHistory(open(), "Somebody was at it", ada(open())));
    QVERIFY2(verified().sound(), told(verified().damages).c_str());
    QVERIFY2(answer(file_, "SELECT text FROM payloads ORDER BY seq DESC LIMIT 1").find(part.toStdString()) !=
                 std::string::npos,
             "the entry says what was put back");
    QVERIFY_THROWS_EXCEPTION(SQLite::Exception, execute(file_, "DELETE FROM log WHERE seq = 1"));
  }

  /// Whatever somebody did to a record, it can be gone on with, and what can't be accepted is the reviewers' alone.
  /// Where a column has what Mien never writes there, as a subject of no kind, a backup is asked for.
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
        const UnguardedLog log(db);
        db.exec("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF");
        tampered = Tamperer(db, seed).tamper();
      }
      const auto record = Record::open(copy / "record.db");
      if (!record && tampered.what.find(".subject") != std::string::npos) {
        QVERIFY2(record.error().message.find("backup") != std::string::npos, record.error().message.c_str());
        continue;
      }
      QVERIFY2(record, tampered.what.c_str());
      const bool knowsHer = answer(copy / "record.db", "SELECT count(*) FROM reviewers WHERE id = 1") == "1";
      // Who takes her row out is not rid of her.
      if (!knowsHer) QCOMPARE(acceptHistory(*record, "Mine").error().kind, ErrorKind::NeedsReview);
      const auto accepted = acceptHistory(*record, "Tampered with", &unlocked);
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
