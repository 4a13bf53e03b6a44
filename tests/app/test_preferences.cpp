// What the window remembers between runs.
#include <QTemporaryDir>
#include <QtTest>

#include "app/model/preferences.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestPreferences : public QObject {
  Q_OBJECT

  QTemporaryDir settings_;

 private Q_SLOTS:
  void initTestCase() {
    qunsetenv("QT_QUICK_BACKEND");  // which draws nothing smaller than 100 %
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings_.path());
  }
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
    qputenv("QT_QUICK_BACKEND", "software");
    QCOMPARE(preferences.changeInterfaceSize(-1), 100);
    QCOMPARE(preferences.changeInterfaceSize(-1), 100);
    qunsetenv("QT_QUICK_BACKEND");
  }

  void theWindowStaysAsLargeWithLargerTexts() {
    qputenv("QT_SCALE_FACTOR", "1.25");
    Preferences().saveWindow({80, 40, 1024, 640}, false);
    QCOMPARE(Preferences().windowGeometry(), QRectF(80, 40, 1024, 640));
    qunsetenv("QT_SCALE_FACTOR");
    QCOMPARE(Preferences().windowGeometry(), QRectF(100, 50, 1280, 800));
    const QList<QRect> screens{{0, 0, 1920, 1080}, {1920, 0, 1536, 864}};
    QCOMPARE(Preferences::inUnits({2000, 100, 800, 600}, 1.25, screens), QRectF(2020, 125, 1000, 750));
  }

  void recentFilesThatAreGoneLeaveTheList() {
    const auto made = [&](const QString& name) {
      QFile file(settings_.filePath(name));
      [&] { QVERIFY(file.open(QIODevice::WriteOnly)); }();
      return file.fileName();
    };
    const QString photo = made(u"a.png"_s);
    const QString gone = made(u"gone.png"_s);
    const QString project = made(u"mix.mien"_s);
    {
      Preferences preferences;
      for (const QString& path : {gone, photo}) preferences.addRecentPhoto(path);
      preferences.addRecentProject(project);
    }
    QFile::remove(gone);
    Preferences preferences;
    TRY_COMPARE(preferences.recentPhotos(), QList{QUrl::fromLocalFile(photo)});
    QCOMPARE(preferences.recentProjects(), QList{QUrl::fromLocalFile(project)});
    QCOMPARE(preferences.photoFolder(), QUrl::fromLocalFile(settings_.path()));
    // While it is open, a file goes and one comes back.
    QFile::remove(project);
    made(u"gone.png"_s);
    preferences.lookForRecentFiles();
    TRY_COMPARE(preferences.recentPhotos().size(), 2);
    QVERIFY(preferences.recentProjects().isEmpty());
  }

  /// What was opened while a look was under way is there, whatever the look has found.
  void whatIsUsedMeanwhileIsThere() {
    MissingFiles missing;
    const QSignalSpy changed(&missing, &MissingFiles::changed);
    const QString first = settings_.filePath(u"never-1"_s);
    const QString second = settings_.filePath(u"never-2"_s);
    missing.look({first, second});
    missing.isThere(first);
    TRY_COMPARE(changed.count(), 1);
    QVERIFY(!missing.has(first) && missing.has(second));
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
