#include "core/blend/balance.h"

#include <QtTest>

using mien::balancedShare;

class BalanceTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void endsStayAndHalfWayIsTheBalance() {
    for (const double balance : {0.1, 0.27, 0.5, 0.77, 0.9}) {
      QCOMPARE(balancedShare(0, balance), 0.0);
      QCOMPARE(balancedShare(1, balance), 1.0);
      QVERIFY(std::abs(balancedShare(0.5, balance) - balance) < 1e-15);
    }
  }

  void halfIsTheIdentityToTheLastBit() {
    for (int i = 0; i <= 1000; ++i) QCOMPARE(balancedShare(i * 0.001, 0.5), i * 0.001);
  }

  void risesAndTheOtherBalanceTakesItBack() {
    for (const double balance : {0.1, 0.3, 0.62, 0.9}) {
      double before = -1;
      for (int i = 0; i <= 1000; ++i) {
        const double share = balancedShare(i * 0.001, balance);
        QVERIFY(share > before);
        QVERIFY(std::abs(balancedShare(share, 1 - balance) - i * 0.001) < 1e-12);
        before = share;
      }
    }
  }
};

QTEST_APPLESS_MAIN(BalanceTest)
#include "balance_test.moc"
