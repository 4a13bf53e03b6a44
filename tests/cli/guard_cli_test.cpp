// What the command line judges, refuses and says of it.
#include <QImage>
#include <QtTest>

#include "tests/cli/program.h"

class GuardCliTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> dir_;
  QString at(const char* name) const { return dir_->filePath(QString::fromLatin1(name)); }
  Outcome run(const QStringList& arguments) const { return mien(arguments, at("data")); }

  /// A mix of drawn faces whose balance is given: what costs least where neither is looked at.
  static QStringList drawnMix(const QStringList& more) {
    return QStringList{u"mix"_s, u"seed:1"_s, u"seed:2"_s, u"--balance"_s, u"0.5"_s, u"--size"_s, u"256"_s} + more;
  }

  /// The sample face as a photograph that nobody knows: other bytes, the same face.
  QString photograph(const char* name) const {
    QImage image(kA);
    image.setText(u"copy"_s, QString::fromLatin1(name));
    return image.save(at(name)) ? at(name) : QString();
  }

  QString changedPolicy(const QByteArray& from, const QByteArray& to) const {
    QByteArray text = run({u"policy"_s, u"show"_s, u"--shipped"_s}).out;
    const qsizetype found = text.indexOf(from);
    if (found < 0) return {};
    QFile file(at("policy.json"));
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write(text.replace(found, from.size(), to));
    return file.fileName();
  }

  static QStringList rulesOf(const QJsonObject& verdict) {
    QStringList rules;
    for (const QJsonValue finding : verdict["findings"].toArray()) rules += finding["rule"].toString();
    return rules;
  }

 private Q_SLOTS:
  void init() {
    dir_ = std::make_unique<QTemporaryDir>();
    for (const char* name : {"XDG_CONFIG_HOME", "MIEN_STATE"}) qputenv(name, at("home").toUtf8());
  }

  void aPhotographNeedsConsent() {
    const QString photo = photograph("someone.png");
    const QStringList faces{photo, u"seed:7"_s, u"--balance"_s, u"0.5"_s, u"--size"_s, u"256"_s};
    const QStringList mix = QStringList{u"mix"_s, u"--json"_s, u"-o"_s, at("out.png")} + faces;
    const Outcome refused = run(mix);
    QCOMPARE(refused.code, 4);
    QVERIFY2(refused.err.contains("face A") && refused.err.contains("consent"), refused.err);
    QVERIFY(!QFile::exists(at("out.png")));
    QVERIFY(json(refused)["output"].isNull());
    QVERIFY(rulesOf(json(refused)["verdict"].toObject()).contains(u"consent"_s));

    const Outcome wrong = run(mix + QStringList{u"--consent"_s, u"maybe"_s});
    QCOMPARE(wrong.code, 2);
    const Outcome written = run(mix + QStringList{u"--consent"_s, u"licensed:contract 7"_s});
    QVERIFY2(written.code == 0, written.err);
    QVERIFY(QFile::exists(at("out.png")));
    // Once and for all, also for films.
    QCOMPARE(run(QStringList{u"film"_s, u"--seconds"_s, u"0.1"_s, u"-o"_s, at("film.gif")} + faces).code, 0);
  }

  void aFilmIsRefusedWhole() {
    const QString photo = photograph("someone.png");
    const QStringList film{u"film"_s, photo,       u"seed:7"_s, u"--balance"_s, u"0.5"_s,   u"--seconds"_s,
                           u"0.1"_s,  u"--size"_s, u"256"_s,    u"-o"_s,        at("f.gif")};
    const Outcome refused = run(film + QStringList{u"--json"_s});
    QCOMPARE(refused.code, 4);
    QVERIFY(!QFile::exists(at("f.gif")));
    // All rules that spoke, as with a picture.
    QVERIFY(rulesOf(json(refused)["verdict"].toObject()).contains(u"consent"_s));
    QVERIFY(json(refused)["history"].toInt() > 0);
    QVERIFY(!json(refused)["refused"].toString().isEmpty());
    QCOMPARE(run(film + QStringList{u"--consent"_s, u"own"_s}).code, 0);
    QVERIFY(QFile::exists(at("f.gif")));
  }

  void checkSaysWhatSpeaks() {
    const QString photo = photograph("someone.png");
    const Outcome checked = run({u"check"_s, photo, kA, u"--json"_s});
    QCOMPARE(checked.code, 4);
    const QJsonArray files = json(checked)["files"].toArray();
    QCOMPARE(files.size(), 2);
    QVERIFY(rulesOf(files[0]["verdict"].toObject()).contains(u"consent"_s));
    QVERIFY(!rulesOf(files[1]["verdict"].toObject()).contains(u"consent"_s));
    // All scores are there, whether they spoke or not.
    QVERIFY(files[1]["verdict"]["measured"][0]["scores"]["minor-input"]["value"].toDouble() > 10);
    QCOMPARE(run({u"check"_s, at("missing.png")}).code == 0, false);
  }

  void explainsAMix() {
    const Outcome explained = run({u"explain"_s, kA, kB, u"--at"_s, u"0.3"_s, u"--balance"_s, u"0.5"_s,
                                   u"--eyes-shape"_s, u"1"_s, u"--nearest"_s, u"3"_s, u"--json"_s});
    QVERIFY2(explained.code == 0, explained.err);
    const QJsonObject report = json(explained);
    QCOMPARE(report["schema"].toInt(), 1);
    const QJsonArray nearest = report["nearest"].toArray();
    QCOMPARE(nearest.size(), 3);
    const double meaning = report["meaning"]["value"].toDouble(-1);
    QVERIFY(meaning > 0 && meaning <= 1);
    QCOMPARE(report["meaning"]["why"].isNull(), meaning >= 0.8);
    const QJsonArray alike = report["alike"].toArray();
    QCOMPARE(alike.size(), 3);
    QVERIFY(alike[0]["distance"].toDouble() > 0 && alike[0]["distance"].toDouble() < 1);
    for (const QJsonValue face : nearest) {
      QVERIFY(face["number"].toInt() >= 1 && face["number"].toInt() <= face["of"].toInt());
      QVERIFY(!face["source"].toString().isEmpty() && !face["licence"].toString().isEmpty());
    }
    QCOMPARE(report["near_copy"]["below"].toDouble(), 0.155);
    QCOMPARE(report["near_copy"]["alarm"].toBool(), nearest[0]["distance"].toDouble() < 0.155);
    const QJsonArray regions = report["regions"].toArray();
    QCOMPARE(regions.size(), 7);
    QCOMPARE(regions[0]["shape"][1].toDouble(), 1.0);
    QVERIFY(std::abs(regions[0]["texture"][1].toDouble() - 0.3) < 1e-9);
    QVERIFY(regions[5]["shape"].isNull());  // the skin's
    QVERIFY(report["sliders"].toArray().size() > 10);
    QVERIFY(report["sliders"][0]["pixels"].toDouble() > 0);

    // A recipe says the same; nothing was recorded or written.
    QFile recipe(at("recipe.json"));
    QVERIFY(recipe.open(QIODevice::WriteOnly));
    recipe.write(QJsonDocument(report["recipe"].toObject()).toJson());
    recipe.close();
    const Outcome again = run({u"explain"_s, recipe.fileName(), u"--face"_s, u"a="_s + kA, u"--face"_s, u"b="_s + kB,
                               u"--nearest"_s, u"3"_s, u"--json"_s});
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(json(again)["sliders"], report["sliders"]);
    QCOMPARE(json(again)["nearest"], report["nearest"]);
    QVERIFY(json(run({u"history"_s, u"list"_s, u"--json"_s}))["outputs"].toArray().isEmpty());
  }

  /// As mix does: where directions lead, and what was given before what was measured.
  void explainsTheMixThatMixMakes() {
    const QStringList given{u"seed:1"_s, u"seed:2"_s, u"seed:3"_s, u"--c-balance"_s, u"0.2"_s, u"--age"_s, u"1"_s};
    const Outcome explained = run(QStringList{u"explain"_s, u"--json"_s} + given);
    QVERIFY2(explained.code == 0, explained.err);
    const QJsonObject recipe = json(explained)["recipe"].toObject();
    QCOMPARE(recipe["further"].toArray()[0].toObject()["balance"].toDouble(), 0.2);
    QCOMPARE(recipe["directions"].toObject()["amounts"].toObject()["age"].toDouble(), 1.0);
    const Outcome mixed = run(QStringList{u"mix"_s, u"--json"_s, u"-o"_s, at("mix.png")} + given);
    QVERIFY2(mixed.code == 0, mixed.err);
    QCOMPARE(recipe, json(mixed)["recipe"].toObject());

    // On a recipe, too, whose balance was measured.
    const Outcome measured =
        run({u"mix"_s, u"seed:1"_s, u"seed:2"_s, u"--size"_s, u"256"_s, u"--json"_s, u"-o"_s, at("plain.png")});
    QVERIFY2(measured.code == 0, measured.err);
    QFile plain(at("plain.json"));
    QVERIFY(plain.open(QIODevice::WriteOnly));
    plain.write(QJsonDocument(json(measured)["recipe"].toObject()).toJson());
    plain.close();
    const Outcome older =
        run({u"explain"_s, plain.fileName(), u"--age"_s, u"1"_s, u"--balance"_s, u"0.7"_s, u"--json"_s});
    QVERIFY2(older.code == 0, older.err);
    const QJsonObject moved = json(older)["recipe"].toObject();
    QCOMPARE(moved["mix"].toObject()["balance"].toDouble(), 0.7);
    QCOMPARE(moved["directions"].toObject(), recipe["directions"].toObject());
  }

  void explainsInWords() {
    const Outcome words = run({u"explain"_s, u"seed:1"_s, u"seed:2"_s, u"seed:3"_s, u"--balance"_s, u"0.5"_s});
    QVERIFY2(words.code == 0, words.err);
    for (const char* text : {"Nearest training photographs", "Who is where", " · C ", "--c-eyes-texture"})
      QVERIFY2(words.out.contains(text), text);
    QVERIFY(!words.out.contains(" is that of "));
    const Outcome kept =
        run({u"explain"_s, u"seed:1"_s, u"seed:2"_s, u"--balance"_s, u"0.5"_s, u"--keep-pose"_s, u"a"_s,
             u"--keep-shape"_s, u"b"_s, u"--keep-expression"_s, u"a"_s, u"--keep-lighting"_s, u"b"_s});
    for (const char* text : {"The pose is that of A.", "The shape is that of B.", "The expression is that of A.",
                             "The light is that of B."})
      QVERIFY2(kept.out.contains(text), text);
    QCOMPARE(run({u"explain"_s, u"seed:1"_s, u"seed:2"_s, u"--c"_s, u"0.5"_s}).code, 2);
    QCOMPARE(run({u"explain"_s, at("missing.json")}).code, 3);
  }

  void reviewIsExitCodeFive() {
    const QString policy = changedPolicy("\"note\": 24, \"review\": 18", "\"note\": 99, \"review\": 98");
    QVERIFY(!policy.isEmpty());
    QVERIFY2(run({u"policy"_s, u"accept"_s, policy}).code == 0, "accept");
    const Outcome refused = run(drawnMix({u"-o"_s, at("out.png")}));
    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.err.contains("too young"), refused.err);
    QVERIFY(!QFile::exists(at("out.png")));
  }

  void anAlteredPolicyStopsEverything() {
    const QString policy = changedPolicy("Mien standard", "House rules");
    QCOMPARE(run({u"policy"_s, u"verify"_s, policy}).code, 0);
    QCOMPARE(run({u"policy"_s, u"accept"_s, policy}).code, 0);
    QVERIFY(run({u"policy"_s, u"verify"_s}).out.contains("House rules"));
    QFile file(at("data/policy.json"));
    QVERIFY(file.open(QIODevice::Append) && file.write(" ") == 1);
    file.close();
    for (const QStringList& command : {QStringList{u"policy"_s, u"verify"_s}, QStringList{u"check"_s, kA},
                                       QStringList{u"generate"_s, u"--seed"_s, u"3"_s, u"-o"_s, at("drawn")}}) {
      const Outcome refused = run(command);
      QCOMPARE(refused.code, 4);
      QVERIFY2(refused.err.contains("altered"), refused.err);
    }
    QVERIFY(QDir(at("drawn")).isEmpty());
  }

  void aReviewerSignsForTheRules() {
    const QString file = at("passphrase");
    QFile secret(file);
    QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write("correct horse\n") > 0);
    secret.close();
    const QString policy = changedPolicy("Mien standard", "House rules");
    QVERIFY2(run({u"policy"_s, u"accept"_s, policy}).code == 0, "anybody may");
    QCOMPARE(run({u"protect"_s, u"add"_s, u"Someone"_s, photograph("someone.png")}).code, 0);
    QCOMPARE(run({u"review"_s, u"add-reviewer"_s, u"Ada"_s, u"--passphrase-file"_s, file}).code, 0);
    const QStringList signedByAda{u"--as"_s, u"Ada"_s, u"--passphrase-file"_s, file};
    for (const QStringList& step :
         {QStringList{u"policy"_s, u"accept"_s, policy}, QStringList{u"protect"_s, u"remove"_s, u"1"_s}}) {
      const Outcome refused = run(step);
      QCOMPARE(refused.code, 5);
      QVERIFY2(refused.err.contains("--as NAME"), refused.err);
      QVERIFY2(run(step + signedByAda).code == 0, qPrintable(step.join(u' ')));
    }
    QCOMPARE(run({u"history"_s, u"verify"_s}).code, 0);
  }

  void policyIsExplainedInWords() {
    const Outcome all = run({u"policy"_s, u"explain"_s, u"--json"_s});
    QCOMPARE(all.code, 0);
    QVERIFY(json(all)["rules"].toArray().size() > 10);
    const Outcome one = run({u"policy"_s, u"explain"_s, u"likeness"_s});
    QVERIFY2(one.out.contains("is blocked") && one.out.contains("two-reviewers"), one.out);
    QCOMPARE(run({u"policy"_s, u"explain"_s, u"mood"_s}).code, 2);
  }

  void aProtectedPersonIsRecognised() {
    const Outcome added = run({u"protect"_s, u"add"_s, u"Ada Example"_s, kA});
    QVERIFY2(added.code == 0, added.err);
    const QJsonArray people = json(run({u"protect"_s, u"list"_s, u"--json"_s}))["people"].toArray();
    QCOMPARE(people.size(), 1);
    QCOMPARE(people[0]["name"].toString(), u"Ada Example"_s);
    // Nearly all of face A.
    const QStringList mix{u"mix"_s, kA,          u"seed:2"_s, u"--mix"_s, u"0.02"_s,    u"--balance"_s,
                          u"0.5"_s, u"--size"_s, u"256"_s,    u"-o"_s,    at("out.png")};
    const Outcome refused = run(mix);
    QCOMPARE(refused.code, 4);
    QVERIFY2(refused.err.contains("protected person"), refused.err);
    // Without the list nothing leaves.
    QVERIFY(QDir().mkpath(at("aside")));
    for (const QString& file : QDir(at("data")).entryList({u"protected*"_s}, QDir::Files))
      QVERIFY(QFile::rename(at("data/") + file, at("aside/") + file));
    const Outcome robbed = run(mix);
    QCOMPARE(robbed.code, 4);
    QVERIFY2(robbed.err.contains("mien protect remove 1"), robbed.err);
    const Outcome listed = run({u"protect"_s, u"list"_s, u"--json"_s});
    QCOMPARE(listed.code, 4);
    QCOMPARE(json(listed)["missing"].toArray().size(), 1);  // one report, though it fails
    for (const QString& file : QDir(at("aside")).entryList(QDir::Files))
      QVERIFY(QFile::rename(at("aside/") + file, at("data/") + file));
    // All or none, and the history says so.
    QCOMPARE(run({u"protect"_s, u"remove"_s, u"1"_s, u"9"_s}).code, 2);
    QCOMPARE(json(run({u"protect"_s, u"list"_s, u"--json"_s}))["people"].toArray().size(), 1);
    QCOMPARE(run({u"protect"_s, u"remove"_s, u"1"_s}).code, 0);
    const QByteArray history = run({u"history"_s, u"list"_s}).out;
    QCOMPARE(history.count("protection"), 2);
    QVERIFY2(!history.contains("Ada"), history);
    QCOMPARE(run(mix).code, 0);
    QCOMPARE(run({u"protect"_s, u"remove"_s, u"1"_s}).code, 2);
  }

  void aRecalledMixStaysRefused() {
    const QString a = photograph("someone.png");
    const QString b = u"seed:7"_s;
    int count = 0;
    const auto mixed = [&](const QStringList& how) {
      const QString file = dir_->filePath(u"out-%1.png"_s.arg(++count));
      return run(QStringList{u"mix"_s, a, b, u"--balance"_s, u"0.5"_s, u"--consent"_s, u"own"_s, u"-o"_s, file} + how)
          .code;
    };
    QCOMPARE(mixed({u"--size"_s, u"256"_s}), 0);
    QCOMPARE(run({u"recall"_s, u"--face"_s, a, u"--reason"_s, u"A leak"_s}).code, 0);
    for (const char* size : {"256", "512", "1024"}) QCOMPARE(mixed({u"--size"_s, QString::fromLatin1(size)}), 4);
    QCOMPARE(mixed({u"--in-photo"_s, u"a"_s}), 4);
    QCOMPARE(mixed({u"--at"_s, u"0.3"_s, u"--size"_s, u"256"_s}), 0);
    QCOMPARE(run({u"erase"_s, u"--yes"_s, a}).code, 0);
    QCOMPARE(mixed({u"--size"_s, u"512"_s}), 4);
    QCOMPARE(run({u"history"_s, u"verify"_s}).code, 0);
  }

  void aRefusedFilmLeavesNoPicturesOfAnErasedPerson() {
    const QString photo = photograph("someone.png");
    const QStringList film{u"film"_s, photo,       u"seed:7"_s, u"--balance"_s, u"0.5"_s,      u"--seconds"_s,
                           u"0.1"_s,  u"--size"_s, u"256"_s,    u"-o"_s,        at("film.gif")};
    for (int i = 0; i < 2; ++i) QCOMPARE(run(film).code, 4);  // the second takes up the first's job
    const auto left = [&] {
      QDirIterator files(at("data/work"), QDir::Files, QDirIterator::Subdirectories);
      return files.hasNext();
    };
    QVERIFY(!left());  // what is blocked is not kept
    const Outcome erased = run({u"erase"_s, u"--yes"_s, photo});
    QVERIFY2(erased.code == 0 && erased.out.contains("1 job,"), erased.out);
    QVERIFY(!left());
  }

  void aRecalledMixIsOnNoSheet() {
    QCOMPARE(run(drawnMix({u"--mix"_s, u"0.25"_s, u"-o"_s, at("quarter.png")})).code, 0);
    QCOMPARE(run({u"recall"_s, u"--from"_s, u"2020-01-01"_s, u"--reason"_s, u"wrong"_s}).code, 0);
    const auto sheet = [&](const QString& steps) {
      return run({u"sheet"_s, u"seed:1"_s, u"seed:2"_s, u"--balance"_s, u"0.5"_s, u"--steps"_s, steps, u"--json"_s,
                  u"-o"_s, at("sheet.png")});
    };
    const Outcome refused = sheet(u"5"_s);
    QCOMPARE(refused.code, 4);
    QVERIFY2(refused.err.startsWith("Frame 2 of the sheet: This mix was recalled"), refused.err);
    const QJsonObject said = json(refused)["error"].toObject();
    QCOMPARE(said["kind"].toString(), u"blocked"_s);
    QCOMPARE(said["message"].toString() + u'\n', QString::fromUtf8(refused.err));
    QVERIFY(!QFile::exists(at("sheet.png")));
    const Outcome others = sheet(u"4"_s);
    QCOMPARE(others.code, 0);
    QCOMPARE(json(others).value(u"verdict"_s)["outcome"].toString(), u"pass"_s);
  }

  /// A blend of them passes for no two people, however like both it is.
  void sampleFacesAreNobody() {
    const QJsonObject report =
        json(run({u"mix"_s, kA, kB, u"--size"_s, u"256"_s, u"--json"_s, u"-o"_s, at("nobody.png")}));
    const QJsonObject output = report["verdict"]["measured"].toArray().last().toObject();
    QCOMPARE(output["subject"].toString(), u"output"_s);
    QVERIFY(output["scores"]["parent-a"]["value"].toDouble() < 0.475);  // the threshold of double match
    QVERIFY(output["scores"]["double-match"]["value"].isNull());
  }

  void judgingNetworksAreThoseThatMienCameWith() {
    const QString shipped = QStringLiteral(MIEN_MODELS_DIR "/");
    QVERIFY(QDir().mkpath(at("models/judge")));
    for (const char* pack : {"finder", "landmarks", "portrait", "identity"})
      QVERIFY(QFile::link(shipped + QString::fromLatin1(pack), at("models/") + QString::fromLatin1(pack)));
    const QStringList mix = drawnMix({u"--models"_s, at("models"), u"-o"_s, at("out.png")});
    const Outcome refused = run(mix);
    QCOMPARE(refused.code, 6);
    QVERIFY2(refused.err.contains("nothing is exported"), refused.err);

    // One that is whole in itself, but another.
    for (const QFileInfo& file : QDir(shipped + u"judge"_s).entryInfoList(QDir::Files))
      QVERIFY(QFile::copy(file.filePath(), at("models/judge/") + file.fileName()));
    QFile manifest(at("models/judge/model.json"));
    QVERIFY(manifest.open(QIODevice::ReadWrite));
    const QByteArray text = manifest.readAll();
    manifest.seek(0);
    manifest.write(QByteArray(text).replace("Apache-2.0", "Apache-2.1"));
    manifest.close();
    const Outcome others = run(mix);
    QCOMPARE(others.code, 4);
    QVERIFY2(others.err.contains("accept-networks"), others.err);
    QVERIFY(!QFile::exists(at("out.png")));
    QCOMPARE(run({u"policy"_s, u"accept-networks"_s, u"--models"_s, at("models")}).code, 0);
    QCOMPARE(run(mix).code, 0);
  }
};

QTEST_GUILESS_MAIN(GuardCliTest)
#include "guard_cli_test.moc"
