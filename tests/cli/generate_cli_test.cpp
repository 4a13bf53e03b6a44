// Labelled sets of drawn faces as a script makes them: labels, going on after a kill, groups, refusals.
#include <QImage>
#include <QtTest>
#include <csignal>

#include "tests/cli/program.h"

class GenerateCliTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  QString at(const QString& name) const { return dir_.filePath(name); }

  static QStringList set(const QString& labels, const QStringList& more = {}) {
    return QStringList{u"generate"_s, u"--seed"_s, u"11"_s, u"--count"_s, u"4"_s, u"--labels"_s, labels} + more;
  }
  static QList<QByteArrayList> table(const QString& file) {
    QList<QByteArrayList> rows;
    for (const QByteArray& line : contentOf(file).split('\n'))
      if (!line.isEmpty()) rows.append(line.trimmed().split(','));
    return rows;
  }

  static QJsonObject countsOf(const Outcome& outcome) { return json(outcome).value(u"counts"_s).toObject(); }

 private Q_SLOTS:
  void initTestCase() {
    QVERIFY(QDir().mkpath(at("whole")) && QDir().mkpath(at("killed")));
    const Outcome made = mien(set(at("whole/out.csv"), {u"--json"_s}));
    QVERIFY2(made.code == 0, made.err);
    QCOMPARE(countsOf(made)["faces"].toInt(), 4);
  }

  void labelsSayWhatWasMeasured() {
    const QList<QByteArrayList> rows = table(at("whole/out.csv"));
    QCOMPARE(rows.size(), 5);
    const QByteArrayList names = rows[0];
    for (const char* name : {"file", "seed", "sha256", "model", "model_hash", "outcome", "rules", "age", "skin_tone",
                             "luma", "yaw", "smile", "mouth_open", "eyes_open", "age_band", "skin_class"})
      QVERIFY2(names.contains(name), name);
    const auto value = [&](int row, const char* name) { return rows[row][names.indexOf(name)]; };
    for (int row = 1; row <= 4; ++row) {
      QCOMPARE(value(row, "seed").toInt(), 10 + row);
      QCOMPARE(value(row, "file"), "out/face-" + value(row, "seed") + ".png");
      const QByteArray picture = contentOf(at(u"whole/"_s + QString::fromLatin1(value(row, "file"))));
      QCOMPARE(value(row, "sha256"), QCryptographicHash::hash(picture, QCryptographicHash::Sha256).toHex());
      QVERIFY(value(row, "age").toDouble() > 15 && value(row, "age").toDouble() < 90);
      QVERIFY(value(row, "luma").toDouble() > 0.1 && value(row, "luma").toDouble() < 0.9);
      QVERIFY(value(row, "eyes_open").toDouble() > 0.15 && value(row, "eyes_open").toDouble() < 0.5);
    }
    const QByteArrayList lines = contentOf(at("whole/out.csv.manifest.jsonl")).split('\n');
    QCOMPARE(lines.size(), 7);
    const QJsonObject from = QJsonDocument::fromJson(lines[0]).object();
    QCOMPARE(from["schema"].toInt(), 1);
    QCOMPARE(from["arguments"]["count"].toInt(), 4);
    QCOMPARE(from["policy"]["hash"].toString().size(), 64);
    for (int row = 1; row <= 4; ++row) {
      const QJsonObject face = QJsonDocument::fromJson(lines[row]).object();
      QVERIFY(face["history"].toInt() > 0);
      QVERIFY(face["verdict"]["measured"].isArray());
      QCOMPARE(face["attributes"]["age"].toDouble(), value(row, "age").toDouble());
      // The judge has seen the finished picture.
      for (const QJsonValue& measured : face["verdict"]["measured"].toArray()) {
        if (measured["subject"].toString() != "output"_L1) continue;
        const double age = measured["scores"]["minor-output"]["value"].toDouble();
        QVERIFY(std::abs(age - value(row, "age").toDouble()) < 0.06);
      }
    }
    QCOMPARE(QJsonDocument::fromJson(lines[5])["counts"]["faces"].toInt(), 4);
    QVERIFY(!QFileInfo::exists(at("whole/out.csv.manifest.jsonl.part")));
  }

  void aKilledRunGoesOn() {
    const QString journal = at("killed/out.csv.manifest.jsonl.part");
    for (int kills = 1; kills <= 2; ++kills) {
      QProcess process;
      process.start(QStringLiteral(MIEN_PROGRAM), set(at("killed/out.csv")));
      // Killed once one more face has been begun.
      QVERIFY(QTest::qWaitFor([&] { return contentOf(journal).count("\"begun\"") >= kills + 1; }, 120'000));
      process.kill();
      QVERIFY(process.waitForFinished());
      QVERIFY(!QFileInfo::exists(at("killed/out.csv")));
      QVERIFY(!QFileInfo::exists(at("killed/out.csv.manifest.jsonl")));
    }
    const QDateTime first = QFileInfo(at("killed/out/face-11.png")).lastModified();
    const Outcome stopped = mien(set(at("killed/out.csv"), {u"--size"_s, u"512"_s}));
    QCOMPARE(stopped.code, 2);  // another set
    QVERIFY2(stopped.err.contains("(size)"), stopped.err);
    const Outcome done = mien(set(at("killed/out.csv"), {u"--continue"_s}));
    QVERIFY2(done.code == 0, done.err);
    QCOMPARE(contentOf(at("killed/out.csv")), contentOf(at("whole/out.csv")));
    QCOMPARE(QFileInfo(at("killed/out/face-11.png")).lastModified(), first);  // it was not drawn again
    QCOMPARE(QDir(at("killed/out")).entryList(QDir::Files).size(), 4);
    QVERIFY(!QFileInfo::exists(journal));
  }

  void aFinishedSetIsKept() {
    const QByteArray labels = contentOf(at("whole/out.csv"));
    const Outcome again = mien(set(at("whole/out.csv")));
    QCOMPARE(again.code, 2);
    QVERIFY2(again.err.contains("--overwrite"), again.err);
    QCOMPARE(mien(set(at("whole/out.csv"), {u"--continue"_s})).code, 0);
    QCOMPARE(contentOf(at("whole/out.csv")), labels);
    // Nor is a picture that lies in the way replaced.
    const Outcome other = mien(set(at("whole/other.csv"), {u"-o"_s, at("whole/out")}));
    QCOMPARE(other.code, 2);
    QVERIFY2(other.err.contains("face-11.png"), other.err);
    QVERIFY(!QFileInfo::exists(at("whole/other.csv.manifest.jsonl.part")));
  }

  void ctrlCEndsCleanly() {
    QProcess process;
    process.start(QStringLiteral(MIEN_PROGRAM), set(at("stopped.csv")));
    QVERIFY(QTest::qWaitFor([&] { return contentOf(at("stopped.csv.manifest.jsonl.part")).contains("\"begun\""); },
                            120'000));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(120'000));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(process.readAllStandardError().contains("the same command goes on"));
    QVERIFY(!QFileInfo::exists(at("stopped.csv")));
  }

  void groupsAreBalanced() {
    const QStringList balanced{u"generate"_s,  u"--count"_s,         u"4"_s,     u"--labels"_s, at("even.csv"),
                               u"--balance"_s, u"age=18-29/30-44"_s, u"--json"_s};
    const Outcome made = mien(balanced);
    QVERIFY2(made.code == 0, made.err);
    const QJsonObject counts = countsOf(made);
    QCOMPARE(counts["groups"]["18-29"].toInt(), 2);
    QCOMPARE(counts["groups"]["30-44"].toInt(), 2);
    QVERIFY2(made.err.contains(QByteArray::number(counts["passed_over"].toInt()) + " passed over"), made.err);
    QCOMPARE(QDir(at("even")).entryList(QDir::Files).size(), 4);
    const QList<QByteArrayList> rows = table(at("even.csv"));
    for (int row = 1; row <= 4; ++row) QCOMPARE(rows[row].last(), rows[row][rows[0].indexOf("age_band")]);
  }

  void aGroupThatCanNotBeFilledIsTold() {
    const QStringList hopeless{u"generate"_s,  u"--count"_s,         u"2"_s,         u"--labels"_s, at("none.csv"),
                               u"--balance"_s, u"skin=very light"_s, u"--give-up"_s, u"3"_s};
    for (int i = 0; i < 2; ++i) {  // going on changes nothing
      const Outcome given = mien(hopeless);
      QCOMPARE(given.code, 2);
      QVERIFY2(given.err.contains("3 seeds in a row") && given.err.contains("very light (2)"), given.err);
      QVERIFY(!QFileInfo::exists(at("none.csv")));
      QVERIFY(QDir(at("none")).isEmpty());
    }
  }

  void refusals_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    const QString csv = at("refused.csv");
    QTest::newRow("no CSV") << set(at("refused.txt")) << 2;
    QTest::newRow("a name of the clock") << set(csv, {u"--name"_s, u"{seed}-{time}"_s}) << 2;
    QTest::newRow("a running number") << set(csv, {u"--name"_s, u"f-{n:03}"_s}) << 2;
    QTest::newRow("one name for all") << set(csv, {u"--name"_s, u"face"_s}) << 2;
    QTest::newRow("no such group") << set(csv, {u"--balance"_s, u"hair"_s}) << 2;
    QTest::newRow("no such band") << set(csv, {u"--balance"_s, u"age=1-2"_s}) << 2;
    QTest::newRow("more groups than faces") << set(csv, {u"--balance"_s, u"age,skin"_s}) << 2;
    QTest::newRow("16 bit JPEG") << set(csv, {u"--bits"_s, u"16"_s, u"--format"_s, u"jpg"_s}) << 2;
    QTest::newRow("balance without labels")
        << QStringList{u"generate"_s, u"--seed"_s, u"1"_s, u"-o"_s, at("refused"), u"--balance"_s, u"age"_s} << 2;
    QTest::newRow("no seed") << QStringList{u"generate"_s, u"-o"_s, at("refused")} << 2;
    QTest::newRow("no folder") << QStringList{u"generate"_s, u"--seed"_s, u"1"_s} << 2;
    QTest::newRow("no such folder") << set(at("none/such/out.csv"), {u"-o"_s, at("refused-pictures")}) << 7;
  }

  void refusals() {
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    const Outcome outcome = mien(arguments);
    QCOMPARE(outcome.code, code);
    QVERIFY(!outcome.err.trimmed().isEmpty());
    QVERIFY(!QFileInfo::exists(at("refused.csv")) && !QFileInfo::exists(at("refused")));
  }

  /// A folder that was made for pictures which then can't be written.
  void aFolderForNothingDoesNotStay() {
    QFile inTheWay(at("no-folder"));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const QStringList draw{u"generate"_s, u"--seed"_s, u"1"_s, u"--size"_s, u"256"_s, u"-o"_s};
    const QString made = at("for-nothing");
    QCOMPARE(mien(draw + QStringList{made}, at("no-folder/data")).code, 7);
    QVERIFY(!QFileInfo::exists(made));
    QVERIFY(QDir().mkpath(at("was-there")));
    QCOMPARE(mien(draw + QStringList{at("was-there")}, at("no-folder/data")).code, 7);
    QVERIFY(QFileInfo::exists(at("was-there")));
  }

  void whatIsRefusedStandsInTheManifest() {
    // A house that blocks everybody who looks younger than 99.
    const QString data = at("strict");
    const Outcome shown = mien({u"policy"_s, u"show"_s}, data);
    QJsonObject policy = QJsonDocument::fromJson(shown.out).object();
    QVERIFY2(!policy.isEmpty(), shown.err);
    QJsonObject rules = policy["rules"].toObject();
    QJsonObject rule = rules["minor-output"].toObject();
    for (const char* action : {"note", "review", "block"}) rule[QLatin1StringView(action)] = 99;
    rules["minor-output"_L1] = rule;
    policy["rules"_L1] = rules;
    QFile file(at("strict.json"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(policy).toJson()) > 0);
    file.close();
    const Outcome accepted = mien({u"policy"_s, u"accept"_s, at("strict.json")}, data);
    QVERIFY2(accepted.code == 0, accepted.err);
    const QStringList two{u"generate"_s, u"--count"_s, u"2"_s, u"--labels"_s, at("blocked.csv")};
    const Outcome refused = mien(two, data);
    QCOMPARE(refused.code, 4);
    QCOMPARE(table(at("blocked.csv")).size(), 1);
    const QByteArrayList lines = contentOf(at("blocked.csv.manifest.jsonl")).split('\n');
    QCOMPARE(lines.size(), 5);
    const QJsonObject face = QJsonDocument::fromJson(lines[1]).object();
    QVERIFY(face["file"].isNull());
    QCOMPARE(face["outcome"].toString(), u"block"_s);
    QVERIFY(face["verdict"].isObject() && !face["refusal"].toString().isEmpty());
    QVERIFY(QDir(at("blocked")).isEmpty());
    // Told again, without drawing.
    QCOMPARE(mien(two + QStringList{u"--continue"_s}, data).code, 4);
  }
};

QTEST_GUILESS_MAIN(GenerateCliTest)
#include "generate_cli_test.moc"
