// The history: what it says, and that it shows what was altered, cut off or lost, and where.
#include "core/record/history.h"

#include <sys/stat.h>
#include <unistd.h>

#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/record/bound_rows.h"
#include "core/record/history_files.h"
#include "core/record/log.h"
#include "core/record/record_time.h"
#include "tests/record/history_case.h"

namespace fs = std::filesystem;
using namespace mien;

namespace {

void flipDigit(const fs::path& file, const char* after) {
  auto bytes = readFile(file).value();
  const std::string text(bytes.begin(), bytes.end());
  const std::size_t at = text.find(after) + std::string(after).size();
  bytes[at] = bytes[at] == '1' ? '2' : '1';
  QVERIFY(writeFileAtomically(file, bytes));
}

}  // namespace

class HistoryTest : public HistoryCase {
  Q_OBJECT

 private Q_SLOTS:
  void beginsWithAKeyAndAnAnchor() {
    open();
    soundWith(1);
    struct stat info {};
    QCOMPARE(::stat(key_.c_str(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0600U);
    QVERIFY(fs::exists(anchor_));
    const auto first = listHistory(open()).value();
    QCOMPARE(first.size(), std::size_t{1});
    QCOMPARE(first[0].kind, std::string("begin"));
    QCOMPARE(nlohmann::json::parse(first[0].text)["key"].get<std::string>(), verified().key);
    QCOMPARE(verified().head, first[0].hash);
  }

  void aFullRecordIsSound() {
    fillRecord(open(), 30);
    const Verification history = verified();
    QVERIFY2(history.sound(), told(history.damages).c_str());
    QVERIFY(history.notes.empty());
    QVERIFY(history.entries > 200);
  }

  void listsByKindAndSubject() {
    fillRecord(open(), 6);
    const auto all = listHistory(open(), {.limit = 1000}).value();
    QCOMPARE(all.back().seq, 1);
    QCOMPARE(all.front().seq, static_cast<std::int64_t>(all.size()));
    const auto ofOutput = listHistory(open(), {.subject = "output:1"}).value();
    QCOMPARE(ofOutput.back().kind, std::string("output"));
    QVERIFY(ofOutput.size() >= 3);  // made, approved, rated, labelled
    QCOMPARE(listHistory(open(), {.kind = "consent"})->size(), std::size_t{6});
    const auto page = listHistory(open(), {.before = 5, .limit = 2}).value();
    QCOMPARE(page.size(), std::size_t{2});
    QCOMPARE(page[0].seq, 4);
  }

  void theLogRefusesChanges() {
    fillRecord(open(), 1);
    QVERIFY_EXCEPTION_THROWN(execute(file_, "UPDATE log SET kind = 'x' WHERE seq = 2"), SQLite::Exception);
    QVERIFY_EXCEPTION_THROWN(execute(file_, "DELETE FROM log WHERE seq = 2"), SQLite::Exception);
  }

  void aTailThatWasCutIsSeenAndNothingIsAddedToIt() {
    fillRecord(open(), 5);
    const std::int64_t entries = verified().entries;
    cutAfter(entries - 3);
    const Verification history = verified();
    QVERIFY2(names(history.damages, entries - 2, "cut off"), told(history.damages).c_str());
    // What is added could hide what was cut.
    const auto added = add();
    QVERIFY(!added);
    QCOMPARE(added.error().kind, ErrorKind::Input);
  }

  void allOfItDeletedIsSeen() {
    fillRecord(open(), 2);
    cutAfter(0);
    QVERIFY(!verified().sound());
    QVERIFY(!add());
    fs::remove(file_);  // and so is a record that was begun anew beside the old anchor
    QVERIFY(!verified().sound());
    QVERIFY(!add());
  }

  void acceptedDamageStaysToBeSeen() {
    fillRecord(open(), 3);
    const std::int64_t entries = verified().entries;
    QCOMPARE(acceptHistory(open(), "For fun").error().kind, ErrorKind::Usage);
    execute(file_, "DELETE FROM costs; DELETE FROM decisions; DELETE FROM exports");
    cutAfter(entries - 2);
    QCOMPARE(acceptHistory(open(), "").error().kind, ErrorKind::Usage);
    QCOMPARE(acceptHistory(open(), "The disk lost the end.").error().kind, ErrorKind::NeedsReview);
    QVERIFY(acceptHistory(open(), "The disk lost the end.", ada(open())));
    QVERIFY(listHistory(open(), {.kind = "accept"}).value().front().text.find("Ada") != std::string::npos);
    QVERIFY(add());
    const Verification history = verified();
    QVERIFY2(names(history.notes, entries - 1, "The disk lost the end."), told(history.notes).c_str());
    QVERIFY(!names(history.damages, entries - 1, "cut off"));
  }

  void aLostKeyStopsAndANewOneIsNoted() {
    fillRecord(open(), 3);
    const std::int64_t entries = verified().entries;
    const std::string old = verified().key;
    fs::remove(key_);
    QVERIFY(names(verified().damages, 0, "record.key"));
    QCOMPARE(add().error().kind, ErrorKind::Input);
    QCOMPARE(acceptHistory(open(), "The key was lost.").error().kind, ErrorKind::NeedsReview);
    QVERIFY(!fs::exists(key_));
    QVERIFY(acceptHistory(open(), "The key was lost.", ada(open())));
    soundWith(entries + 1);
    QVERIFY(verified().key != old);
    QVERIFY(names(verified().notes, entries + 1, "new key"));
    QVERIFY(add());
    soundWith(entries + 2);
  }

  /// Where there is no reviewer there is nobody to ask.
  void aLostKeyIsAnybodysToReplaceWithoutReviewers() {
    QVERIFY(add());
    fs::remove(key_);
    QVERIFY(acceptHistory(open(), "The key was lost."));
    soundWith(3);
    QVERIFY(names(verified().notes, verified().entries, "by no reviewer"));
  }

  void anotherKeyIsSeen() {
    fillRecord(open(), 2);
    QVERIFY(HistoryFiles(file_).makeKey());
    QVERIFY(names(verified().damages, 0, "not the one"));
    QVERIFY(!add());
  }

  void anAlteredKeyIsSeen() {
    open();
    flipDigit(key_, "\"seed\":\"");
    QVERIFY(!verified().sound());
    QVERIFY(writeFileAtomically(key_, std::vector<std::uint8_t>{'{', '}'}));
    QVERIFY(!verified().sound());
    QCOMPARE(add().error().kind, ErrorKind::Input);
  }

  void alteredAnchors_data() {
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("number") << QByteArray("\"seq\":");
    QTest::newRow("hash") << QByteArray("\"hash\":\"");
    QTest::newRow("time") << QByteArray("\"time\":");
    QTest::newRow("signature") << QByteArray("\"signature\":\"");
  }

  void alteredAnchors() {
    QFETCH(QByteArray, after);
    fillRecord(open(), 2);
    flipDigit(anchor_, after.constData());
    QVERIFY(names(verified().damages, 0, "record.anchor"));
    QCOMPARE(add().error().kind, ErrorKind::Input);
  }

  void aMissingKeyIsSaidOnceAndHidesNoMissingAnchor() {
    fillRecord(open(), 2);
    const std::vector<std::uint8_t> anchor = readFile(anchor_).value();
    fs::remove(anchor_.parent_path() / "record.key");
    const auto about = [&](const char* what) {
      const auto damages = verified().damages;
      return std::count_if(damages.begin(), damages.end(),
                           [&](const Finding& f) { return f.what.find(what) != std::string::npos; });
    };
    QCOMPARE(about("record.key"), 1);
    QCOMPARE(about("record.anchor"), 0);
    fs::remove(anchor_);
    QCOMPARE(about("record.key"), 1);
    QCOMPARE(about("record.anchor"), 1);
  }

  void aMissingAnchorIsSeen() {
    fillRecord(open(), 2);
    fs::remove(anchor_);
    QVERIFY(names(verified().damages, 0, "record.anchor"));
    QVERIFY(!add());
    QCOMPARE(acceptHistory(open(), "Lost the anchor.").error().kind, ErrorKind::NeedsReview);
    QVERIFY(acceptHistory(open(), "Lost the anchor.", ada(open())));
    QVERIFY(add());
    QVERIFY(verified().sound());
  }

  /// The process died between its commit and the anchor.
  void anAnchorThatLagsIsNoDamageAndCatchesUp() {
    fillRecord(open(), 2);
    const auto before = readFile(anchor_).value();
    QVERIFY(add());
    const auto after = readFile(anchor_).value();
    QVERIFY(writeFileAtomically(anchor_, before));
    {
      const Record record = open();
      QCOMPARE(readFile(anchor_).value(), after);
    }
    const Record running = open();  // a window that stays open while another process dies
    QVERIFY(writeFileAtomically(anchor_, before));
    QVERIFY(verifyHistory(running)->sound());
    QVERIFY(noteProtection(running, 2, true));
    QVERIFY(verified().sound());
    QVERIFY(readFile(anchor_).value() != after);
  }

  void anOldDatabaseBesideANewAnchorIsSeen() {
    fillRecord(open(), 2);
    fs::copy_file(file_, path_ / "old.db");
    const std::int64_t entries = verified().entries;
    QVERIFY(add());
    for (const char* suffix : {"-wal", "-shm"}) fs::remove(file_.string() + suffix);
    fs::copy_file(path_ / "old.db", file_, fs::copy_options::overwrite_existing);
    QVERIFY(names(verified().damages, entries + 1, "cut off"));
  }

  void aKeyThatOthersMayReadIsANote() {
    fillRecord(open(), 2);
    QVERIFY(verified().notes.empty());
    fs::permissions(key_, fs::perms::group_read | fs::perms::others_read, fs::perm_options::add);
    QVERIFY(verified().sound());
    QVERIFY2(names(verified().notes, 0, "may be read by others"), told(verified().notes).c_str());
  }

  void aClockSetBackIsANote() {
    open();
    QVERIFY(add());
    {
      // As if the entry had been written when the clock was a day ahead.
      SQLite::Database db(file_.string(), SQLite::OPEN_READWRITE, 5000);
      const HistoryFiles files(file_);
      const SigningKey key = files.readKey().value();
      LogHead head = readHead(db);
      appendLog(db, head, key, "policy", "", "{\"hash\":\"x\"}", head.time + 86'400'000);
    }
    QVERIFY(add());
    const Verification history = verified();
    QVERIFY2(history.sound(), told(history.damages).c_str());
    QVERIFY(names(history.notes, 4, "clock"));
    // The last entry counts, and it was written by the clock as it is.
    QVERIFY(nowByHistory(open()).value() - recordNow() < 60'000);
    QVERIFY(latestByHistory(open()).value() - recordNow() > 80'000'000);
  }

  /// What has ended by a time that the history has seen does not begin again.
  void timeDoesNotRunBack() {
    Record record = open();
    QVERIFY(add());
    SQLite::Database db(file_.string(), SQLite::OPEN_READWRITE, 5000);
    const SigningKey key = HistoryFiles(file_).readKey().value();
    LogHead head = readHead(db);
    const std::int64_t ahead = head.time + 86'400'000;
    appendLog(db, head, key, "policy", "", "{\"hash\":\"x\"}", ahead);
    QCOMPARE(nowByHistory(record).value(), ahead);
    QCOMPARE(latestByHistory(record).value(), ahead);
  }

  void alteredRowsAreNamed() {
    fillRecord(open(), 4);
    execute(file_, "UPDATE outputs SET state = 'approved' WHERE id = 2");
    const Verification history = verified();
    QCOMPARE(history.damages.size(), std::size_t{1});
    QCOMPARE(history.damages[0].subject, std::string("output:2"));
    QVERIFY2(history.damages[0].what.find("state") != std::string::npos, history.damages[0].what.c_str());
  }

  /// Who holds the record's key can chain what he likes, but not sign for a reviewer.
  void aDecisionForgedWithTheRecordsKeyIsSeen() {
    fillRecord(open(), 4);
    execute(file_, "UPDATE decisions SET to_state = 'rejected' WHERE id = 1");
    {
      SQLite::Database db(file_.string(), SQLite::OPEN_READWRITE, 5000);
      const SigningKey key = HistoryFiles(file_).readKey().value();
      LogHead head = readHead(db);
      const nlohmann::json said{{"row", readRow(db, boundTable("decision"), 1)}};
      appendLog(db, head, key, "decision", "decision:1", said.dump(), head.time);
    }
    const Verification history = verified();
    QCOMPARE(history.damages.size(), std::size_t{1});
    QCOMPARE(history.damages[0].subject, std::string("decision:1"));
    QVERIFY(history.damages[0].what.find("signature") != std::string::npos);
  }

  /// Nothing is allowed because of a row that was altered.
  void alteredRowsAllowNothing() {
    fillRecord(open(), 6);  // 6 was withdrawn, 4 is flagged
    const Record record = open();
    const auto standing = [&](int photo) {
      return ConsentStore(record).find(photoFace(photo).key, photoDigest(photo), recordNow() + 1000);
    };
    QVERIFY(standing(1)->standing == ConsentStanding::Valid);
    QVERIFY(standing(5)->standing == ConsentStanding::Withdrawn);
    execute(file_, "UPDATE consents SET withdrawn_ms = NULL WHERE key = '" + photoDigest(5) + "'");
    QVERIFY(standing(5).error().kind == ErrorKind::Input);
    QVERIFY(ReviewStore(record).mayExport(1));
    QVERIFY(!ReviewStore(record).mayExport(4));
    execute(file_, "UPDATE outputs SET state = 'approved' WHERE id = 4");
    QVERIFY(ReviewStore(record).mayExport(4).error().kind == ErrorKind::Input);
    // Nor when what the last entry of it says is taken away, so that an older one seems to speak.
    QVERIFY(ReviewStore(record).flag(1, "Wait"));
    execute(file_,
            "UPDATE outputs SET state = 'approved' WHERE id = 1; DELETE FROM payloads WHERE seq = "
            "(SELECT max(seq) FROM log WHERE subject = 'output:1')");
    QVERIFY(ReviewStore(record).mayExport(1).error().kind == ErrorKind::Input);
    execute(file_,
            "UPDATE payloads SET text = replace(text, 'shipped', 'altered') WHERE seq IN "
            "(SELECT seq FROM log WHERE kind = 'policy')");
    QVERIFY(acceptedPolicy(record).error().kind == ErrorKind::Input);
  }

  void droppedTablesAreDamage() {
    fillRecord(open(), 1);
    execute(file_, "PRAGMA foreign_keys = OFF; DROP TABLE decisions");
    QVERIFY(verifyHistory(open()).error().kind == ErrorKind::Input);
    execute(file_, "DROP TABLE log");
    QVERIFY(Record::open(file_).error().kind == ErrorKind::Input);
  }

  /// What can't be anchored is not piled up.
  void anAnchorThatCantBeWrittenStopsTheNextChange() {
    if (geteuid() != 0) QSKIP("Changing the user needs root.");
    const Record record = open();
    constexpr uid_t kNobody = 65534;
    for (const auto& entry : fs::directory_iterator(path_))
      QCOMPARE(::chown(entry.path().c_str(), kNobody, kNobody), 0);
    fs::permissions(path_, fs::perms(0755));
    QCOMPARE(seteuid(kNobody), 0);
    const bool first = acceptPolicy(record, photoDigest(1), "One").has_value();
    const auto second = acceptPolicy(record, photoDigest(2), "Two");
    QCOMPARE(seteuid(0), 0);
    QVERIFY(first);  // kept, and so not to be called a failure
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Disk);
    soundWith(2);
    QVERIFY(add());
    soundWith(3);
  }

  void thePolicyThatWasAcceptedIsKept() {
    QVERIFY(!acceptedPolicy(open())->has_value());
    QVERIFY(acceptPolicy(open(), photoDigest(1), "First"));
    QVERIFY(acceptPolicy(open(), photoDigest(2), "Second"));
    QCOMPARE(acceptedPolicy(open())->value(), photoDigest(2));
  }
};

QTEST_APPLESS_MAIN(HistoryTest)
#include "history_test.moc"
