#include "core/synth/balanced_groups.h"

#include <QTest>

using namespace mien;

class BalancedGroupsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void groupsAreAllPairsOfBands() {
    const auto all = BalancedGroups::parse("age,skin");
    QVERIFY(all);
    QCOMPARE(all->groups().size(), std::size_t{24});  // four adult ages, six skin tones
    const auto four = BalancedGroups::parse("age=30-44/18-29,skin=light/tan");
    QVERIFY(four);
    QCOMPARE(four->groups(), (std::vector<std::string>{"18-29, tan", "18-29, light", "30-44, tan", "30-44, light"}));
  }

  void facesBelongToOneGroupOrNone() {
    const auto four = BalancedGroups::parse("age=18-29/30-44,skin=tan/light");
    FaceAttributes face;
    face.age = 30;
    face.skinTone = 41;
    QCOMPARE(four->groupOf(face), std::optional<std::size_t>(3));
    face.age = 29.9;
    QCOMPARE(four->groupOf(face), std::optional<std::size_t>(1));
    face.skinTone = 40.9;
    QCOMPARE(four->groupOf(face), std::optional<std::size_t>());
    face.skinTone = 10;
    QCOMPARE(four->groupOf(face), std::optional<std::size_t>(0));
    face.age = 17.9;
    QCOMPARE(BalancedGroups::parse("age")->groupOf(face), std::optional<std::size_t>());
  }

  void whatIsNoGroupIsRefused() {
    for (const char* bad : {"", "hair", "age,", "age,age", "age=18-30", "age=60+/60+", "skin=", "age;skin"}) {
      const auto refused = BalancedGroups::parse(bad);
      QVERIFY2(!refused, bad);
      QCOMPARE(refused.error().kind, ErrorKind::Usage);
      QVERIFY(refused.error().message.ends_with('.'));
    }
  }

  void quotasShareOutWhatTheyCan() {
    Quotas quotas(3, 7);
    QCOMPARE(quotas.left(0), 3);
    QCOMPARE(quotas.left(1), 2);
    QCOMPARE(quotas.left(2), 2);
    quotas.fill(2);
    QVERIFY(quotas.isOpen(2));
    quotas.fill(2);
    QVERIFY(!quotas.isOpen(2));
  }
};

QTEST_GUILESS_MAIN(BalancedGroupsTest)
#include "balanced_groups_test.moc"
