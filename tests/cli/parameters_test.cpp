// All that parameters() knows is an option, and docs/parameters.md says so.
#include "core/blend/parameters.h"

#include <QtTest>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Outcome {
  int code = -1;
  QByteArray out;
};

Outcome run(const QStringList& arguments) {
  QProcess process;
  process.start(QStringLiteral(MIEN_PROGRAM), arguments);
  if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit) return {};
  return {process.exitCode(), process.readAllStandardOutput()};
}

class ParametersTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void eachIsAnOption_data() {
    QTest::addColumn<QString>("command");
    for (const char* command : {"mix", "film"}) QTest::newRow(command) << QString::fromLatin1(command);
  }
  void eachIsAnOption() {
    QFETCH(QString, command);
    const Outcome help = run({command, u"--help"_s});
    QCOMPARE(help.code, 0);
    const QByteArray text = help.out.simplified();
    for (const mien::Parameter& p : mien::parameters()) {
      // A further face's parts are known, but would be a hundred lines.
      if (p.face > 0 && *p.follows != '\0') continue;
      QVERIFY2(help.out.contains("\n  --" + QByteArray(p.id)), p.id);
      QVERIFY2(text.contains(QByteArray(p.help).simplified()), p.help);
      for (const char* choice : p.choices) QVERIFY2(text.contains(choice), choice);
    }
  }

  /// Nor are spellings taken that some readers of numbers know and others do not.
  void valuesOutsideAreRefused() {
    // Faces after the third are as the third.
    for (const mien::Parameter& p : mien::parametersOf(3)) {
      for (const QString& value : {u"7"_s, u"nan"_s, u"+0.5"_s}) {
        // One program a value: those that are made alike are tried once.
        if ((p.direction || (p.face > 0 && p.region[0] != '\0')) && value != u"7"_s) continue;
        const Outcome refused =
            run({u"mix"_s, u"seed:1"_s, u"seed:2"_s, u"--"_s + QString::fromLatin1(p.id) + u"="_s + value, u"-o"_s,
                 u"/nowhere/refused.png"_s});
        QVERIFY2(refused.code == 2, qPrintable(QString::fromLatin1(p.id) + u" = "_s + value));
      }
    }
  }

  void theReportHasThemAll() {
    const QJsonArray all = QJsonDocument::fromJson(run({u"parameters"_s, u"--json"_s}).out)["parameters"].toArray();
    QCOMPARE(all.size(), static_cast<qsizetype>(mien::parameters().size()));
    for (qsizetype i = 0; i < all.size(); ++i) {
      const mien::Parameter& p = mien::parameters()[static_cast<std::size_t>(i)];
      QCOMPARE(all[i]["id"].toString(), QString::fromLatin1(p.id));
      QCOMPARE(all[i]["standard"].toDouble(), p.standard);
      QCOMPARE(all[i]["choices"].toArray().size(), static_cast<qsizetype>(p.choices.size()));
    }
  }

  void thePageIsUpToDate() {
    const Outcome page = run({u"parameters"_s, u"--markdown"_s});
    QCOMPARE(page.code, 0);
    QFile committed(QStringLiteral(MIEN_DOCS_DIR "/parameters.md"));
    QVERIFY(committed.open(QIODevice::ReadOnly));
    QVERIFY2(page.out == committed.readAll(), "Write it anew: mien parameters --markdown > docs/parameters.md");
  }
};

}  // namespace

QTEST_GUILESS_MAIN(ParametersTest)
#include "parameters_test.moc"
