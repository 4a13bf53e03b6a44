// What needs the networks opens their library; what doesn't never sees it.
#include <QtTest>

#include "tests/cli/program.h"

class NetworksLibraryTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;

  /// The program where its library is missing.
  Outcome alone(const QStringList& line) const {
    return mien(line, dir_.filePath(u"data"_s), dir_.filePath(u"mien"_s));
  }

 private Q_SLOTS:
  void initTestCase() { QVERIFY(QFile::copy(QStringLiteral(MIEN_PROGRAM), dir_.filePath(u"mien"_s))); }

  void theProgramItselfIsFreeOfLibtorch() {
    QProcess listing;
    listing.start(u"ldd"_s, {QStringLiteral(MIEN_PROGRAM)});
    QVERIFY(listing.waitForFinished());
    const QByteArray libraries = listing.readAllStandardOutput();
    QVERIFY(libraries.contains("libsqlite3"));
    QVERIFY(!libraries.contains("torch"));
  }

  void commandsAboutTheRecordNeedNoLibrary() {
    const Outcome listed = alone({u"history"_s, u"list"_s});
    QVERIFY2(listed.code == 0, listed.err);
  }

  void mixingSaysWhatIsMissing() {
    const Outcome mixed = alone({u"mix"_s, u"seed:1"_s, u"seed:2"_s, u"-o"_s, dir_.filePath(u"mix.png"_s)});
    QCOMPARE(mixed.code, 6);
    QVERIFY2(mixed.err.contains("libmien-networks.so") && mixed.err.contains("install Mien again"), mixed.err);
    QVERIFY(!QFile::exists(dir_.filePath(u"mix.png"_s)));
  }

  void anotherVersionsLibraryIsRefused() {
    const QString library = dir_.filePath(u"libmien-networks.so"_s);
    QVERIFY(QFile::copy(QFileInfo(QStringLiteral(MIEN_PROGRAM)).path() + u"/libmien-networks.so"_s, library));
    QFile file(library);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    const QByteArray version = "mien-networks " MIEN_VERSION;
    const auto place = bytes.indexOf(version);
    QVERIFY(place > 0);
    file.seek(place + version.size() - 1);
    QCOMPARE(file.write("?"), 1);
    file.close();
    const Outcome mixed = alone({u"mix"_s, u"seed:1"_s, u"seed:2"_s, u"-o"_s, dir_.filePath(u"mix.png"_s)});
    QCOMPARE(mixed.code, 6);
    QVERIFY2(mixed.err.contains("another version"), mixed.err);
  }
};

QTEST_GUILESS_MAIN(NetworksLibraryTest)
#include "networks_library_test.moc"
