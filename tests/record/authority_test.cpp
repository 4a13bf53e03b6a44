// Who may change what outputs are judged by.
#include "core/record/authority.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/record/history.h"
#include "core/record/history_chain.h"
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
    QTest::newRow("retired") << QByteArray("UPDATE reviewers SET retired_ms = 1") << QString();
    QTest::newRow("deleted") << QByteArray("DELETE FROM reviewers") << QString();
    QTest::newRow("locked out") << QByteArray("UPDATE reviewers SET salt = x'00'") << QString();
    QTest::newRow("deleted, and the key too") << QByteArray("DELETE FROM reviewers") << QStringLiteral("record.key");
    QTest::newRow("deleted, and the anchor too")
        << QByteArray("DELETE FROM reviewers") << QStringLiteral("record.anchor");
  }
  void reviewersCantBeTakenOutBehindTheHistory() {
    QFETCH(QByteArray, sql);
    QFETCH(QString, gone);
    addAda();
    QVERIFY(HistoryChain().follow(*record_));
    execute(file_, sql.toStdString());
    if (!gone.isEmpty()) QVERIFY(QFile::remove(dir_->filePath(gone)));
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

  void nobodyIsPutInBehindTheHistory() {
    addAda();
    execute(file_,
            "INSERT INTO reviewers (name, public_key, sealed_key, salt, operations, memory, made_ms) "
            "SELECT 'Eve', public_key, sealed_key, salt, operations, memory, made_ms FROM reviewers");
    const auto eve = ReviewerStore(*record_).unlock("Eve", kPassphrase).value();
    QCOMPARE(acceptPolicy(*record_, kHash, "Mine", &eve).error().kind, ErrorKind::Input);
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
