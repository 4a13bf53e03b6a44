// What the gate relies on and does not take from a file alone: the signed history knows better.
#include <SQLiteCpp/Database.h>

#include <QTest>
#include <algorithm>

#include "core/guard/protected_people.h"
#include "core/record/calendar.h"
#include "core/record/history.h"
#include "core/record/log.h"
#include "core/record/record_time.h"
#include "core/record/review_store.h"
#include "tests/gate/gate_bench.h"
#include "tests/record/raw_database.h"

using namespace mien;
namespace fs = std::filesystem;

namespace {

/// Judges as the fake one does, but did not come with Mien.
class OtherJudge final : public Judge {
 public:
  const std::string& hash() const override { return judge_->hash(); }
  const std::string& identityHash() const override { return judge_->identityHash(); }
  bool isShipped() const override { return false; }
  std::vector<NearestKnown> nearestKnown(const Embedding& identity, std::size_t count) const override {
    return judge_->nearestKnown(identity, count);
  }
  Look look(const Image8& picture, const FivePoints& points) override { return judge_->look(picture, points); }
  Embedding embed(const Image8& picture, const FivePoints& points) override { return judge_->embed(picture, points); }

 private:
  std::unique_ptr<Judge> judge_ = makeFakeJudge().value();
};

}  // namespace

class GateTrustTest : public QObject {
  Q_OBJECT

  static void blocked(const GateBench& bench, const char* word) {
    const auto gate = bench.keeper->open();
    QVERIFY(!gate);
    QCOMPARE(gate.error().kind, ErrorKind::Blocked);
    QVERIFY2(gate.error().message.find(word) != std::string::npos, gate.error().message.c_str());
  }

 private Q_SLOTS:
  void networksOfOthersMustBeAccepted() {
    GateBench bench;
    bench.keeper = std::make_shared<Gatekeeper>(
        bench.record, [] { return Result<std::unique_ptr<Judge>>(std::make_unique<OtherJudge>()); });
    blocked(bench, "not those that Mien came with");
    QVERIFY(acceptNetworks(bench.opened(), "of another pack"));
    blocked(bench, "not those that Mien came with");
    QVERIFY(acceptNetworks(bench.opened(), OtherJudge().hash()));
    QVERIFY(bench.keeper->open());
  }

  /// A consent that has ended by a time which the history has seen does not begin again when the clock is set back.
  void aConsentDoesNotOutliveTheHistorysTime() {
    const GateBench bench;
    const FacePtr face = bench.photographed(1);
    constexpr std::int64_t kHour = 3'600'000;
    bench.consent(face, recordNow() + kHour);
    const auto consentSpeaks = [&] {
      const Verdict verdict = bench.keeper->open()->check(*face).value();
      return std::any_of(verdict.findings.begin(), verdict.findings.end(),
                         [](const RuleFinding& finding) { return finding.rule == "consent"; });
    };
    QVERIFY(!consentSpeaks());
    const auto writeEntryAt = [&](std::int64_t time) {
      SQLite::Database db(bench.record.string(), SQLite::OPEN_READWRITE, 5000);
      LogHead head = readHead(db);
      appendLog(db, head, HistoryFiles(bench.record).readKey().value(), "note", "", "{}", time);
    };
    writeEntryAt(recordNow() + 2 * kHour);
    QVERIFY(consentSpeaks());
    writeEntryAt(recordNow());  // nor at the second attempt, when the first has left an entry by the clock as it is
    QVERIFY(consentSpeaks());
  }

  /// Taking the list and its key away does not end the protection, and no number comes twice.
  void theHistoryKnowsWhoIsProtected() {
    const GateBench bench;
    const Record record = bench.opened();
    const fs::path folder = record.file().parent_path();
    const std::string network = makeFakeJudge().value()->identityHash();
    auto people = ProtectedPeople::open(folder).value();
    for (const std::int64_t person : {1, 2}) {
      QCOMPARE(people.add("Somebody", "", network, {Embedding{}}).value(), person);
      QVERIFY(noteProtection(record, person, true));
    }
    QVERIFY(bench.keeper->open());
    for (const auto& file : fs::directory_iterator(folder))
      if (file.path().filename().string().starts_with("protected")) fs::remove(file.path());
    QVERIFY(ProtectedPeople::open(folder).value().people().empty());
    blocked(bench, "Protected person number 1");

    const NotedProtection noted = notedProtection(record).value();
    QCOMPARE(noted.people, (std::set<std::int64_t>{1, 2}));
    auto anew = ProtectedPeople::open(folder).value();
    anew.numbersAbove(noted.highest);
    QCOMPARE(anew.add("Somebody", "", network, {Embedding{}}).value(), std::int64_t{3});
    for (const std::int64_t person : {1, 2}) QVERIFY(noteProtection(record, person, false));
    QVERIFY(bench.keeper->open());
  }

  /// Somebody takes away what forbids: the entry that does, or the trace that leads to it.
  void aDamagedHistoryOpensNoGate_data() {
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("the budget's entry deleted") << QByteArray("DELETE FROM log WHERE kind = 'spending'");
    QTest::newRow("the budget's entry called otherwise")
        << QByteArray("UPDATE log SET kind = 'note' WHERE kind = 'spending'");
    QTest::newRow("the flag's entry deleted") << QByteArray("DELETE FROM log WHERE kind = 'flagged'");
    QTest::newRow("the flagged recipe's digest") << QByteArray("UPDATE outputs SET recipe_digest = 'x'");
    QTest::newRow("the flagged picture's digest") << QByteArray("UPDATE outputs SET pixels_digest = 'x'");
    QTest::newRow("the flagged output deleted")
        << QByteArray("PRAGMA foreign_keys = OFF; DELETE FROM output_faces; DELETE FROM outputs");
    QTest::newRow("the end cut off") << QByteArray("DELETE FROM log WHERE seq > 2; DELETE FROM payloads WHERE seq > 2");
    QTest::newRow("signed by nobody") << QByteArray(
        "UPDATE log SET signature = 'x' WHERE seq = (SELECT max(seq) FROM log)");
  }
  void aDamagedHistoryOpensNoGate() {
    QFETCH(QByteArray, sql);
    GateBench bench;
    QVERIFY(setSpending(bench.opened(), {"EUR", 0, 1e9, 0.01, 0.8}));
    const auto first = bench.write({bench.drawn(1), bench.drawn(2)}, "first.png");
    QVERIFY(first.has_value());
    QVERIFY(ReviewStore(bench.opened()).flag(first->output, "Look"));
    QVERIFY(bench.keeper->open());
    executeUnguarded(bench.record, sql.toStdString());
    bench.keeper = std::make_shared<Gatekeeper>(bench.record, makeFakeJudge);  // another process
    const auto gate = bench.keeper->open();
    QVERIFY(!gate);
    QCOMPARE(gate.error().kind, ErrorKind::Input);
    QVERIFY2(gate.error().message.find("history") != std::string::npos, gate.error().message.c_str());
    QVERIFY(acceptHistory(bench.opened(), "For the test"));
    QVERIFY(bench.keeper->open());
  }

  /// What stops exports is what the history says was spent, not rows that anybody can alter.
  void theHistoryKnowsWhatWasSpent_data() {
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("as it is") << QByteArray("SELECT 1") << ErrorKind::Blocked;
    QTest::newRow("costs deleted") << QByteArray("DELETE FROM costs") << ErrorKind::Blocked;
    QTest::newRow("costs altered") << QByteArray("UPDATE costs SET money = 0") << ErrorKind::Blocked;
    QTest::newRow("entries altered") << QByteArray("UPDATE payloads SET text = replace(text, 'money', 'honey')")
                                     << ErrorKind::Input;
    QTest::newRow("texts deleted") << QByteArray(
                                          "DELETE FROM payloads WHERE seq IN "
                                          "(SELECT seq FROM log WHERE kind = 'cost')")
                                   << ErrorKind::Input;
    QTest::newRow("entries deleted") << QByteArray("DELETE FROM log WHERE kind = 'cost'") << ErrorKind::Input;
    QTest::newRow("moved to a month ago")
        << QByteArray("UPDATE log SET time = time - 3000000000 WHERE kind = 'cost'") << ErrorKind::Input;
    QTest::newRow("all moved to a month ago")
        << QByteArray("UPDATE log SET time = time - 3000000000") << ErrorKind::Input;
    QTest::newRow("called otherwise") << QByteArray("UPDATE log SET kind = 'note' WHERE kind = 'cost'")
                                      << ErrorKind::Input;
  }
  void theHistoryKnowsWhatWasSpent() {
    QFETCH(QByteArray, sql);
    QFETCH(ErrorKind, kind);
    const GateBench bench;
    QVERIFY(setSpending(bench.opened(), {"EUR", 0, 1e9, 0.01, 0.8}));
    QVERIFY(bench.write({bench.drawn(1), bench.drawn(2)}, "first.png").has_value());
    executeUnguarded(bench.record, sql.toStdString());
    const auto began = bench.keeper->open().and_then([](const Gate& gate) { return gate.mayBegin(); });
    QVERIFY(!began);
    QVERIFY2(began.error().kind == kind, began.error().message.c_str());
  }

  /// A process that has added up what was spent notices what another spends meanwhile.
  void whatIsSpentMeanwhileCounts() {
    const GateBench bench;
    QVERIFY(setSpending(bench.opened(), {"EUR", 0, 1, 1e6, 0.8}));
    NotedCosts noted(std::make_shared<HistoryChain>());
    const auto spent = [&] {
      return counted(noted.since(bench.opened(), monthBegin(recordNow())).value(), {.currency = "EUR"});
    };
    const auto rows = [&] {
      return counted(spentThisMonth(costTotals(bench.opened(), CostGroup::Day).value(), recordNow()),
                     {.currency = "EUR"});
    };
    QCOMPARE(spent(), 0.0);
    for (int i = 0; i < 3; ++i) {
      QVERIFY(bench.write({bench.drawn(1), bench.drawn(2)}, std::to_string(i) + ".png").has_value());
      QVERIFY(rows() > 0);
      QCOMPARE(spent(), rows());
    }
  }
};

QTEST_GUILESS_MAIN(GateTrustTest)
#include "gate_trust_test.moc"
