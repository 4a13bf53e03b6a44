// Who may change what outputs are judged by.
#include "core/record/authority.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/record/bound_rows.h"
#include "core/record/history.h"
#include "core/record/history_chain.h"
#include "core/record/history_files.h"
#include "core/record/log.h"
#include "core/record/pack_standing.h"
#include "tests/record/folder_in_memory.h"
#include "tests/record/raw_database.h"
#include "tests/record/sample_record.h"

using namespace mien;

namespace {

const std::string kHash(64, 'a');

PackStanding pack(Standing standing) {
  return {.id = "portrait", .hash = kHash, .standing = standing, .reason = "ears"};
}

}  // namespace

class AuthorityTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> dir_;
  std::string file_;
  std::optional<Record> record_;
  std::optional<UnlockedReviewer> ada_;

  using Step = std::function<Result<void>(const UnlockedReviewer*)>;

  /// Everything that lets more out, or says who may.
  std::vector<std::pair<const char*, Step>> steps() const {
    return {
        {"policy", [this](auto* by) { return acceptPolicy(*record_, kHash, "House rules", by); }},
        {"networks", [this](auto* by) { return acceptNetworks(*record_, kHash, by); }},
        {"protection", [this](auto* by) { return noteProtection(*record_, 1, false, by); }},
        {"spending", [this](auto* by) { return noteSpending(*record_, R"({"monthly_budget":1})", true, by); }},
        {"pack", [this](auto* by) { return setPackStanding(*record_, pack(Standing::Current), by); }},
        {"add",
         [this](auto* by) { return ReviewerStore(*record_).add("Ben", kPassphrase, by).map([](const Reviewer&) {}); }},
        {"retire", [this](auto* by) { return ReviewerStore(*record_).retire("Ada", by); }},
    };
  }
  void addAda() {
    QVERIFY(ReviewerStore(*record_).add("Ada", kPassphrase));
    ada_ = ReviewerStore(*record_).unlock("Ada", kPassphrase).value();
  }
  std::int64_t entries() const { return verifyHistory(*record_)->entries; }

 private Q_SLOTS:
  void init() {
    record_.reset();
    ada_.reset();
    dir_ = folderInMemory();
    file_ = dir_->filePath(QStringLiteral("record.db")).toStdString();
    record_.emplace(Record::open(file_).value());
    QVERIFY(setPackStanding(*record_, pack(Standing::Recalled)));
  }

  void anybodyMayWhereThereAreNoReviewers() {
    for (const auto& [name, step] : steps())
      if (std::string_view(name) != "retire") QVERIFY2(step(nullptr), name);
  }

  void reviewersSignOnceThereAreSome() {
    addAda();
    const auto before = entries();
    for (const auto& [name, step] : steps()) {
      const auto done = step(nullptr);
      QVERIFY2(!done && done.error().kind == ErrorKind::NeedsReview, name);
      QVERIFY(done.error().message.find("Ada") != std::string::npos);
    }
    QCOMPARE(entries(), before);
    for (const auto& [name, step] : steps()) QVERIFY2(step(&*ada_), name);
    const auto verified = verifyHistory(*record_).value();
    QVERIFY2(verified.sound(), verified.sound() ? "" : verified.damages.front().what.c_str());
    // Whom she vouched for does so from now on.
    const auto ben = ReviewerStore(*record_).unlock("Ben", kPassphrase).value();
    QCOMPARE(acceptPolicy(*record_, kHash, "Again", &*ada_).error().kind, ErrorKind::Usage);
    QVERIFY(acceptPolicy(*record_, kHash, "Again", &ben));
  }

  /// What makes the guard stricter waits for nobody.
  void anybodyMayBeStricter() {
    addAda();
    QVERIFY(noteProtection(*record_, 2, true));
    PackStanding other = pack(Standing::Retired);
    other.hash = std::string(64, 'b');
    QVERIFY(setPackStanding(*record_, other));
    other.standing = Standing::Recalled;
    QVERIFY(setPackStanding(*record_, other));
    other.standing = Standing::Retired;
    QCOMPARE(setPackStanding(*record_, other).error().kind, ErrorKind::NeedsReview);
  }

  void aStrangerSignsForNothing() {
    addAda();
    const auto elsewhere = folderInMemory();
    const auto other = Record::open(elsewhere->filePath(QStringLiteral("record.db")).toStdString()).value();
    QVERIFY(ReviewerStore(other).add("Ada", kPassphrase));
    const auto stranger = ReviewerStore(other).unlock("Ada", kPassphrase).value();
    QCOMPARE(acceptPolicy(*record_, kHash, "Mine", &stranger).error().kind, ErrorKind::Usage);
  }

  void reviewersCantBeTakenOutBehindTheHistory_data() {
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("gone");  // a file
    QTest::addColumn<bool>("swapped");  // whether another key lies where the file was
    const auto row = [](const char* name, const char* sql, const char* gone = "", bool swapped = false) {
      QTest::newRow(name) << QByteArray(sql) << QString::fromLatin1(gone) << swapped;
    };
    row("retired", "UPDATE reviewers SET retired_ms = 1");
    row("deleted", "DELETE FROM reviewers");
    row("locked out", "UPDATE reviewers SET salt = x'00'");
    row("deleted, and the key too", "DELETE FROM reviewers", "record.key");
    row("deleted, and the anchor too", "DELETE FROM reviewers", "record.anchor");
    row("only the key gone", "SELECT 1", "record.key");
    row("key swapped", "SELECT 1", "record.key", true);
    row("deleted, and the key swapped", "DELETE FROM reviewers", "record.key", true);
    row("key gone, and the entry that says which it was", "DELETE FROM payloads WHERE seq = 1", "record.key");
    row("key swapped, and the entry that says which it was", "DELETE FROM payloads WHERE seq = 1", "record.key", true);
    constexpr const char* kForgedBegin =
        "DELETE FROM reviewers; INSERT INTO log SELECT max(seq) + 1, 1, 'begin', '', 'x', '', '', '' FROM log;"
        "INSERT INTO payloads SELECT max(seq), '', '{\"key\":\"' || hex(zeroblob(32)) || '\"}' FROM log";
    row("forged begin", kForgedBegin, "record.key");
    row("another word on her put in",
        "INSERT INTO log SELECT max(seq) + 1, 1, 'reviewer', 'reviewer:1', 'x', '', '', '' FROM log");
    row("deleted, and a word on that put in",
        "DELETE FROM reviewers; INSERT INTO log SELECT max(seq) + 1, 1, 'reviewer', 'reviewer:1', 'x', '', '', '' "
        "FROM log; INSERT INTO payloads SELECT max(seq), '', '{\"row\":null}' FROM log");
  }
  void reviewersCantBeTakenOutBehindTheHistory() {
    QFETCH(QByteArray, sql);
    QFETCH(QString, gone);
    QFETCH(bool, swapped);
    addAda();
    QVERIFY(HistoryChain().follow(*record_));
    execute(file_, sql.toStdString());
    if (!gone.isEmpty()) QVERIFY(QFile::remove(dir_->filePath(gone)));
    if (swapped) QVERIFY(HistoryFiles(file_).makeKey());
    QVERIFY(!verifyHistory(*record_)->sound());
    QCOMPARE(HistoryChain().follow(*record_).error().kind, ErrorKind::Input);
    QCOMPARE(acceptPolicy(*record_, kHash, "Mine").error().kind, ErrorKind::Input);
    // Nor by going on from the record as it lies: that is one of them's to sign, whose key is open or in a backup.
    const auto refused = acceptHistory(*record_, "A disk died.");
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NeedsReview);
    QVERIFY(refused.error().message.find("Ada") != std::string::npos);
    const auto elsewhere = folderInMemory();
    const auto other = Record::open(elsewhere->filePath(QStringLiteral("record.db")).toStdString()).value();
    QVERIFY(ReviewerStore(other).add("Ada", kPassphrase));
    const auto stranger = ReviewerStore(other).unlock("Ada", kPassphrase).value();
    QCOMPARE(acceptHistory(*record_, "A disk died.", &stranger).error().kind, ErrorKind::NeedsReview);
    QVERIFY(acceptHistory(*record_, "A disk died.", &*ada_));
    const auto verified = verifyHistory(*record_).value();
    QVERIFY2(verified.sound(), verified.sound() ? "" : verified.damages.front().what.c_str());
    QVERIFY(HistoryChain().follow(*record_));
  }

  /// Where the record has lost her key, a backup has it, and brings her back.
  void aBackupHasTheKeyThatSignsForIt() {
    addAda();
    const std::string backup = dir_->filePath(QStringLiteral("backup.db")).toStdString();
    QVERIFY(record_->backup(backup));
    execute(file_, "DELETE FROM reviewers");
    QCOMPARE(record_->restore(backup).error().kind, ErrorKind::NeedsReview);
    QVERIFY(!ReviewerStore(*record_).unlock("Ada", kPassphrase));
    QVERIFY(!ReviewerStore::unlockFrom(backup, "Ada", "another passphrase"));
    const auto ada = ReviewerStore::unlockFrom(backup, "Ada", kPassphrase).value();
    QVERIFY(record_->restore(backup, &ada));
    QVERIFY(verifyHistory(*record_)->sound());
    QVERIFY(ReviewerStore(*record_).unlock("Ada", kPassphrase));
    QCOMPARE(acceptPolicy(*record_, kHash, "Mine").error().kind, ErrorKind::NeedsReview);
  }

  /// Nor is she lifted by a backup from before she came, with the record's key taken away or another in its place.
  void aRestoreOverAKeyThatIsGoneIsHersToSign_data() {
    QTest::addColumn<bool>("swapped");
    QTest::addColumn<bool>("anchored");  // by the other key
    QTest::newRow("gone") << false << false;
    QTest::newRow("swapped") << true << false;
    QTest::newRow("swapped, and the anchor with it") << true << true;
  }
  void aRestoreOverAKeyThatIsGoneIsHersToSign() {
    QFETCH(bool, swapped);
    QFETCH(bool, anchored);
    const std::string backup = dir_->filePath(QStringLiteral("backup.db")).toStdString();
    QVERIFY(record_->backup(backup));
    addAda();
    const auto before = entries();
    QVERIFY(QFile::remove(dir_->filePath(QStringLiteral("record.key"))));
    if (swapped) {
      const HistoryFiles files(file_);
      const SigningKey other = files.makeKey().value();
      if (anchored) QVERIFY(files.writeAnchor(readHead(record_->database()), other));
    }
    const auto refused = record_->restore(backup);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NeedsReview);
    QVERIFY2(refused.error().message.find("Ada") != std::string::npos, refused.error().message.c_str());
    QCOMPARE(entries(), before);
    QVERIFY(!ReviewerStore(*record_).add("Mallory", kPassphrase));
    QVERIFY(record_->restore(backup, &*ada_));
    const auto verified = verifyHistory(*record_).value();
    QVERIFY2(verified.sound(), verified.sound() ? "" : verified.damages.front().what.c_str());
    const auto entry = listHistory(*record_, {.kind = "restore"}).value().front();
    QVERIFY2(entry.text.find("Ada") != std::string::npos, entry.text.c_str());
  }

  /// Who writes a key into the log that nobody vouches for, and a reviewer of theirs, signs for nobody by that.
  void aReviewerOfAForgedKeySignsForNothing() {
    addAda();
    const auto elsewhere = folderInMemory();
    const auto other = Record::open(elsewhere->filePath(QStringLiteral("record.db")).toStdString()).value();
    QVERIFY(ReviewerStore(other).add("Mallory", kPassphrase));
    execute(file_, "ATTACH '" + elsewhere->filePath(QStringLiteral("record.db")).toStdString() +
                       "' AS other; INSERT INTO reviewers SELECT 2, name, public_key, sealed_key, salt, operations, "
                       "memory, made_ms, retired_ms FROM other.reviewers");
    SQLite::Database& db = record_->database();
    LogHead head = readHead(db);
    const SigningKey own = SigningKey::generate();
    appendLog(db, head, own, "begin", "", nlohmann::json{{"key", own.publicKey()}}.dump(), head.time);
    const nlohmann::json said{{"row", readRow(db, boundTable("reviewer"), 2)}};
    appendLog(db, head, own, "reviewer", "reviewer:2", said.dump(), head.time);
    QVERIFY(QFile::remove(dir_->filePath(QStringLiteral("record.key"))));
    const auto mallory = ReviewerStore(*record_).unlock("Mallory", kPassphrase).value();
    const auto refused = acceptHistory(*record_, "Mine", &mallory);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NeedsReview);
    QVERIFY2(refused.error().message.find("Ada") != std::string::npos, refused.error().message.c_str());
    QVERIFY(acceptHistory(*record_, "A disk died.", &*ada_));
  }

  void nobodyIsPutInBehindTheHistory() {
    addAda();
    execute(file_,
            "INSERT INTO reviewers (name, public_key, sealed_key, salt, operations, memory, made_ms) "
            "SELECT 'Eve', public_key, sealed_key, salt, operations, memory, made_ms FROM reviewers");
    const auto eve = ReviewerStore(*record_).unlock("Eve", kPassphrase).value();
    QCOMPARE(acceptPolicy(*record_, kHash, "Mine", &eve).error().kind, ErrorKind::Input);
  }

  /// Who has the record's key can't call a key of their own a reviewer's.
  void anAcceptDoesNotVouchForItsOwnSigner() {
    addAda();
    const auto elsewhere = folderInMemory();
    const auto other = Record::open(elsewhere->filePath(QStringLiteral("record.db")).toStdString()).value();
    QVERIFY(ReviewerStore(other).add("Ada", kPassphrase));
    const std::string theirs = elsewhere->filePath(QStringLiteral("record.db")).toStdString();
    const auto accepted = [&](const std::string& id) {
      execute(theirs, "UPDATE reviewers SET id = " + id);
      const auto stranger = ReviewerStore(other).unlock("Ada", kPassphrase).value();
      const auto done = changeRecord(*record_, [&](Change& change) -> Result<void> {
        nlohmann::json said{{"note", "Mine"}};
        signAccept(said, change.now(), stranger);
        change.log("accept", said);
        return {};
      });
      return done.has_value();
    };
    QVERIFY(accepted("999"));
    const auto verified = verifyHistory(*record_).value();
    QCOMPARE(verified.damages.size(), std::size_t{1});
    QVERIFY2(verified.damages.front().what.find("signature") != std::string::npos,
             verified.damages.front().what.c_str());
    // Nor hers, once her row is gone.
    execute(file_, "DELETE FROM reviewers");
    QVERIFY(accepted("1"));
    const auto after = verifyHistory(*record_).value();
    QCOMPARE(std::count_if(after.damages.begin(), after.damages.end(),
                           [](const Finding& one) { return one.what.find("signature") != std::string::npos; }),
             std::ptrdiff_t{2});
  }

  void aWrongSignatureIsFound() {
    addAda();
    const auto done = changeRecord(*record_, [&](Change& change) -> Result<void> {
      change.log("policy", {{"hash", kHash}, {"by", {{"reviewer", 1}, {"signature", std::string(128, '0')}}}});
      return {};
    });
    QVERIFY(done);
    const auto verified = verifyHistory(*record_).value();
    QCOMPARE(verified.damages.size(), std::size_t{1});
    QVERIFY(verified.damages.front().what.find("signature") != std::string::npos);
  }
};

QTEST_APPLESS_MAIN(AuthorityTest)
#include "authority_test.moc"
