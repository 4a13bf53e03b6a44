#include "core/guard/verdict.h"

#include <QTest>
#include <limits>
#include <random>

using namespace mien;

namespace {

Policy policy() {
  return readPolicy(MIEN_POLICY).value();
}

/// Scores that make no rule of this side speak.
Scores harmless(RuleSide side) {
  Scores scores;
  for (const Rule& rule : rules()) {
    if (rule.side == side) scores[rule.id].value = rule.speaks == Speaks::Below ? rule.maximum : rule.minimum;
  }
  return scores;
}

std::vector<SubjectScores> harmless() {
  return {{"a", harmless(RuleSide::Input)}, {"b", harmless(RuleSide::Input)}, {"output", harmless(RuleSide::Output)}};
}

const std::string kNetworks(64, 'f');

}  // namespace

class VerdictTest : public QObject {
  Q_OBJECT
 private slots:
  void nothingSpeaksOfHarmlessScores() {
    const auto verdict = decide(policy(), harmless(), kNetworks);
    QVERIFY(verdict);
    QVERIFY(verdict->outcome == Outcome::Pass);
    QVERIFY(verdict->findings.empty());
    QVERIFY(admission(*verdict));
    QCOMPARE(verdict->policyHash, policy().hash);
    QCOMPARE(verdict->networksHash, kNetworks);
  }

  /// What no rule judges is kept, of a film the smallest, and an older verdict goes without.
  void distancesToTheParents() {
    auto measured = harmless();
    const auto before = decide(policy(), measured, kNetworks);
    QVERIFY(before->scoreOf("output", "parent-a") == nullptr);
    QVERIFY(before->scoreOf("output", "near-copy") != nullptr);
    Scores film;
    for (const auto& [a, b] : {std::pair(0.5, 0.7), std::pair(0.4, 0.9), std::pair(0.6, 0.8)}) {
      Scores frame;
      frame["parent-a"].value = a;
      frame["parent-b"].value = b;
      frame["near-copy"] = {.value = a, .detail = "", .frame = {}, .number = static_cast<std::int64_t>(b * 10)};
      keepWorse(film, frame, static_cast<std::int64_t>(b * 100));
    }
    for (const auto& [id, score] : film) measured[2].scores[id] = score;
    const auto verdict = verdictFromJson(toJson(decide(policy(), measured, kNetworks).value()));
    QVERIFY(verdict && verdict->outcome == decide(policy(), measured, kNetworks)->outcome);
    QCOMPARE(verdict->scoreOf("output", "parent-a")->value.value(), 0.4);
    QCOMPARE(verdict->scoreOf("output", "parent-a")->frame.value(), std::int64_t{90});
    QCOMPARE(verdict->scoreOf("output", "parent-b")->value.value(), 0.7);
    QCOMPARE(verdict->scoreOf("output", "parent-b")->frame.value(), std::int64_t{70});
    QCOMPARE(verdict->scoreOf("output", "near-copy")->number.value(), std::int64_t{9});
    QVERIFY(verdict->scoreOf("a", "near-copy") == nullptr);
  }

  void aThresholdIsOnTheHarmlessSide() {
    auto measured = harmless();
    measured[2].scores["minor-output"].value = 16;  // not below 16, but below 18
    auto verdict = decide(policy(), measured, kNetworks);
    QVERIFY(verdict && verdict->outcome == Outcome::Review);
    QCOMPARE(verdict->findings.front().threshold, 18.0);
    QCOMPARE(verdict->findings.front().margin, 2.0);
    measured[2].scores["minor-output"].value = 15.9;
    verdict = decide(policy(), measured, kNetworks);
    QVERIFY(verdict && verdict->outcome == Outcome::Block);
    QCOMPARE(admission(*verdict).error().kind == ErrorKind::Blocked, true);
  }

  void theHardestFindingStandsFirst() {
    auto measured = harmless();
    measured[0].scores["face-size"].value = 30;  // note
    measured[1].scores["consent"] = {0.5, "The consent ended on 2026-01-31.", {}};
    measured[2].scores["is-face"].value = 0.3;  // review
    const auto verdict = decide(policy(), measured, kNetworks);
    QVERIFY(verdict);
    QCOMPARE(verdict->findings.size(), std::size_t{3});
    QCOMPARE(verdict->findings[0].rule, std::string("consent"));
    QCOMPARE(verdict->findings[0].subject, std::string("b"));
    QCOMPARE(verdict->findings[1].rule, std::string("is-face"));
    QCOMPARE(verdict->findings[2].rule, std::string("face-size"));
    const std::string said = admission(*verdict).error().message;
    QVERIFY2(said.find("face B") != std::string::npos, said.c_str());
    QVERIFY2(said.find("2026-01-31") != std::string::npos, said.c_str());
  }

  /// Behind a missing consent it would be one of those that are only counted.
  void likenessToAProtectedPersonIsSaidBeforeOthersAsHard() {
    auto measured = harmless();
    measured[0].scores["consent"].value = 0;
    measured[1].scores["consent"].value = 0;
    measured[2].scores["likeness"] = {0.1, "It is number 1 of the list.", {}, 1};
    auto verdict = decide(policy(), measured, kNetworks);
    QVERIFY(verdict && verdict->findings.size() == 3);
    QCOMPARE(verdict->findings[0].rule, std::string("likeness"));
    QCOMPARE(verdict->findings[1].subject, std::string("a"));
    QCOMPARE(verdict->findings[2].subject, std::string("b"));
    const std::string said = admission(*verdict).error().message;
    QVERIFY2(said.starts_with("Blocked by the policy: The picture is too like a protected person."), said.c_str());
    QVERIFY2(said.find("And 2 more") != std::string::npos, said.c_str());

    // What is harder still comes first.
    Policy milder = policy();
    milder.rules["likeness"].thresholds[static_cast<std::size_t>(Action::Block)].reset();
    milder.rules["likeness"].thresholds[static_cast<std::size_t>(Action::Review)] = 0.5;
    verdict = decide(milder, measured, kNetworks);
    QCOMPARE(verdict->findings[0].rule, std::string("consent"));
    QCOMPARE(verdict->findings[2].rule, std::string("likeness"));
  }

  void theAppealIsThatOfWhatItStopsAndOfThePolicy() {
    const auto appeal = [](const Policy& rules, double age, bool drawn) {
      auto measured = harmless();
      measured[0].scores["minor-input"].value = age;
      if (drawn) measured[0].scores["consent"].value.reset();
      return decide(rules, measured, kNetworks).value().findings.front().appeal;
    };
    Policy one = policy();
    one.rules["minor-input"].override = Override::Reviewer;
    Policy both = one;
    both.approvals = 2;
    QCOMPARE(appeal(one, 20, false), std::string());  // noted, and no more
    QCOMPARE(appeal(one, 17, false), std::string("If the person is of age, a reviewer can approve it on proof."));
    const std::string byTwo = "If the person is of age, two reviewers can approve it on proof.";
    QCOMPARE(appeal(both, 17, false), byTwo);
    QCOMPARE(appeal(policy(), 17, false), byTwo);  // this rule's own wish
    QCOMPARE(appeal(one, 17, true), std::string("Draw another face, or ask a reviewer to look at it."));
    QCOMPARE(appeal(both, 17, true), std::string("Draw another face, or ask two reviewers to look at it."));
  }

  void aRuleThatWasNotMeasuredIsNoPass() {
    for (const Rule& rule : rules()) {
      auto measured = harmless();
      measured[rule.side == RuleSide::Input ? 1 : 2].scores.erase(rule.id);
      const auto verdict = decide(policy(), measured, kNetworks);
      QVERIFY2(!verdict, rule.id);
      QVERIFY2(verdict.error().message.find(rule.id) != std::string::npos, verdict.error().message.c_str());
    }
  }

  void noNumberCountsAsTheWorst() {
    for (const Rule& rule : rules()) {
      if (*rule.onlyWith != '\0') continue;
      auto measured = harmless();
      measured[rule.side == RuleSide::Input ? 0 : 2].scores[rule.id].value = std::numeric_limits<double>::quiet_NaN();
      const auto verdict = decide(policy(), measured, kNetworks);
      QVERIFY(verdict);
      QVERIFY2(!verdict->findings.empty(), rule.id);
      QVERIFY2(verdictFromJson(toJson(*verdict)), rule.id);
    }
  }

  void aDocumentPortraitSpeaksOnlyWithADoubleMatch() {
    auto measured = harmless();
    measured[2].scores["document"].value = 0.9;
    auto verdict = decide(policy(), measured, kNetworks);
    QVERIFY(verdict && verdict->outcome == Outcome::Pass);
    measured[2].scores["double-match"].value = 0.4;
    verdict = decide(policy(), measured, kNetworks);
    QVERIFY(verdict && verdict->outcome == Outcome::Review);
    QCOMPARE(verdict->findings.size(), std::size_t{2});
  }

  void comesBackFromItsText() {
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
      auto measured = harmless();
      for (SubjectScores& subject : measured) {
        for (auto& [id, score] : subject.scores) {
          const Rule& rule = *findRule(id);
          score.value = std::uniform_real_distribution(rule.minimum, rule.maximum)(random);
          if (random() % 4 == 0) score.value.reset();
          if (random() % 3 == 0) score.detail = "Said \"so\".";
          if (random() % 3 == 0) score.frame = random() % 1000;
        }
      }
      const auto verdict = decide(policy(), measured, kNetworks);
      QVERIFY(verdict);
      const auto again = verdictFromJson(toJson(*verdict));
      QVERIFY2(again, again ? "" : again.error().message.c_str());
      QVERIFY(*again == *verdict);
    }
  }

  void brokenTextIsRefused() {
    auto measured = harmless();
    measured[2].scores["is-face"].value = 0.3;
    const std::string text = toJson(decide(policy(), measured, kNetworks).value());
    for (std::size_t length = 0; length < text.size(); length += 11)
      QVERIFY(!verdictFromJson(std::string_view(text).substr(0, length)));
    std::string other = text;
    other.replace(other.find("\"outcome\":\"review\""), 18, "\"outcome\":\"fine!!\"");
    QVERIFY(!verdictFromJson(other));
  }

  /// Deciding on the worst of all frames is deciding on every frame.
  void aFilmIsJudgedByItsWorstFrames() {
    std::mt19937 random(9);
    const Policy rule = policy();
    for (int film = 0; film < 100; ++film) {
      Scores kept;
      Outcome hardest = Outcome::Pass;
      for (int frame = 0; frame < 20; ++frame) {
        Scores one = harmless(RuleSide::Output);
        for (const char* id : {"is-face", "minor-output", "likeness", "folds", "plausible"}) {
          const Rule& r = *findRule(id);
          // Most frames are good.
          if (random() % 10 == 0) one[id].value = std::uniform_real_distribution(r.minimum, r.maximum)(random);
        }
        auto alone = harmless();
        alone[2].scores = one;
        hardest = std::max(hardest, decide(rule, alone, kNetworks).value().outcome);
        keepWorse(kept, one, frame);
      }
      auto whole = harmless();
      whole[2].scores = kept;
      const auto verdict = decide(rule, whole, kNetworks);
      QVERIFY(verdict && verdict->outcome == hardest);
      for (const RuleFinding& finding : verdict->findings) QVERIFY(finding.frame && *finding.frame < 20);
    }
  }
};

QTEST_GUILESS_MAIN(VerdictTest)
#include "verdict_test.moc"
