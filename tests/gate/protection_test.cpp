// Who is protected stands in the list and in the signed history, or in neither.
#include "core/gate/protection.h"

#include <QTest>

#include "core/record/history.h"
#include "tests/gate/gate_bench.h"
#include "tests/gate/reviewers.h"
#include "tests/record/raw_database.h"

using namespace mien;
namespace fs = std::filesystem;

class ProtectionTest : public QObject {
  Q_OBJECT

  static NewProtection somebody(const char* name) {
    return {name, "For the test", makeFakeJudge().value()->identityHash(), {Embedding{}}};
  }
  static void loseTheList(const Record& record) {
    for (const auto& file : fs::directory_iterator(record.file().parent_path()))
      if (file.path().filename().string().starts_with("protected")) fs::remove(file.path());
  }

 private Q_SLOTS:
  void listAndHistoryAgree() {
    const GateBench bench;
    const Record record = bench.opened();
    QCOMPARE(protect(record, somebody("Ada")).value(), std::int64_t{1});
    QCOMPARE(protect(record, somebody("Ben")).value(), std::int64_t{2});
    const auto both = protectionOf(record).value();
    QCOMPARE(both.people.people().size(), std::size_t{2});
    QCOMPARE(both.people.people()[0].note, std::string("For the test"));
    QVERIFY(both.missing.empty());
    QCOMPARE(notedProtection(record)->people, (std::set<std::int64_t>{1, 2}));

    QVERIFY(endProtection(record, std::array{std::int64_t{1}, std::int64_t{2}}, nullptr));
    QVERIFY(protectionOf(record)->people.people().empty());
    QVERIFY(notedProtection(record)->people.empty());
    QCOMPARE(protect(record, somebody("Cleo")).value(), std::int64_t{3});
  }

  void oneUnknownNumberLeavesAllProtected() {
    const GateBench bench;
    const Record record = bench.opened();
    QVERIFY(protect(record, somebody("Ada")));
    const auto done = endProtection(record, std::array{std::int64_t{1}, std::int64_t{9}}, nullptr);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Usage);
    QCOMPARE(protectionOf(record)->people.people().size(), std::size_t{1});
    QCOMPARE(notedProtection(record)->people, (std::set<std::int64_t>{1}));
  }

  void whatTheHistoryCantSayIsNotInTheListEither() {
    const GateBench bench;
    const Record record = bench.opened();
    QVERIFY(protect(record, somebody("Ada")));
    execute(bench.record, "CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'full'); END");
    QVERIFY(!protect(record, somebody("Ben")));
    execute(bench.record, "DROP TRIGGER full");
    const auto left = protectionOf(record).value();
    QCOMPARE(left.people.people().size(), std::size_t{1});
    QCOMPARE(left.people.people()[0].name, std::string("Ada"));
  }

  void whoIsMissingFromALostListCanBeLetGo() {
    const GateBench bench;
    const Record record = bench.opened();
    QVERIFY(protect(record, somebody("Ada")));
    QVERIFY(protect(record, somebody("Ben")));
    loseTheList(record);
    QCOMPARE(protectionOf(record)->missing, (std::vector<std::int64_t>{1, 2}));
    QCOMPARE(protect(record, somebody("Ada")).value(), std::int64_t{3});
    QVERIFY(!bench.keeper->open());
    QVERIFY(endProtection(record, std::array{std::int64_t{1}, std::int64_t{2}}, nullptr));
    QVERIFY(protectionOf(record)->missing.empty());
    QVERIFY(bench.keeper->open());
  }

  void aReviewerSignsForTheEnd() {
    const GateBench bench;
    const Record record = bench.opened();
    const UnlockedReviewer rea = reviewer(bench);
    QVERIFY(protect(record, somebody("Ada")));  // anybody may
    const auto refused = endProtection(record, std::array{std::int64_t{1}}, nullptr);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NeedsReview);
    QCOMPARE(protectionOf(record)->people.people().size(), std::size_t{1});
    QVERIFY(endProtection(record, std::array{std::int64_t{1}}, &rea));
    QVERIFY(protectionOf(record)->people.people().empty());
  }
};

QTEST_GUILESS_MAIN(ProtectionTest)
#include "protection_test.moc"
