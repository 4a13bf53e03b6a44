#include "core/gate/policy_in_force.h"

#include <QTemporaryDir>
#include <QTest>
#include <filesystem>

#include "core/base/atomic_file.h"

using namespace mien;
namespace fs = std::filesystem;

namespace {

struct Desk {
  QTemporaryDir dir;
  fs::path file = fs::path(dir.path().toStdString()) / "record.db";
  fs::path policy = policyFileOf(file);
  Record record = Record::open(file).value();

  std::string changed() const {
    std::string text(shippedPolicy());
    const auto at = text.find("Mien standard");
    return text.replace(at, 13, "House rules 4");
  }
  void put(const std::string& text) const {
    QVERIFY(writeFileAtomically(policy, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}));
  }
};

}  // namespace

class PolicyInForceTest : public QObject {
  Q_OBJECT
 private slots:
  void theShippedOneCountsAtFirst() {
    const Desk desk;
    const auto policy = policyInForce(desk.record);
    QVERIFY2(policy, policy ? "" : policy.error().message.c_str());
    QCOMPARE(policy->name, std::string("Mien standard"));
  }

  void anAcceptedOneCountsFromThenOn() {
    const Desk desk;
    QVERIFY(acceptPolicyText(desk.record, desk.changed()));
    QCOMPARE(policyInForce(desk.record)->name, std::string("House rules 4"));
    QVERIFY(acceptPolicyText(desk.record, shippedPolicy()));
    QCOMPARE(policyInForce(desk.record)->name, std::string("Mien standard"));
  }

  void oneThatWasNeverAcceptedStopsEverything() {
    const Desk desk;
    desk.put(desk.changed());
    const auto policy = policyInForce(desk.record);
    QVERIFY(!policy && policy.error().kind == ErrorKind::Blocked);
  }

  void oneThatWasAlteredStopsEverything() {
    const Desk desk;
    QVERIFY(acceptPolicyText(desk.record, desk.changed()));
    std::string milder = desk.changed();
    const auto at = milder.find("\"block\": 16");
    milder.replace(at, 11, "\"block\": 15");
    desk.put(milder);
    const auto policy = policyInForce(desk.record);
    QVERIFY(!policy && policy.error().kind == ErrorKind::Blocked);
    QVERIFY(policy.error().message.find("altered") != std::string::npos);
  }

  /// Taking the house's policy away does not bring the shipped one back.
  void oneThatIsMissingStopsEverything() {
    const Desk desk;
    QVERIFY(acceptPolicyText(desk.record, desk.changed()));
    fs::remove(desk.policy);
    const auto policy = policyInForce(desk.record);
    QVERIFY(!policy && policy.error().kind == ErrorKind::Blocked);
    QVERIFY(policy.error().message.find("missing") != std::string::npos);
  }

  void aBrokenOneIsNeverAccepted() {
    const Desk desk;
    QVERIFY(!acceptPolicyText(desk.record, "{"));
    QVERIFY(!fs::exists(desk.policy));
    QVERIFY(acceptPolicyText(desk.record, desk.changed()));
    desk.put("{}");
    QVERIFY(!policyInForce(desk.record));
  }
};

QTEST_GUILESS_MAIN(PolicyInForceTest)
#include "policy_in_force_test.moc"
