// `mien consent`, `history`, `review`, `recall` and `record` as a script sees them.
#include <QtTest>
#include <filesystem>

#include "core/guard/verdict.h"
#include "core/record/output_store.h"
#include "core/record/recall.h"
#include "tests/cli/record_case.h"
#include "tests/record/raw_database.h"

using namespace mien;
using namespace Qt::Literals::StringLiterals;

class RecordCliTest : public RecordCase {
  Q_OBJECT

 private Q_SLOTS:
  void consents() {
    const Ended added = run({u"consent"_s, u"add"_s, kA, u"--kind"_s, u"licensed"_s, u"--note"_s, u"Paper 7"_s,
                             u"--expires"_s, u"2099-12-31"_s, u"--json"_s});
    QVERIFY2(added.code == 0, added.err);
    QCOMPARE(json(added)["consent"].toInt(), 1);
    QCOMPARE(run(u"consent add "_s + digest(1) + u" --kind own"_s).code, 0);
    const QJsonArray all = json(run(u"consent list --json"_s))["consents"].toArray();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[1]["kind"].toString(), u"licensed"_s);
    QCOMPARE(all[1]["subject"].toString(), u"photo"_s);
    QCOMPARE(all[1]["note"].toString(), u"Paper 7"_s);
    QVERIFY(all[1]["expires_ms"].toDouble() > 4e12);
    QVERIFY(all[0]["expires_ms"].isUndefined());
    QCOMPARE(json(run({u"consent"_s, u"list"_s, kA, u"--json"_s}))["consents"].toArray().size(), 1);
    QVERIFY(run(u"consent list"_s).out.contains("valid"));
    // A file's digest is no face's key.
    const Ended wrong = run({u"consent"_s, u"add"_s, kA, u"--face"_s, u"--kind"_s, u"own"_s});
    QVERIFY2(wrong.code == 2 && wrong.err.contains("face's key"), wrong.err);
    QCOMPARE(run(u"consent withdraw 2"_s).code, 0);
    QVERIFY(run(u"consent list"_s).out.contains("withdrawn"));
    QCOMPARE(run(u"consent withdraw 2"_s).code, 2);
    QCOMPARE(run(u"consent withdraw 9 1"_s).code, 2);  // and the one that is there is withdrawn
    QVERIFY(!run(u"consent list"_s).out.contains("valid"));
    QCOMPARE(run(u"consent add /nowhere.jpg --kind own"_s).code, 3);
    QFile noPicture(path(u"noise.jpg"_s));
    QVERIFY(noPicture.open(QIODevice::WriteOnly) && noPicture.write("no picture") > 0);
    noPicture.close();
    QCOMPARE(run({u"consent"_s, u"add"_s, noPicture.fileName(), u"--kind"_s, u"own"_s}).code, 3);
    for (const QString& line : {u"consent list "_s, u"record restore "_s, u"history search --face "_s})
      QCOMPARE(run(line + folder_->path()).code, 3);  // a folder is no file
    QCOMPARE(run(u"consent add drawn:7 --kind synthetic"_s).code, 2);
    QCOMPARE(run(u"consent add "_s + digest(1) + u" --kind maybe"_s).code, 2);
    for (const QString& day : {u"soon"_s, u"2099-02-30"_s, u"2020-01-01"_s})
      QCOMPARE(run(u"consent add "_s + digest(1) + u" --kind own --expires "_s + day).code, 2);
  }

  void searchAndShow() {
    fillRecord(*record_, 12);
    const QJsonObject found = json(run(u"history search --json"_s));
    QCOMPARE(found["total"].toInt(), 12);
    QCOMPARE(found["outputs"][0]["id"].toInt(), 12);
    QCOMPARE(json(run(u"history search --json --limit 2 --skip 3"_s))["outputs"][0]["id"].toInt(), 9);
    const auto total = [&](const QString& line) {
      const Ended outcome = run(u"history search --json "_s + line);
      return outcome.code == 0 ? json(outcome)["total"].toInt() : -1;
    };
    QCOMPARE(total(u"proj 3"_s), 2);
    QCOMPARE(total(u"out-4"_s), 1);
    QCOMPARE(total(u"--state approved"_s), 2);
    QCOMPARE(total(u"--verdict review"_s), 4);
    QCOMPARE(total(u"--face "_s + digest(5)), 2);
    QCOMPARE(total(u"--label green --rating 1"_s), 3);
    QCOMPARE(total(u"--from 2000-01-01 --until 2099-01-01"_s), 12);
    QCOMPARE(total(u"--until 2000-01-01"_s), 0);
    QCOMPARE(total(u"--rule blur"_s), 12);
    QVERIFY(run(u"history search"_s).out.contains("Project 3"));

    const QJsonObject shown = json(run(u"history show 1 --json"_s))["output"].toObject();
    QCOMPARE(shown["state"].toString(), u"approved"_s);
    QCOMPARE(shown["recipe"]["faces"][0].toString(), digest(0));
    QCOMPARE(shown["faces"].toArray().size(), 2);
    QCOMPARE(shown["exports"][0]["file"].toString(), u"/tmp/out-0.png"_s);
    QCOMPARE(shown["decisions"][0]["reviewer"].toString(), u"Ada"_s);
    QCOMPARE(shown["costs"][0]["energy"]["source"].toString(), u"rapl"_s);
    QCOMPARE(run(u"history show 1 --recipe"_s).out, QByteArray::fromStdString(recipeText(0)) + "\n");
    QVERIFY(run(u"history show 1"_s).out.contains("approve by Ada: Fine"));
    QCOMPARE(run({u"history"_s, u"show"_s, u"1"_s, u"--thumbnail"_s, path(u"t.png"_s)}).code, 0);
    QVERIFY(contentOf(path(u"t.png"_s)).startsWith("\x89PNG"));
    QCOMPARE(run({u"history"_s, u"show"_s, u"1"_s, u"--thumbnail"_s, path(u"t.png"_s)}).code, 2);
    QCOMPARE(run(u"history show 99"_s).code, 2);
    QCOMPARE(run(u"history search --state lost"_s).code, 2);
    QCOMPARE(run(u"history search --from yesterday"_s).code, 2);
  }

  void insightsAndCosts() {
    fillRecord(*record_, 6);
    const QJsonObject shown = json(run(u"insights --format json --by project"_s));
    QCOMPARE(shown["every"].toString(), u"day"_s);
    QCOMPARE(shown["periods"].toArray().size(), 30);
    QCOMPARE(shown["total"]["outputs"].toInt(), 6);
    QCOMPARE(shown["total"]["exports"].toInt(), 3);
    QCOMPARE(shown["total"]["review"].toInt(), 2);
    QCOMPARE(shown["groups"].toArray().size(), 5);
    QCOMPARE(shown["total"]["money"]["EUR"].toDouble(), 0.006);
    QCOMPARE(json(run(u"insights --format json --days 0 --every month"_s))["periods"].toArray().size(), 1);
    const QJsonObject none = json(run(u"insights --format json --until 2000-01-01"_s));
    QCOMPARE(none["total"]["outputs"].toInt(), 0);
    const QByteArray csv = run(u"insights --days 7 --format csv"_s).out;
    QVERIFY(csv.startsWith("rows,name,outputs,exports,pass,note,review,block,costs,"));
    QCOMPARE(csv.count("\r\n"), 1 + 1 + 7 + 5);
    QVERIFY(run(u"insights"_s).out.contains("Project 3"));
    QCOMPARE(run(u"insights --from yesterday"_s).code, 2);
    QCOMPARE(run(u"insights --days 3 --from 2026-01-01"_s).code, 2);
    const QByteArray totals = run(u"cost totals --by model --format csv"_s).out;
    QCOMPARE(totals.count("\r\n"), 1 + 2);  // EUR, and none
    QVERIFY2(totals.startsWith("group,made,"), totals);
    const QByteArray project = run(u"cost project"_s).out;
    QVERIFY2(project.contains("like the 3 on record") && project.contains("of 9 entries"), project);
  }

  void aBudgetIsANumber() {
    QCOMPARE(run(u"cost tariff EUR --kwh 0.3"_s).code, 0);
    QCOMPARE(run(u"cost budget 50 --warn-at 70"_s).code, 0);
    const QByteArray good = run(u"cost show --json"_s).out;
    QCOMPARE(json({0, good, {}})["monthly_budget"].toDouble(), 50.0);
    QVERIFY2(run(u"cost show"_s).out.contains("50.00 EUR"), run(u"cost show"_s).out);
    const auto refuses = [&](const char* line, const char* number) {
      const Ended refused = run(QString::fromLatin1(line) + QString::fromLatin1(number));
      return refused.code == 2 && refused.out.isEmpty() && refused.err.contains(number) &&
             refused.err.contains(" is not a number ") && run(u"cost show --json"_s).out == good;
    };
    for (const char* number : {"nan", "NAN", "inf", "1e999", "1e10", "many"})
      QVERIFY2(refuses("cost budget ", number), number);
    for (const char* line : {"cost budget 50 --warn-at ", "cost tariff EUR --kwh ", "cost tariff EUR --hour ",
                             "cost project --exports ", "cost project --gpu-speedup ", "cost project --gpu-watts "})
      QVERIFY2(refuses(line, "nan") && refuses(line, "inf"), line);
    QCOMPARE(run(u"cost project --gpu-speedup 0"_s).code, 2);
    QCOMPARE(run(u"cost budget 1e2"_s).code, 0);
    fillRecord(*record_, 1);
    QCOMPARE(run(u"cost project --gpu-speedup 0.5"_s).code, 0);
  }

  /// Nobody goes on without the budget that stood in it, unless he is told.
  void aBrokenTariffOfAnEarlierVersionIsTold() {
    {
      QFile out(path(u"spending.json"_s));
      QVERIFY(out.open(QIODevice::WriteOnly) &&
              out.write(R"({"schema":1,"currency":"EUR","per_kilowatt_hour":0.3,"per_machine_hour":0,)"
                        R"("monthly_budget":"50","warn_at":0.8})") > 0);
    }
    const Ended refused = run(u"cost project"_s);
    QCOMPARE(refused.code, 3);
    QVERIFY2(refused.err.contains("monthly_budget") && refused.err.contains("mien cost budget"), refused.err);
    QCOMPARE(run(u"cost budget 50"_s).code, 2);  // in what currency?
    QVERIFY(QFile::exists(path(u"spending.json"_s)));
    const Ended mended = run(u"cost tariff EUR --kwh 0.3"_s);
    QCOMPARE(mended.code, 0);
    QVERIFY2(mended.err.contains("now there is a tariff and no budget"), mended.err);
    QCOMPARE(run(u"cost budget 50"_s).err, QByteArray());
    QCOMPARE(json(run(u"cost show --json"_s))["monthly_budget"].toDouble(), 50.0);
    QVERIFY(!QFile::exists(path(u"spending.json"_s)));
  }

  void aBudgetIsTheReviewers() {
    QCOMPARE(run(u"cost tariff EUR --kwh 0.3"_s).code, 0);
    QVERIFY(ReviewerStore(*record_).add("Ada", "correct horse"));
    QCOMPARE(run(u"cost budget 50"_s).code, 0);
    for (const auto& line : {u"cost budget 0"_s, u"cost budget 5000"_s, u"cost tariff USD"_s}) {
      const Ended refused = run(line);
      QCOMPARE(refused.code, 5);
      QVERIFY2(refused.err.contains("Ada") && refused.err.contains("--as"), refused.err);
    }
    QCOMPARE(json(run(u"cost show --json"_s))["monthly_budget"].toDouble(), 50.0);
    {
      QFile out(path(u"passphrase"_s));
      QVERIFY(out.open(QIODevice::WriteOnly) && out.write("correct horse\n") > 0);
    }
    QCOMPARE(run(u"cost budget 60 --as Ada --passphrase-file "_s + path(u"passphrase"_s)).code, 0);
    QCOMPARE(json(run(u"cost show --json"_s))["monthly_budget"].toDouble(), 60.0);
    QCOMPARE(run(u"history verify"_s).code, 0);
  }

  void listAndVerify() {
    fillRecord(*record_, 3);
    const QJsonArray entries = json(run(u"history list --json --limit 500"_s))["entries"].toArray();
    QCOMPARE(entries.last()["kind"].toString(), u"begin"_s);
    QCOMPARE(json(run(u"history list --json --kind consent"_s))["entries"].toArray().size(), 3);
    QCOMPARE(json(run(u"history list --json --of output:1"_s))["entries"].toArray().last()["kind"].toString(),
             u"output"_s);
    QVERIFY(run(u"history list"_s).out.contains("output:1"));
    const QJsonObject sound = json(run(u"history verify --json"_s));
    QVERIFY(sound["sound"].toBool());
    QCOMPARE(sound["entries"].toInt(), static_cast<int>(entries.size()));
    QCOMPARE(sound["head"].toString(), entries[0]["hash"].toString());

    QFile anchor(path(u"record.anchor"_s));
    QVERIFY(anchor.remove());
    const Ended damaged = run(u"history verify --json"_s);
    QCOMPARE(damaged.code, 3);
    QCOMPARE(json(damaged)["damages"].toArray().size(), 1);
    QVERIFY(run(u"history verify"_s).out.contains("Damage: "));
    QCOMPARE(run(u"review flag 2"_s).code, 3);
    QCOMPARE(run(u"history accept"_s).code, 2);
    QCOMPARE(run(u"history accept --note lost"_s).code, 5);
    const QString byAda = u" --as Ada --passphrase-file "_s + path(u"passphrase"_s);
    QCOMPARE(run(u"history accept --note lost"_s + byAda).code, 0);
    QCOMPARE(run(u"history accept --note again"_s + byAda).code, 2);
    QCOMPARE(run(u"history verify"_s).code, 0);
  }

  void review() {
    NewOutput judged = newOutput(1, RecordedOutcome::Block);
    Verdict verdict;
    verdict.outcome = Outcome::Block;
    verdict.findings = {{.rule = "consent", .subject = "a", .action = Action::Block, .override = Override::Reviewer}};
    verdict.policyHash = judged.verdict.policyHash;
    judged.verdict.json = toJson(verdict);
    const auto blocked = OutputStore(*record_).add(judged).value();
    const auto draft = OutputStore(*record_).add(newOutput(2)).value();
    const QString file = path(u"passphrase"_s);
    QCOMPARE(run({u"review"_s, u"add-reviewer"_s, u"Ada"_s, u"--passphrase-file"_s, file}).code, 0);
    const QStringList ben{u"review"_s, u"add-reviewer"_s, u"Ben"_s};
    QCOMPARE(runMien(ben, folder_->path(), "another long one\n").code, 5);  // nobody vouches
    const QStringList byAda{u"--as"_s, u"Ada"_s, u"--as-passphrase-file"_s, file};
    QCOMPARE(runMien(ben + byAda, folder_->path(), "another long one\n").code, 0);
    const QStringList adaAgain{u"review"_s, u"add-reviewer"_s, u"Ada"_s, u"--passphrase-file"_s, file};
    QCOMPARE(run(adaAgain + byAda).code, 2);
    QCOMPARE(json(run(u"review reviewers --json"_s))["reviewers"].toArray().size(), 2);
    const QStringList approve{
        u"review"_s, u"approve"_s, QString::number(blocked), u"--as"_s, u"Ada"_s, u"--passphrase-file"_s, file};
    QCOMPARE(run(approve).code, 2);  // no reason
    QVERIFY(state(blocked) == OutputState::Flagged);
    QCOMPARE(run(approve + QStringList{u"--reason"_s, u"My own face"_s}).code, 0);
    QVERIFY(state(blocked) == OutputState::Approved);
    QCOMPARE(run(u"review flag 2 --note Look"_s).code, 0);
    const QStringList reject{
        u"review"_s, u"reject"_s, QString::number(draft), u"--as"_s, u"Ben"_s, u"--passphrase-file"_s, u"-"_s};
    QCOMPARE(runMien(reject, folder_->path(), "a wrong one\n").code, 2);
    QCOMPARE(runMien(reject, folder_->path(), "another long one\n").code, 0);
    QVERIFY(state(draft) == OutputState::Rejected);
    QCOMPARE(run({u"review"_s, u"comment"_s, u"2"_s, u"--as"_s, u"Ada"_s, u"--passphrase-file"_s, file, u"--text"_s,
                  u"Pity"_s})
                 .code,
             0);
    QCOMPARE(ReviewStore(*record_).decisions(draft)->size(), std::size_t{3});
    QCOMPARE(run(u"review rate 2 4"_s).code, 0);
    QCOMPARE(run(u"review label 2 red"_s).code, 0);
    QCOMPARE(run(u"review label 2 beige"_s).code, 2);
    QCOMPARE(OutputStore(*record_).get(draft)->rating, 4);
    QCOMPARE(run(u"review retire Ben"_s).code, 5);
    const QStringList signedByAda{u"--as"_s, u"Ada"_s, u"--passphrase-file"_s, file};
    QCOMPARE(run(QStringList{u"review"_s, u"retire"_s, u"Ben"_s} + signedByAda).code, 0);
    QCOMPARE(run(QStringList{u"review"_s, u"retire"_s, u"Cy"_s} + signedByAda).code, 2);
    QCOMPARE(run(u"history verify"_s).code, 0);
  }

  void recallWithAReport() {
    fillRecord(*record_, 6);
    const Ended would = run(u"recall --dry-run --json --face "_s + digest(2));
    QCOMPARE(json(would)["outputs"].toArray().size(), 2);
    QCOMPARE(run(u"recall --face "_s + digest(2)).code, 2);  // no reason
    QCOMPARE(run(u"recall --reason Because"_s).code, 2);     // nothing chosen
    // A slip must not look like good news.
    for (const QString& choice : {u"--model typo"_s, u"--networks 0123456789ab"_s, u"--policy zz"_s}) {
      const Ended unknown = run(u"recall --dry-run "_s + choice);
      QVERIFY2(unknown.code == 2 && unknown.err.contains("No output was ever"), unknown.err);
    }
    const QString report = path(u"report"_s);
    const QStringList line{u"recall"_s, u"--face"_s, digest(2), u"--reason"_s, u"A leak"_s, u"--report"_s, report};
    const Ended recalled = run(line);
    QVERIFY2(recalled.code == 0, recalled.err);
    QVERIFY(recalled.out.contains("2 outputs were recalled."));
    QVERIFY(state(2) == OutputState::Recalled && state(3) == OutputState::Recalled);
    const QJsonValue said = json(run(u"history show 2 --json"_s)).value(u"output"_s)["decisions"].toArray().last();
    QCOMPARE(said["action"].toString(), u"recall"_s);
    QCOMPARE(said["reviewer"].toString(), QString());
    QVERIFY(said["user"].isString());
    QCOMPARE(said["user"].toString().toStdString(), ReviewStore(*record_).decisions(2)->back().user);
    QVERIFY(contentOf(report + u".html"_s).contains("A leak"));
    QCOMPARE(run({u"recall"_s, u"--check"_s, report + u".json"_s}).code, 0);
    QCOMPARE(run(line).code, 2);  // the report is there already
    const Ended foreign = run({u"recall"_s, u"--check"_s, report + u".json"_s, u"--key"_s, QString(64, u'a')});
    QVERIFY2(foreign.code == 3 && foreign.err.contains("not this record's key"), foreign.err);
    // And again, as after a recall whose program was killed before it wrote one.
    const QString copy = path(u"copy"_s);
    const Ended again = run({u"recall"_s, u"--again"_s, u"0"_s, u"--report"_s, copy});
    QVERIFY2(again.code == 0 && again.out.contains("2 outputs were recalled then."), again.err + again.out);
    QCOMPARE(run({u"recall"_s, u"--check"_s, copy + u".json"_s}).code, 0);
    QVERIFY(contentOf(copy + u".html"_s).contains("A leak"));
    QCOMPARE(run({u"recall"_s, u"--again"_s, u"0"_s, u"--report"_s, copy}).code, 2);
    QCOMPARE(run({u"recall"_s, u"--again"_s, u"1"_s}).code, 2);
    QCOMPARE(run({u"recall"_s, u"--again"_s, u"0"_s, u"--dry-run"_s}).code, 2);  // and nothing is passed over
    QFile file(report + u".json"_s);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray altered = file.readAll().replace("A leak", "A lark");
    QVERIFY(file.resize(0) && file.seek(0) && file.write(altered) > 0);
    file.close();
    QCOMPARE(run({u"recall"_s, u"--check"_s, report + u".json"_s}).code, 3);
  }

  void aRecallSaysWhatIsRefusedAndKeepsItsReport() {
    fillRecord(*record_, 6);
    const Ended dry = run(u"recall --dry-run --face "_s + digest(1));
    QVERIFY2(dry.out.contains("not made again") && dry.out.contains("consent withdraw"), dry.out);
    const Ended recalled = run(u"recall --reason Leak --face "_s + digest(1));
    QVERIFY2(recalled.code == 0, recalled.err);
    QVERIFY2(recalled.out.contains("not made again") && recalled.out.contains("consent withdraw"), recalled.out);
    const auto reports = [&] { return QDir(folder_->path()).entryList({u"recall-*.json"_s}); };
    QCOMPARE(reports().size(), 1);
    QVERIFY2(recalled.out.contains(path(reports()[0]).toUtf8()), recalled.out);

    const Ended nowhere = run({u"recall"_s, u"--face"_s, digest(4), u"--reason"_s, u"Leak"_s, u"--report"_s,
                               path(u"none/report"_s), u"--json"_s});
    QCOMPARE(nowhere.code, 7);
    QVERIFY(state(4) == OutputState::Recalled);
    QCOMPARE(reports().size(), 2);
    for (const QString& report : reports()) QCOMPARE(run({u"recall"_s, u"--check"_s, path(report)}).code, 0);
    QVERIFY2(nowhere.err.contains("none") && nowhere.err.contains(path(u"recall-"_s).toUtf8()), nowhere.err);
    QCOMPARE(json(nowhere)["outputs"].toArray().size(), 2);
  }

  void backupAndRestore() {
    fillRecord(*record_, 2);
    const QString copy = path(u"copy.db"_s);
    QCOMPARE(run({u"record"_s, u"backup"_s, copy}).code, 0);
    QCOMPARE(run({u"record"_s, u"backup"_s, copy}).code, 2);
    QCOMPARE(run({u"record"_s, u"backup"_s, copy, u"--overwrite"_s}).code, 0);
    const Ended elsewhere = run({u"record"_s, u"backup"_s, u"/proc/copy.db"_s});
    QCOMPARE(elsewhere.code, 7);
    QVERIFY2(elsewhere.err.startsWith("/proc/copy.db can't be written"), elsewhere.err);
    QCOMPARE(run(u"review rate 1 5"_s).code, 0);
    const Ended refused = run({u"record"_s, u"restore"_s, copy});
    QVERIFY2(refused.code == 5 && refused.err.contains("Ada"), refused.err);
    const QStringList byAda{u"--as"_s, u"Ada"_s, u"--passphrase-file"_s, path(u"passphrase"_s)};
    QCOMPARE(run(QStringList{u"record"_s, u"restore"_s, copy} + byAda).code, 0);
    QCOMPARE(OutputStore(*record_).get(1)->rating, 1);
    QVERIFY(run(u"history verify"_s).out.contains("restored"));
    QCOMPARE(run({u"record"_s, u"restore"_s, path(u"none.db"_s)}).code, 3);
    // Without her row she signs with the key that the backup has, and nobody gets by without her.
    execute(path(u"record.db"_s).toStdString(), "PRAGMA foreign_keys = OFF; DELETE FROM reviewers");
    const Ended robbed = run(u"history accept --note Mine"_s);
    QVERIFY2(robbed.code == 5 && robbed.err.contains("\"Ada\"") && robbed.err.contains("mien record restore"),
             robbed.err);
    QCOMPARE(run({u"record"_s, u"restore"_s, copy}).code, 5);
    QCOMPARE(run(QStringList{u"record"_s, u"restore"_s, copy} + byAda).code, 0);
    QCOMPARE(run(u"history verify"_s).code, 0);
  }

  /// Where her row is the damage, what is said of her leads on.
  void aReviewerWhoseRowWasAlteredIsLedToABackup_data() {
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("retired") << QByteArray("UPDATE reviewers SET retired_ms = 1");
    QTest::newRow("renamed") << QByteArray("UPDATE reviewers SET name = 'Eve'");
    QTest::newRow("locked out") << QByteArray("UPDATE reviewers SET salt = zeroblob(16)");
    QTest::newRow("deleted") << QByteArray("PRAGMA foreign_keys = OFF; DELETE FROM reviewers");
  }
  void aReviewerWhoseRowWasAlteredIsLedToABackup() {
    QFETCH(QByteArray, sql);
    fillRecord(*record_, 2);
    const QString copy = path(u"copy.db"_s);
    QCOMPARE(run({u"record"_s, u"backup"_s, copy}).code, 0);
    const QString byAda = u" --as Ada --passphrase-file "_s + path(u"passphrase"_s);
    const QString byAdaWrongly = u" --as Ada --passphrase-file "_s + path(u"record.key"_s);
    const Ended mistyped = run(u"history accept --note Damage"_s + byAdaWrongly);
    QVERIFY2(mistyped.code == 2 && mistyped.err.contains("passphrase of \"Ada\""), mistyped.err);
    execute(path(u"record.db"_s).toStdString(), sql.toStdString());
    const Ended refused = run(u"history accept --note Damage"_s + byAda);
    QVERIFY2(refused.code == 3 && refused.err.contains("\"Ada\"") &&
                 refused.err.contains("mien record restore FILE --as NAME"),
             refused.err);
    const Ended wrongly = run(u"record restore "_s + copy + byAdaWrongly);
    QVERIFY2(wrongly.code == 2 && wrongly.err.contains("passphrase of \"Ada\""), wrongly.err);
    const Ended restored = run(u"record restore "_s + copy + byAda);
    QVERIFY2(restored.code == 0, restored.err);
    QCOMPARE(run(u"history verify"_s).code, 0);
  }

  void aLostKeyIsTheReviewersToReplace() {
    fillRecord(*record_, 2);
    QVERIFY(QFile::remove(path(u"record.key"_s)));
    const Ended refused = run(u"history accept --note Mine"_s);
    QVERIFY2(refused.code == 5 && refused.err.contains("\"Ada\""), refused.err);
    QVERIFY(!QFile::exists(path(u"record.key"_s)));
    QCOMPARE(run(u"history accept --note Lost --as Ada --passphrase-file "_s + path(u"passphrase"_s)).code, 0);
    QCOMPARE(run(u"history verify"_s).code, 0);
  }
};

QTEST_GUILESS_MAIN(RecordCliTest)
#include "record_cli_test.moc"
