// Approvals: how many reviewers a verdict asks for, and what nobody may override.
#include "core/gate/approve.h"

#include <QtTest>

#include "core/gate/policy_in_force.h"
#include "core/guard/verdict.h"
#include "tests/gate/gate_bench.h"

using namespace mien;

class ApproveTest : public QObject {
  Q_OBJECT

  static constexpr const char* kPassphrase = "correct horse battery";
  std::unique_ptr<GateBench> bench_;
  std::optional<Record> record_;
  std::vector<UnlockedReviewer> reviewers_;

  /// An output that one rule stopped.
  std::int64_t stoppedBy(Action action, Override override) {
    Verdict verdict;
    verdict.outcome = action == Action::Block ? Outcome::Block : Outcome::Review;
    verdict.policyHash = std::string(64, '0');
    verdict.findings = {{.rule = "likeness", .subject = "output", .action = action, .override = override}};
    NewOutput output;
    output.recipe = "{}";
    output.verdict = {toJson(verdict), static_cast<RecordedOutcome>(verdict.outcome), {"likeness"}, "", ""};
    return OutputStore(*record_).add(output).value();
  }
  Result<OutputState> approve(std::int64_t id, std::size_t who, const std::string& reason = {}) {
    return approveOutput(*record_, id, reviewers_.at(who), reason);
  }

 private Q_SLOTS:
  void init() {
    bench_ = std::make_unique<GateBench>();
    record_ = bench_->opened();
    reviewers_.clear();
    for (const char* name : {"Ada", "Ben"}) {
      ReviewerStore store(*record_);
      QVERIFY(store.add(name, kPassphrase, reviewers_.empty() ? nullptr : &reviewers_.front()));
      reviewers_.push_back(store.unlock(name, kPassphrase).value());
    }
  }

  void oneReviewerIsEnoughWhereTheRuleSaysSo() {
    const auto id = stoppedBy(Action::Review, Override::Reviewer);
    QVERIFY(approve(id, 0).value() == OutputState::Approved);
  }

  void twoAreNeededWhereTheRuleSaysSo() {
    const auto id = stoppedBy(Action::Review, Override::TwoReviewers);
    QVERIFY(approve(id, 0).value() == OutputState::Flagged);
    QCOMPARE(approve(id, 0).error().kind, ErrorKind::Usage);
    QVERIFY(approve(id, 1).value() == OutputState::Approved);
  }

  void twoAreNeededWhereThePolicySaysSo() {
    std::string text(shippedPolicy());
    const std::string one = "\"approvals\": 1";
    text.replace(text.find(one), one.size(), "\"approvals\": 2");
    QVERIFY(acceptPolicyText(*record_, text, &reviewers_[0]));
    const auto id = stoppedBy(Action::Review, Override::Reviewer);
    QVERIFY(approve(id, 1).value() == OutputState::Flagged);
    QVERIFY(approve(id, 0).value() == OutputState::Approved);
  }

  void aBlockNeedsAReason() {
    const auto id = stoppedBy(Action::Block, Override::Reviewer);
    QVERIFY(approvalNeeds(*record_, OutputStore(*record_).get(id).value())->reason);
    QCOMPARE(approve(id, 0).error().kind, ErrorKind::Usage);
    QVERIFY(approve(id, 0, "Shown the release").value() == OutputState::Approved);
  }

  void whatNobodyMayOverrideStaysBlocked() {
    const auto id = stoppedBy(Action::Block, Override::Nobody);
    QCOMPARE(approve(id, 0, "Please").error().kind, ErrorKind::Blocked);
    QVERIFY(OutputStore(*record_).get(id)->state == OutputState::Flagged);
  }

  void withoutAPolicyNothingIsApproved() {
    const auto id = stoppedBy(Action::Review, Override::Reviewer);
    QVERIFY(acceptPolicyText(*record_, std::string(shippedPolicy()) + "\n", &reviewers_[0]));
    std::filesystem::remove(policyFileOf(record_->file()));
    QCOMPARE(approve(id, 0).error().kind, ErrorKind::Blocked);
  }
};

QTEST_GUILESS_MAIN(ApproveTest)
#include "approve_test.moc"
