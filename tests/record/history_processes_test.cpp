// The history between processes, and when one of them dies.
#include <QtTest>
#include <random>
#include <set>
#include <thread>

#include "core/record/history.h"
#include "tests/record/child.h"
#include "tests/record/folder_in_memory.h"
#include "tests/record/sample_record.h"

namespace fs = std::filesystem;
using namespace mien;
using namespace std::chrono_literals;

class HistoryProcessesTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> folder_;
  fs::path file_;

  Record open() { return Record::open(file_).value(); }

 private Q_SLOTS:
  void init() {
    folder_ = folderInMemory();
    file_ = folder_->filePath(QStringLiteral("record.db")).toStdString();
  }

  void twoProcessesTakeTurns() {
    constexpr int kEach = 60;
    std::vector<std::unique_ptr<Child>> children;
    for (int c = 0; c < 2; ++c)
      children.push_back(std::make_unique<Child>([this, c](int) {
        OutputStore store(Record::open(file_).value());
        for (int i = 0; i < kEach; ++i) {
          if (!store.add(newOutput(1000 * c + i))) _exit(1);
        }
      }));
    for (const auto& child : children) QVERIFY(child->wait());
    const Verification history = verifyHistory(open()).value();
    QVERIFY(history.sound());
    QCOMPARE(OutputStore(open()).search({})->total, 2 * kEach);
    // begin, and for each child its faces, outputs and costs
    QCOMPARE(history.entries, 1 + 2 * (kEach + 1 + 2 * kEach));
  }

  void processesThatOpenANewRecordAtOnceBeginOneHistory() {
    std::vector<std::unique_ptr<Child>> children;
    for (int c = 0; c < 4; ++c)
      children.push_back(std::make_unique<Child>([this](int) {
        if (!acceptPolicy(Record::open(file_).value(), photoDigest(1), "One")) _exit(1);
      }));
    for (const auto& child : children) QVERIFY(child->wait());
    const Verification history = verifyHistory(open()).value();
    QVERIFY(history.sound());
    QVERIFY(history.notes.empty());
    QCOMPARE(history.entries, 5);
  }

  /// A reviewer's process is killed at a random moment, a hundred times: what it said was decided is decided.
  void noDecisionIsLostToAKill() {
    constexpr int kKills = 100;
    std::int64_t output = 0;
    std::optional<UnlockedReviewer> ada;
    {
      const Record record = open();
      QVERIFY(ReviewerStore(record).add("Ada", kPassphrase));
      ada = ReviewerStore(record).unlock("Ada", kPassphrase).value();
      output = OutputStore(record).add(newOutput(1, RecordedOutcome::Review)).value();
    }
    std::mt19937 random(7);
    std::set<std::string> said;
    for (int kill = 0; kill < kKills; ++kill) {
      Child reviewer([&](int out) {
        ReviewStore store(Record::open(file_).value());
        say(out, "ready");
        for (int i = 0;; ++i) {
          const std::string text = std::to_string(kill) + "." + std::to_string(i);
          const bool decided = i % 3 == 0   ? store.comment(output, *ada, text).has_value()
                               : i % 3 == 1 ? store.approve(output, *ada, text).has_value()
                                            : store.flag(output, text).has_value();
          if (decided) say(out, text);
        }
      });
      QCOMPARE(reviewer.line(), std::string("ready"));
      // On a busy machine, too, some have said something by then.
      for (auto heard = random() % 3; heard > 0; --heard) said.insert(reviewer.line());
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 10'000));
      reviewer.kill();
      for (const std::string& text : reviewer.lines()) said.insert(text);
    }
    const Record record = open();
    std::set<std::string> kept;
    const auto decisions = ReviewStore(record).decisions(output).value();
    for (const Decision& decision : decisions) QVERIFY(kept.insert(decision.reason).second);
    QVERIFY(said.size() > kKills / 2);
    for (const std::string& text : said) QVERIFY2(kept.contains(text), text.c_str());
    // The last decision of each may have been kept before it could be said.
    QVERIFY(kept.size() <= said.size() + kKills);
    QCOMPARE(OutputStore(record).get(output)->state, decisions.back().to);
    const Verification history = verifyHistory(record).value();
    QVERIFY2(history.sound(), history.sound() ? "" : history.damages[0].what.c_str());
  }
};

QTEST_APPLESS_MAIN(HistoryProcessesTest)
#include "history_processes_test.moc"
