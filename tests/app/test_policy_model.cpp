// The policy page: rules in words, what a change would have done, and who signs for it.
#include "core/gate/policy_in_force.h"
#include "tests/app/review_test.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestPolicyModel : public ReviewTest {
  Q_OBJECT

  PolicyModel& policy() { return *studio_->policy(); }
  ReviewerProfile& profile() { return *desk().reviewer(); }
  void read() {
    start();
    policy().read();
    TRY_VERIFY(policy().rowCount() > 0);
  }
  int row(const QString& rule) {
    for (int i = 0; i < policy().rowCount(); ++i)
      if (policy().data(policy().index(i), PolicyModel::RuleRole).toString() == rule) return i;
    return -1;
  }
  QString shownOf(const QString& rule, int role) { return policy().data(policy().index(row(rule)), role).toString(); }
  std::string nameInForce() const { return policyInForce(record())->name; }

 private Q_SLOTS:
  void rulesAreReadInWords() {
    read();
    QVERIFY(policy().problem().isEmpty() && !policy().modified());
    QCOMPARE(policy().name(), u"Mien standard"_s);
    for (int i = 0; i < policy().rowCount(); ++i)
      for (const int role : {PolicyModel::NameRole, PolicyModel::WordsRole})
        QVERIFY(!policy().data(policy().index(i), role).toString().isEmpty());
    QVERIFY(policy().effect().contains(u"Nothing was exported"_s));
  }

  void aChangeIsTriedOnWhatWasMade() {
    start();
    exportAs(u"one"_s, 0.4);
    policy().read();
    TRY_VERIFY(policy().effect().contains(u"Of the last output:"_s));
    QVERIFY(policy().effect().contains(u"0 blocked"_s));
    for (const auto& [action, years] : {std::pair(0, u"100"_s), std::pair(1, u"99"_s), std::pair(2, u"98"_s)})
      policy().setThreshold(row(u"minor-output"_s), action, years);  // everybody looks younger than that
    QVERIFY(policy().modified());
    TRY_VERIFY(policy().effect().contains(u"1 blocked (0 when they were made)"_s));
    QVERIFY(shownOf(u"minor-output"_s, PolicyModel::EffectRole).contains(u"blocked"_s));
    QCOMPARE(nameInForce(), std::string("Mien standard"));  // nothing was accepted
    policy().read();
    TRY_VERIFY(!policy().modified());
  }

  void whatCantBeAcceptedSaysWhy() {
    read();
    const QString before = shownOf(u"minor-output"_s, PolicyModel::BlockRole);
    policy().setThreshold(row(u"minor-output"_s), 2, u"young"_s);  // no number: the old one stays
    QCOMPARE(shownOf(u"minor-output"_s, PolicyModel::BlockRole), before);
    policy().setThreshold(row(u"minor-output"_s), 1, u"1"_s);  // reviewed below what is blocked
    QVERIFY2(policy().fault().contains(u"Apparent age of the result: \"Block\" would speak before"_s),
             qPrintable(policy().fault()));
    policy().accept(&profile());
    QTest::qWait(200);
    QCOMPARE(studio_->notices()->count(), 0);  // it was not even tried: the page says why all the time
    QCOMPARE(nameInForce(), std::string("Mien standard"));
  }

  void anybodyAcceptsWhereThereAreNoReviewers() {
    read();
    const QSignalSpy accepted(&policy(), &PolicyModel::accepted);
    policy().setOverride(row(u"minor-output"_s), 0);
    policy().accept(&profile());
    TRY_COMPARE(accepted.count(), 1);
    QCOMPARE(nameInForce(), std::string("House policy"));
  }

  void onePutInForceMeanwhileIsNotReplacedUnseen() {
    read();
    const QSignalSpy accepted(&policy(), &PolicyModel::accepted);
    policy().setOverride(row(u"minor-output"_s), 0);
    std::string other(shippedPolicy());
    other.replace(other.find("Mien standard"), 13, "Of the office");
    QVERIFY(acceptPolicyText(record(), other).has_value());
    policy().accept(&profile());
    TRY_COMPARE(studio_->notices()->count(), 1);
    QCOMPARE(nameInForce(), std::string("Of the office"));
    QVERIFY(accepted.isEmpty() && policy().modified());
    policy().accept(&profile());
    TRY_COMPARE(accepted.count(), 1);
    QCOMPARE(nameInForce(), std::string("House policy"));
  }

  void oneThatCantBeUsedIsReplacedAtOnce() {
    read();
    QVERIFY(acceptPolicyText(record(), shippedPolicy()).has_value());
    QFile altered(QString::fromStdString(policyFileOf(record().file()).string()));
    QVERIFY(altered.open(QIODevice::Append));
    altered.write("\n");
    altered.close();
    QVERIFY(!policyInForce(record()).has_value());
    const QSignalSpy accepted(&policy(), &PolicyModel::accepted);
    policy().setOverride(row(u"minor-output"_s), 0);
    policy().accept(&profile());
    TRY_COMPARE(accepted.count(), 1);
    QCOMPARE(nameInForce(), std::string("House policy"));
  }

  void aReviewerSignsWhereThereAreSome() {
    read();
    desk().open();
    openProfile(u"Ada"_s);
    profile().lock();
    const QSignalSpy accepted(&policy(), &PolicyModel::accepted);
    policy().setOverride(row(u"minor-output"_s), 0);
    policy().accept(&profile());
    TRY_VERIFY(told(u"must sign for it"_s));
    QCOMPARE(nameInForce(), std::string("Mien standard"));
    QVERIFY(policy().modified());  // it can be tried again
    profile().unlock(u"Ada"_s, QLatin1StringView(kPassphrase));
    TRY_VERIFY(profile().unlocked());
    policy().accept(&profile());
    TRY_COMPARE(accepted.count(), 1);
    QCOMPARE(nameInForce(), std::string("House policy"));
  }

  /// Whoever is here could approve in two names.
  void aNewProfileIsVouchedFor() {
    start();
    desk().open();
    openProfile(u"Ada"_s);
    profile().lock();
    TRY_COMPARE(profile().names().size(), 1);
    profile().make(u"Ben"_s, QLatin1StringView(kPassphrase), QLatin1StringView(kPassphrase));
    QVERIFY2(profile().problem().contains(u"vouches"_s), qPrintable(profile().problem()));
    profile().unlock(u"Ada"_s, QLatin1StringView(kPassphrase));
    TRY_VERIFY(profile().unlocked());
    openProfile(u"Ben"_s);
    QCOMPARE(profile().name(), u"Ben"_s);
  }
};

QTEST_MAIN(TestPolicyModel)
#include "test_policy_model.moc"
