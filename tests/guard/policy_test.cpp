#include "core/guard/policy.h"

#include <QTest>
#include <nlohmann/json.hpp>

using namespace mien;

namespace {

nlohmann::json shipped() {
  const auto policy = readPolicy(MIEN_POLICY);
  return policy ? nlohmann::json::parse(toJson(*policy)) : nlohmann::json();
}

}  // namespace

class PolicyTest : public QObject {
  Q_OBJECT
 private slots:
  void theShippedPolicyNamesEveryRule() {
    const auto policy = readPolicy(MIEN_POLICY);
    QVERIFY2(policy, policy ? "" : policy.error().message.c_str());
    QCOMPARE(policy->rules.size(), rules().size());
    QCOMPARE(policy->hash.size(), std::size_t{64});
    for (const Rule& rule : rules()) {
      const RuleSetting& setting = policy->rules.at(rule.id);
      QVERIFY2(!setting.comment.empty(), rule.id);
      QVERIFY2(setting.threshold(Action::Note) || setting.threshold(Action::Review) || setting.threshold(Action::Block),
               rule.id);
    }
    // A minor, a protected person and a face without consent never get out by themselves.
    for (const char* id : {"minor-input", "minor-output", "likeness", "consent"})
      QVERIFY2(policy->rules.at(id).threshold(Action::Block), id);
  }

  void comesBackFromItsText() {
    const auto policy = readPolicy(MIEN_POLICY);
    QVERIFY(policy);
    const std::string text = toJson(*policy);
    const auto again = policyFromJson(text);
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    QVERIFY(again->rules == policy->rules);
    QCOMPARE(again->name, policy->name);
    QCOMPARE(toJson(*again), text);
  }

  void oneChangedByteChangesTheHash() {
    std::string text = shipped().dump();
    const auto before = policyFromJson(text);
    text.insert(1, " ");
    const auto after = policyFromJson(text);
    QVERIFY(before && after);
    QVERIFY(before->hash != after->hash);
  }

  void refusesWhatItDoesNotUnderstand_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("names");
    QTest::newRow("unknown rule") << "/rules/mood"
                                  << "{}"
                                  << "rules.mood";
    QTest::newRow("unknown field") << "/rules/pose/shout"
                                   << "1"
                                   << "rules.pose";
    QTest::newRow("out of range") << "/rules/is-face/block"
                                  << "1.5"
                                  << "rules.is-face.block";
    QTest::newRow("no number") << "/rules/is-face/block"
                               << "\"low\""
                               << "rules.is-face.block";
    QTest::newRow("block before review") << "/rules/is-face/block"
                                         << "0.8"
                                         << "rules.is-face.block";
    QTest::newRow("block before review, above") << "/rules/folds/block"
                                                << "0.001"
                                                << "rules.folds.block";
    QTest::newRow("who") << "/rules/pose/override"
                         << "\"everybody\""
                         << "rules.pose.override";
    QTest::newRow("newer schema") << "/schema"
                                  << "2"
                                  << "schema";
    QTest::newRow("no approvals") << "/approvals"
                                  << "0"
                                  << "approvals";
    QTest::newRow("three approvals") << "/approvals"
                                     << "3"
                                     << "approvals";
    QTest::newRow("no name") << "/name"
                             << "\"\""
                             << "name";
  }
  void refusesWhatItDoesNotUnderstand() {
    QFETCH(QString, path);
    QFETCH(QString, value);
    QFETCH(QString, names);
    nlohmann::json json = shipped();
    json[nlohmann::json::json_pointer(path.toStdString())] = nlohmann::json::parse(value.toStdString());
    const auto policy = policyFromJson(json.dump());
    QVERIFY(!policy);
    QVERIFY(policy.error().kind == ErrorKind::Input);
    QVERIFY2(policy.error().message.find(names.toStdString()) != std::string::npos, policy.error().message.c_str());
  }

  void aMissingRuleIsNoPass() {
    for (const Rule& rule : rules()) {
      nlohmann::json json = shipped();
      json["rules"].erase(rule.id);
      const auto policy = policyFromJson(json.dump());
      QVERIFY2(!policy, rule.id);
      QVERIFY2(policy.error().message.find(rule.id) != std::string::npos, policy.error().message.c_str());
    }
  }

  void truncatedTextIsRefusedEverywhere() {
    const std::string text = shipped().dump();
    for (std::size_t length = 0; length < text.size(); length += 7)
      QVERIFY(!policyFromJson(std::string_view(text).substr(0, length)));
  }

  void saysRulesInWords() {
    const auto policy = readPolicy(MIEN_POLICY);
    QVERIFY(policy);
    const Rule& rule = *findRule("minor-output");
    QCOMPARE(
        inWords(rule, policy->rules.at(rule.id)),
        std::string("Apparent age: below 16 years it is blocked; below 18 years it needs review; below 24 years it "
                    "is noted."));
    QCOMPARE(withUnit(*findRule("is-face"), 0.425), std::string("42.5 %"));
    QCOMPARE(withUnit(rule, 23.817), std::string("23.8 years"));
    QCOMPARE(withUnit(*findRule("other-faces"), 1), std::string("1 face"));
    QCOMPARE(withUnit(*findRule("other-faces"), 2), std::string("2 faces"));
    QCOMPARE(inWords(rule, {}), std::string("Apparent age: measured, but leads to nothing."));
  }

  void aMissingFileIsNamed() {
    const auto policy = readPolicy("/nowhere/policy.json");
    QVERIFY(!policy);
    QVERIFY(policy.error().message.find("/nowhere/policy.json") != std::string::npos);
  }
};

QTEST_GUILESS_MAIN(PolicyTest)
#include "policy_test.moc"
