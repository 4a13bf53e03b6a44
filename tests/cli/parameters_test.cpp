// All that parameters() knows is an option, and docs/parameters.md says so.
#include "core/blend/parameters.h"

#include <QtTest>
#include <set>

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

  static void refuses(const mien::Parameter& p, const QString& value) {
    const QString option = u"--"_s + QString::fromLatin1(p.id) + u"="_s + value;
    const Outcome refused = run({u"mix"_s, u"seed:1"_s, u"seed:2"_s, option, u"-o"_s, u"/nowhere/refused.png"_s});
    QVERIFY2(refused.code == 2, qPrintable(option));
  }

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

  void valuesOutsideAreRefused() {
    // One program a value, so of those that are made alike (directions, regions, faces after the third) one is tried.
    std::set<std::string> tried;
    for (const mien::Parameter& p : mien::parametersOf(3)) {
      const std::string kind = p.direction ? "direction" : p.face > 0 && p.region[0] != '\0' ? "a face's region" : p.id;
      if (!tried.insert(kind).second) continue;
      refuses(p, QString::number(p.maximum + 1));
    }
  }

  /// Nor are spellings taken that some readers of numbers know and others do not.
  void oddSpellingsAreRefused() {
    for (const char* id : {"mix", "surroundings", "variation-number"})
      for (const QString& value : {u"nan"_s, u"+0.5"_s, u"1.5e"_s}) refuses(*mien::findParameter(id), value);
    refuses(*mien::findParameter("variation-number"), u"1.5"_s);
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
