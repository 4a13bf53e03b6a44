// What the window remembers between runs.
#include <QTemporaryDir>
#include <QtTest>

#include "app/model/preferences.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestPreferences : public QObject {
  Q_OBJECT

  QTemporaryDir settings_;

 private Q_SLOTS:
  void initTestCase() { QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings_.path()); }
  void init() { QSettings(u"mien"_s, u"mien"_s).clear(); }

  void textsGrowByStepsAndStayThere() {
    QCOMPARE(Preferences::interfaceSize(), 100);
    Preferences preferences;
    QCOMPARE(preferences.changeInterfaceSize(1), 110);
    QCOMPARE(preferences.changeInterfaceSize(1), 125);
    QCOMPARE(Preferences::interfaceSize(), 125);
    for (int i = 0; i < 20; ++i) preferences.changeInterfaceSize(1);
    QCOMPARE(Preferences::interfaceSize(), 200);
    QCOMPARE(preferences.changeInterfaceSize(1, 133), 125);
    QCOMPARE(preferences.changeInterfaceSize(1, 133), 125);
    for (int i = 0; i < 20; ++i) preferences.changeInterfaceSize(-1);
    QCOMPARE(Preferences::interfaceSize(), 80);
  }

  /// A window of 3 % could not be put right any more.
  void aStrangeSizeIsNotTaken() {
    for (const QVariant& strange : {QVariant(3), QVariant(100'000), QVariant(u"large"_s)}) {
      QSettings(u"mien"_s, u"mien"_s).setValue(u"window/interfaceSize"_s, strange);
      QCOMPARE(Preferences::interfaceSize(), 100);
    }
  }
};

QTEST_GUILESS_MAIN(TestPreferences)
#include "test_preferences.moc"
