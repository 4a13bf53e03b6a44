// Reviews: who may move an output from which state to which, with which signature.
#include "core/record/review_store.h"

#include <QtTest>

#include "core/record/decision_text.h"
#include "core/record/signing.h"
#include "tests/record/folder_in_memory.h"
#include "tests/record/raw_database.h"
#include "tests/record/sample_record.h"

using namespace mien;

class ReviewStoreTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> made_, folder_;
  std::filesystem::path file_;
  std::optional<Record> record_;
  std::optional<UnlockedReviewer> ada_, ben_;

  ReviewStore store(int approvals = 1) { return ReviewStore(*record_, {approvals}); }
  std::int64_t add(RecordedOutcome outcome) { return OutputStore(*record_).add(newOutput(1, outcome)).value(); }
  OutputState state(std::int64_t id) { return OutputStore(*record_).get(id)->state; }
  void recallAll() { QVERIFY(recall(*record_, {.model = "portrait"}, "A leak")); }
  /// A new output in this state.
  std::int64_t inState(OutputState state) {
    const auto id = add(state == OutputState::Draft ? RecordedOutcome::Pass : RecordedOutcome::Review);
    const auto must = [](const auto& result) {
      if (!result) qFatal("%s", result.error().message.c_str());
    };
    if (state == OutputState::Approved) must(store().approve(id, *ada_));
    if (state == OutputState::Rejected) must(store().reject(id, *ada_));
    if (state == OutputState::Recalled) recallAll();
    return id;
  }
  ErrorKind exportError(std::int64_t id) { return store().mayExport(id).error().kind; }

 private Q_SLOTS:
  /// Passphrases are slow on purpose: the reviewers are made once, and each test gets a copy.
  void initTestCase() {
    made_ = folderInMemory();
    const Record record = Record::open(made_->filePath(QStringLiteral("record.db")).toStdString()).value();
    ReviewerStore reviewers(record);
    QVERIFY(reviewers.add("Ada", kPassphrase));
    ada_ = reviewers.unlock("Ada", kPassphrase).value();
    QCOMPARE(reviewers.add("Ben", kPassphrase).error().kind, ErrorKind::NeedsReview);
    QVERIFY(reviewers.add("Ben", kPassphrase, &*ada_));
    ben_ = reviewers.unlock("Ben", kPassphrase).value();
  }

  void init() {
    record_.reset();
    folder_ = folderInMemory();
    for (const QString& name : QDir(made_->path()).entryList(QDir::Files))
      QVERIFY(QFile::copy(made_->filePath(name), folder_->filePath(name)));
    file_ = folder_->filePath(QStringLiteral("record.db")).toStdString();
    record_.emplace(Record::open(file_).value());
  }

  /// Where two must approve, one can't do so for another by writing a row.
  void anApprovalThatTheHistoryDoesNotKnowCountsForNothing() {
    const auto id = add(RecordedOutcome::Block);
    execute(file_,
            "INSERT INTO decisions (output, action, from_state, to_state, reviewer, reason, reason_digest, time_ms, "
            "signature) VALUES (1, 'approve', 'flagged', 'flagged', 2, '', '', 1, '')");
    QCOMPARE(store(2).approvals(id).error().kind, ErrorKind::Input);
    QCOMPARE(store(2).approve(id, *ada_, "seen").error().kind, ErrorKind::Input);
    execute(file_, "DELETE FROM decisions");
    QCOMPARE(store(2).approve(id, *ada_, "seen").value(), OutputState::Flagged);
    // Nor does an older one come back when the step that ended it is taken out.
    QCOMPARE(store(2).approve(id, *ben_, "seen").value(), OutputState::Approved);
    QVERIFY(store(2).flag(id, "Look again"));
    execute(file_, "DELETE FROM decisions WHERE action = 'flag'");
    QCOMPARE(store(2).approvals(id).value(), 0);
    QCOMPARE(store(2).approve(id, *ada_, "seen").value(), OutputState::Flagged);
  }

  void reviewersAreAddedAndUnlocked() {
    ReviewerStore reviewers(*record_);
    const auto list = reviewers.list().value();
    QCOMPARE(list.size(), std::size_t{2});
    QCOMPARE(list[0].name, std::string("Ada"));
    QCOMPARE(list[0].publicKey.size(), std::size_t{64});
    QVERIFY(list[0].publicKey != list[1].publicKey);
    QCOMPARE(reviewers.add("Ada", kPassphrase).error().kind, ErrorKind::Usage);
    QCOMPARE(reviewers.add("", kPassphrase).error().kind, ErrorKind::Usage);
    QCOMPARE(reviewers.add("Cy", "short").error().kind, ErrorKind::Usage);
    for (const char* wrong : {"", "wrong horse battery", "correct horse batter"})
      QCOMPARE(reviewers.unlock("Ada", wrong).error().kind, ErrorKind::Usage);
    QCOMPARE(reviewers.unlock("Cy", kPassphrase).error().kind, ErrorKind::Usage);
  }

  /// The key can't be had from the file, nor be put in another's place.
  void aKeyIsSealed() {
    execute(file_,
            "UPDATE reviewers SET sealed_key = (SELECT sealed_key FROM reviewers WHERE name = 'Ben'), "
            "salt = (SELECT salt FROM reviewers WHERE name = 'Ben') WHERE name = 'Ada'");
    QCOMPARE(ReviewerStore(*record_).unlock("Ada", kPassphrase).error().kind, ErrorKind::Usage);
  }

  void aRetiredReviewerDecidesNoMore() {
    const auto id = add(RecordedOutcome::Review);
    QCOMPARE(ReviewerStore(*record_).retire("Ada").error().kind, ErrorKind::NeedsReview);
    QVERIFY(ReviewerStore(*record_).retire("Ada", &*ada_));
    QCOMPARE(store().approve(id, *ada_).error().kind, ErrorKind::Usage);
    QCOMPARE(ReviewerStore(*record_).unlock("Ada", kPassphrase).error().kind, ErrorKind::Usage);
    QCOMPARE(ReviewerStore(*record_).retire("Ada", &*ben_).error().kind, ErrorKind::Usage);
    QVERIFY(store().approve(id, *ben_));
    // Nobody would be left to sign for changes of the rules.
    const auto last = ReviewerStore(*record_).retire("Ben", &*ben_);
    QCOMPARE(last.error().kind, ErrorKind::Usage);
    QVERIFY2(last.error().message.find("last reviewer") != std::string::npos, last.error().message.c_str());
  }

  /// Two approvals mean two people, and lists must tell who they are.
  void reviewersNamesCanBeToldApart() {
    for (const char* name : {"ada", "Ada ", " Ada", "A  da",
                             "A\x1b"
                             "da",
                             "A\nda", "\xff", ""})
      QCOMPARE(ReviewerStore(*record_).add(name, kPassphrase, &*ada_).error().kind, ErrorKind::Usage);
    QVERIFY(ReviewerStore(*record_).add("Ada Lovelace", kPassphrase, &*ada_));
  }

  void everyStepFromEveryState_data() {
    QTest::addColumn<int>("from");
    QTest::addColumn<QByteArray>("allowed");  // flag, approve, reject, comment
    QTest::newRow("draft") << static_cast<int>(OutputState::Draft) << QByteArray("f--c");
    QTest::newRow("flagged") << static_cast<int>(OutputState::Flagged) << QByteArray("-arc");
    QTest::newRow("approved") << static_cast<int>(OutputState::Approved) << QByteArray("f--c");
    QTest::newRow("rejected") << static_cast<int>(OutputState::Rejected) << QByteArray("f--c");
    QTest::newRow("recalled") << static_cast<int>(OutputState::Recalled) << QByteArray("-a-c");
  }

  void everyStepFromEveryState() {
    QFETCH(int, from);
    QFETCH(QByteArray, allowed);
    const auto before = static_cast<OutputState>(from);
    const auto check = [&](char step, OutputState after, auto take) {
      const auto id = inState(before);
      QVERIFY(state(id) == before);
      const std::int64_t entries = verifyHistory(*record_)->entries;
      const auto taken = take(id);
      QCOMPARE(taken.has_value(), allowed.contains(step));
      QVERIFY(state(id) == (taken ? after : before));
      if (!taken) {
        QCOMPARE(taken.error().kind, ErrorKind::Usage);
        QCOMPARE(verifyHistory(*record_)->entries, entries);
      }
    };
    check('f', OutputState::Flagged, [&](std::int64_t id) { return store().flag(id, "Look"); });
    check('a', OutputState::Approved, [&](std::int64_t id) { return store().approve(id, *ada_, "Fine"); });
    check('r', OutputState::Rejected, [&](std::int64_t id) { return store().reject(id, *ada_, "No"); });
    check('c', before, [&](std::int64_t id) { return store().comment(id, *ada_, "Well"); });
    QVERIFY(verifyHistory(*record_)->sound());
  }

  void decisionsAreSigned() {
    const auto id = add(RecordedOutcome::Review);
    QVERIFY(store().comment(id, *ben_, "Hm"));
    QVERIFY(store().approve(id, *ada_, "Fine"));
    QVERIFY(store().flag(id, "Wait"));
    const auto decisions = store().decisions(id).value();
    QCOMPARE(decisions.size(), std::size_t{3});
    QVERIFY(decisions[0].action == ReviewAction::Comment);
    QCOMPARE(decisions[0].reviewer, std::string("Ben"));
    QVERIFY(decisions[1].from == OutputState::Flagged && decisions[1].to == OutputState::Approved);
    QCOMPARE(decisions[1].reason, std::string("Fine"));
    QCOMPARE(decisions[1].signature.size(), std::size_t{128});
    const DecisionText said{OutputStore(*record_).get(id)->uid,
                            "approve",
                            "flagged",
                            "approved",
                            answer(file_, "SELECT reason_digest FROM decisions WHERE id = 2"),
                            decisions[1].time};
    QVERIFY(verifySignature(ada_->reviewer().publicKey, signedText(said), decisions[1].signature));
    QVERIFY(!verifySignature(ben_->reviewer().publicKey, signedText(said), decisions[1].signature));
    QCOMPARE(decisions[2].reviewer, std::string());
    QCOMPARE(decisions[2].signature, std::string());
  }

  void overridingABlockNeedsAReason() {
    const auto id = add(RecordedOutcome::Block);
    QCOMPARE(exportError(id), ErrorKind::Blocked);
    QCOMPARE(store().approve(id, *ada_).error().kind, ErrorKind::Usage);
    QVERIFY(store().approve(id, *ada_, "It is the client's own face.").value() == OutputState::Approved);
    QVERIFY(store().mayExport(id));
  }

  void twoReviewersWhereThePolicySaysSo() {
    const auto id = add(RecordedOutcome::Review);
    QVERIFY(store(2).approve(id, *ada_).value() == OutputState::Flagged);
    QCOMPARE(exportError(id), ErrorKind::NeedsReview);
    QCOMPARE(store(2).approve(id, *ada_).error().kind, ErrorKind::Usage);  // not the same one twice
    QVERIFY(store(2).comment(id, *ada_, "Waiting"));
    QVERIFY(store(2).approve(id, *ben_).value() == OutputState::Approved);
    QVERIFY(store(2).mayExport(id));
    // Flagged anew, it needs both anew.
    QVERIFY(store(2).flag(id, "Again"));
    QVERIFY(store(2).approve(id, *ben_).value() == OutputState::Flagged);
    QVERIFY(store(2).approve(id, *ada_).value() == OutputState::Approved);
  }

  void aReapprovalAfterARecallNeedsBothToo() {
    const auto id = inState(OutputState::Recalled);
    QVERIFY(store(2).approve(id, *ada_, "Checked").value() == OutputState::Recalled);
    QCOMPARE(exportError(id), ErrorKind::Blocked);
    QVERIFY(isRecalled(*record_, recipeText(1)).value());
    QVERIFY(store(2).approve(id, *ben_, "Checked").value() == OutputState::Approved);
    QVERIFY(!isRecalled(*record_, recipeText(1)).value());
  }

  void whatMayBeExported() {
    QVERIFY(store().mayExport(inState(OutputState::Draft)));
    QCOMPARE(exportError(inState(OutputState::Flagged)), ErrorKind::NeedsReview);
    QVERIFY(store().mayExport(inState(OutputState::Approved)));
    QCOMPARE(exportError(inState(OutputState::Rejected)), ErrorKind::Blocked);
    QCOMPARE(exportError(inState(OutputState::Recalled)), ErrorKind::Blocked);
    QCOMPARE(exportError(99), ErrorKind::Usage);
  }

  void refusals() {
    const auto id = add(RecordedOutcome::Review);
    QCOMPARE(store().comment(id, *ada_, "").error().kind, ErrorKind::Usage);
    QCOMPARE(store().flag(99, "x").error().kind, ErrorKind::Usage);
    QCOMPARE(store().decisions(99).error().kind, ErrorKind::Usage);
    // A reviewer of another record.
    const QTemporaryDir other;
    const Record elsewhere = Record::open(other.filePath(QStringLiteral("record.db")).toStdString()).value();
    QVERIFY(ReviewerStore(elsewhere).add("Ada", kPassphrase));
    const auto stranger = ReviewerStore(elsewhere).unlock("Ada", kPassphrase).value();
    QCOMPARE(store().approve(id, stranger).error().kind, ErrorKind::Usage);
  }
};

QTEST_APPLESS_MAIN(ReviewStoreTest)
#include "review_store_test.moc"
