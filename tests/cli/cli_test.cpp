// The program as a script sees it: exit codes, sentences, reports, files.
#include <QImage>
#include <QtTest>

#include "tests/cli/program.h"

class CliTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  QString at(const char* name) const { return dir_.filePath(QString::fromLatin1(name)); }

 private Q_SLOTS:
  void mixReportsAndCarriesItsRecipe() {
    const Outcome mixed =
        mien({u"mix"_s, kA, kB, u"--at"_s, u"0.3"_s, u"--size"_s, u"256"_s, u"-o"_s, at("mix.png"), u"--json"_s});
    QVERIFY2(mixed.code == 0, mixed.err);
    const QJsonObject report = json(mixed);
    QCOMPARE(report["schema"].toInt(), 1);
    QCOMPARE(report["recipe"]["mix"]["structure"].toDouble(), 0.3);
    QVERIFY(report["model"]["hash"].toString().size() == 64);
    QVERIFY(!report["device"].toString().isEmpty());
    QVERIFY(report["milliseconds"].toObject().contains("decode"_L1));
    const Outcome inspected = mien({u"inspect"_s, at("mix.png")});
    QCOMPARE(inspected.code, 0);
    QCOMPARE(json(inspected), report["recipe"].toObject());
    // Neither where the photographs lie nor what they are called travels along.
    const QByteArray bytes = contentOf(at("mix.png"));
    for (const char* leak : {"samples", "a.png", "b.png", MIEN_SAMPLES_DIR}) QVERIFY2(!bytes.contains(leak), leak);
  }

  void manyFacesAreMixed() {
    const Outcome mixed =
        mien({u"mix"_s, kA, u"seed:2"_s, u"seed:3"_s, u"seed:4"_s, u"--weights"_s, u"5,3,2,0"_s, u"--balance"_s,
              u"0.5"_s, u"--size"_s, u"256"_s, u"--keep-pose"_s, u"b"_s, u"-o"_s, at("four.png"), u"--json"_s});
    QVERIFY2(mixed.code == 0, mixed.err);
    const QJsonObject recipe = json(mixed)["recipe"].toObject();
    QCOMPARE(recipe["schema"].toInt(), 6);  // automatic surroundings
    QCOMPARE(recipe["faces"].toArray().size(), 4);
    QCOMPARE(recipe["mix"]["structure"].toDouble(), 0.375);
    QCOMPARE(recipe["further"].toArray().at(0).toObject()["share"].toDouble(), 0.2);
    QCOMPARE(recipe["further"].toArray().at(1).toObject()["share"].toDouble(), 0.0);
    QCOMPARE(recipe["keep"]["pose"].toString(), u"b"_s);
    const Outcome again = mien({u"render"_s, at("four.png"), u"--face"_s, "a="_L1 + kA, u"-o"_s, at("again.png")});
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(contentOf(at("again.png")), contentOf(at("four.png")));
  }

  void variationsComeBack() {
    const QStringList mix{u"mix"_s,     u"seed:3@0.8"_s,  kB,       u"--balance"_s, u"0.5"_s, u"--path"_s,
                          u"typical"_s, u"--variation"_s, u"0.6"_s, u"--size"_s,    u"256"_s, u"--json"_s};
    const Outcome varied = mien(mix + QStringList{u"--variation-number"_s, u"5"_s, u"-o"_s, at("varied.png")});
    QVERIFY2(varied.code == 0, varied.err);
    const QJsonObject recipe = json(varied)["recipe"].toObject();
    QCOMPARE(recipe["schema"].toInt(), 6);
    QCOMPARE(recipe["path"].toString(), u"typical"_s);
    QCOMPARE(recipe["faces"].toArray().at(0).toObject()["drawn"].toObject()["truncation"].toDouble(), 0.8);
    QCOMPARE(recipe["variation"].toObject()["number"].toInt(), 5);
    const Outcome again = mien({u"render"_s, at("varied.png"), u"--face"_s, "b="_L1 + kB, u"-o"_s, at("varied2.png")});
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(contentOf(at("varied2.png")), contentOf(at("varied.png")));
    const Outcome other = mien(mix + QStringList{u"--variation-number"_s, u"6"_s, u"-o"_s, at("varied3.png")});
    QVERIFY(contentOf(at("varied3.png")) != contentOf(at("varied.png")));
    for (const QString& face : {u"seed:3@1.1"_s, u"seed:3@"_s, u"seed:@1"_s, u"seed:3@nan"_s})
      QCOMPARE(mien({u"mix"_s, face, kB, u"-o"_s, at("none.png")}).code, 2);
  }

  void aSheetOfVariations() {
    const Outcome sheet = mien({u"sheet"_s, u"seed:1"_s, u"seed:2"_s, u"--balance"_s, u"0.5"_s, u"--variations"_s,
                                u"4"_s, u"--variation"_s, u"0.7"_s, u"--gap"_s, u"0"_s, u"-o"_s, at("variations.png")});
    QVERIFY2(sheet.code == 0, sheet.err);
    const QImage picture(at("variations.png"));
    QCOMPARE(picture.size(), QSize(512, 512));
    QVERIFY(picture.copy(0, 0, 256, 256) != picture.copy(256, 0, 256, 256));
    QVERIFY(QDir(dir_.path()).mkdir(u"folder.png"_s));
    const Outcome folder = mien({u"mix"_s, kA, kB, u"--overwrite"_s, u"-o"_s, at("folder.png")});
    QVERIFY2(folder.code == 2 && folder.err.contains("is a folder"), folder.err);
    QCOMPARE(mien({u"sheet"_s, kA, kB, u"--variations"_s, u"4"_s, u"--steps"_s, u"3"_s, u"-o"_s, at("x.png")}).code, 2);
  }

  void whatFacesThatAreNotThereAreAskedForIsRefused_data() {
    QTest::addColumn<QStringList>("more");
    QTest::newRow("share") << QStringList{u"--d"_s, u"0.2"_s};
    QTest::newRow("surroundings") << QStringList{u"--surroundings"_s, u"d"_s};
    QTest::newRow("photograph") << QStringList{u"--in-photo"_s, u"e"_s};
    QTest::newRow("keeper") << QStringList{u"--keep-shape"_s, u"h"_s};
    QTest::newRow("weights") << QStringList{u"--weights"_s, u"1,2"_s};
    QTest::newRow("no weight") << QStringList{u"--weights"_s, u"0,0,0"_s};
    QTest::newRow("ninth") << QStringList{u"seed:1"_s, u"seed:1"_s, u"seed:1"_s, u"seed:1"_s, u"seed:1"_s, u"seed:1"_s};
  }
  void whatFacesThatAreNotThereAreAskedForIsRefused() {
    QFETCH(QStringList, more);
    QStringList words{u"mix"_s, u"seed:1"_s, u"seed:2"_s, u"seed:3"_s, u"--balance"_s, u"0.5"_s};
    for (const QString& word : more) words.append(word);
    words += {u"-o"_s, at("none.png")};
    const Outcome refused = mien(words);
    QCOMPARE(refused.code, 2);
    QVERIFY(!refused.err.isEmpty() && !QFileInfo::exists(at("none.png")));
  }

  void inspectPrintsAProject() {
    const Outcome inspected = mien({u"inspect"_s, QStringLiteral(MIEN_PROJECTS_DIR "/schema-1.mien")});
    QCOMPARE(inspected.code, 0);
    QCOMPARE(json(inspected)["holds"].toString(), u"photographs"_s);
    QCOMPARE(json(inspected)["presets"].toArray().size(), 2);
  }

  void renderMakesTheSameBytes() {
    QVERIFY(QFileInfo::exists(at("mix.png")));
    const Outcome again =
        mien({u"render"_s, at("mix.png"), u"--face"_s, "a="_L1 + kA, u"--face"_s, "b="_L1 + kB, u"-o"_s, at("2.png")});
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(contentOf(at("2.png")), contentOf(at("mix.png")));
  }

  void wrongPhotographIsRefused() {
    const Outcome swapped =
        mien({u"render"_s, at("mix.png"), u"--face"_s, "a="_L1 + kB, u"--face"_s, "b="_L1 + kA, u"-o"_s, at("3.png")});
    QCOMPARE(swapped.code, 3);
    QVERIFY(!QFileInfo::exists(at("3.png")));
  }

  void findPrintsFaces() {
    const Outcome found = mien({u"find"_s, kA, u"--json"_s});
    QCOMPARE(found.code, 0);
    const QJsonArray faces = json(found)["faces"].toArray();
    QCOMPARE(faces.size(), 1);
    QCOMPARE(faces[0]["landmarks"].toArray().size(), 68);
    QCOMPARE(faces[0]["box"].toArray().size(), 4);
  }

  void refusals_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QImage noise(64, 64, QImage::Format_Grayscale8);
    QRandomGenerator random(1);
    for (int y = 0; y < noise.height(); ++y)
      std::generate_n(noise.scanLine(y), noise.width(), [&] { return static_cast<uchar>(random.bounded(256)); });
    QVERIFY(noise.save(at("noise.png")));
    QFile text(at("text.jpg"));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write("no picture at all");
    text.close();
    QVERIFY(QFile::copy(at("text.jpg"), at("text.mien")));
    QVERIFY(QFile::copy(kA, at("own.png")));
    QDir().mkpath(at("models/finder"));
    for (const char* name : {"model.json", "weights.safetensors"})
      QFile::copy(QStringLiteral(MIEN_MODELS_DIR "/finder/") + QString::fromLatin1(name),
                  at("models/finder/") + QString::fromLatin1(name));
    const QString out = at("refused.png");
    QTest::newRow("unknown command") << QStringList{u"mash"_s} << 2;
    QTest::newRow("share out of range") << QStringList{u"mix"_s, kA, kB, u"--at"_s, u"1.5"_s, u"-o"_s, out} << 2;
    const QStringList evaluate{u"evaluate"_s, u"--faces"_s, u"none"_s,   u"--judges"_s,
                               u"none"_s,     u"--json"_s,  at("r.json")};
    QTest::newRow("sheet's format unknown") << evaluate + QStringList{u"--sheet"_s, at("refused.xyz")} << 2;
    QTest::newRow("sheet of no pairs") << evaluate + QStringList{u"--sheet"_s, out, u"--pairs"_s, u"0"_s} << 2;
    QTest::newRow("format unknown") << QStringList{u"mix"_s, kA, kB, u"-o"_s, at("refused.xyz")} << 2;
    QTest::newRow("over an input") << QStringList{u"mix"_s, at("own.png"), kB, u"-o"_s, at("own.png")} << 2;
    QTest::newRow("over a file") << QStringList{u"mix"_s, kA, kB, u"-o"_s, at("own.png")} << 2;
    QTest::newRow("16 bit JPEG") << QStringList{u"mix"_s, kA, kB, u"--bits"_s, u"16"_s, u"-o"_s, at("refused.jpg")}
                                 << 2;
    QTest::newRow("12 bits") << QStringList{u"mix"_s, kA, kB, u"--bits"_s, u"12"_s, u"-o"_s, out} << 2;
    QTest::newRow("16 bit in a photo") << QStringList{u"mix"_s,        kA,     kB,      u"--bits"_s, u"16"_s,
                                                      u"--in-photo"_s, u"a"_s, u"-o"_s, out}
                                       << 2;
    QTest::newRow("lossless JPEG") << QStringList{u"mix"_s, kA, kB, u"--lossless"_s, u"-o"_s, at("refused.jpg")} << 2;
    QTest::newRow("sheet too wide") << QStringList{u"sheet"_s,     kA,       kB,      u"--steps"_s, u"200"_s,
                                                   u"--columns"_s, u"200"_s, u"-o"_s, out}
                                    << 2;
    QTest::newRow("token unknown") << QStringList{u"generate"_s, u"--seed"_s, u"1"_s,     u"--name"_s,
                                                  u"{face}"_s,   u"-o"_s,     dir_.path()}
                                   << 2;
    QTest::newRow("two of one name") << QStringList{u"generate"_s, u"--seed"_s,  u"1"_s,  u"--count"_s, u"2"_s,
                                                    u"--name"_s,   u"refused"_s, u"-o"_s, dir_.path()}
                                     << 2;
    QTest::newRow("no picture") << QStringList{u"mix"_s, at("text.jpg"), kB, u"-o"_s, out} << 3;
    QTest::newRow("no face") << QStringList{u"find"_s, at("noise.png")} << 3;
    QTest::newRow("a photograph without a name") << QStringList{u"mix"_s, u""_s, kB, u"-o"_s, out} << 3;
    QTest::newRow("no such photograph") << QStringList{u"mix"_s, at("none.jpg"), kB, u"-o"_s, out} << 3;
    QTest::newRow("no such second photograph")
        << QStringList{u"mix"_s, u"seed:1"_s, at("none/b.jpg"), u"-o"_s, out} << 3;
    QTest::newRow("no such file to look at") << QStringList{u"inspect"_s, at("none.png")} << 3;
    QTest::newRow("no such project") << QStringList{u"inspect"_s, at("none.mien")} << 3;
    QTest::newRow("no such recipe") << QStringList{u"render"_s, at("none.json"), u"-o"_s, out} << 3;
    QTest::newRow("no such list") << QStringList{u"batch"_s, at("none.jsonl")} << 3;
    QTest::newRow("captions in a sprite sheet")
        << QStringList{u"sheet"_s, kA, kB, u"--sprite"_s, u"--captions"_s, u"-o"_s, out} << 2;
    // NaN is neither below a range nor above it.
    const auto number = [&](const char* name, const QStringList& arguments, const QString& value = u"nan"_s) {
      QTest::newRow(name) << arguments + QStringList{value, u"-o"_s, out} << 2;
    };
    QTest::newRow("a sheet's steps at one share")
        << QStringList{u"sheet"_s, kA, kB, u"--steps"_s, u"3"_s, u"--mix"_s, u"0.5"_s, u"-o"_s, out} << 2;
    QTest::newRow("a sheet of a face that is not there")
        << QStringList{u"sheet"_s, kA, kB, u"--c"_s, u"0.5"_s, u"-o"_s, out} << 2;
    number("fps", {u"sheet"_s, kA, kB, u"--sprite"_s, u"--fps"_s});
    number("endless fps", {u"sheet"_s, kA, kB, u"--sprite"_s, u"--fps"_s}, u"inf"_s);
    number("fps beyond numbers", {u"sheet"_s, kA, kB, u"--sprite"_s, u"--fps"_s}, u"1e999"_s);
    number("variation", {u"sheet"_s, kA, kB, u"--variations"_s, u"2"_s, u"--variation"_s});
    number("a sheet's mix", {u"sheet"_s, kA, kB, u"--variations"_s, u"2"_s, u"--mix"_s});
    number("weights", {u"mix"_s, kA, kB, u"--weights"_s, u"1"_s, u"--weights"_s});
    number("truncation", {u"generate"_s, u"--seed"_s, u"1"_s, u"--truncation"_s});
    number("seed", {u"generate"_s, u"--seed"_s});
    QTest::newRow("no recipe") << QStringList{u"inspect"_s, at("noise.png")} << 3;
    QTest::newRow("no project") << QStringList{u"inspect"_s, at("text.mien")} << 3;
    QTest::newRow("packs missing") << QStringList{u"models"_s, u"verify"_s, u"--models"_s, at("models")} << 6;
    const QStringList mix{u"mix"_s, kA, kB, u"-o"_s, out};
    QTest::newRow("weights and a mix") << mix + QStringList{u"--weights"_s, u"1,1"_s, u"--mix"_s, u"0.3"_s} << 2;
    QTest::newRow("weights and a share") << mix + QStringList{u"--weights"_s, u"1,1"_s, u"--c"_s, u"0.3"_s} << 2;
    QTest::newRow("which of a face that is not") << mix + QStringList{u"--face-c"_s, u"0"_s} << 2;
    QTest::newRow("which of a drawn face")
        << QStringList{u"mix"_s, u"seed:1"_s, kB, u"--face-a"_s, u"0"_s, u"-o"_s, out} << 2;
    QTest::newRow("folder as photograph") << QStringList{u"mix"_s, at("models"), kB, u"-o"_s, out} << 3;
    QTest::newRow("endless photograph") << QStringList{u"mix"_s, u"/dev/zero"_s, kB, u"-o"_s, out} << 3;
    const QStringList sheet{u"sheet"_s, kA, kB, u"-o"_s, out};
    QTest::newRow("sprites with gaps") << sheet + QStringList{u"--sprite"_s, u"--gap"_s, u"4"_s} << 2;
    QTest::newRow("rate of a contact sheet") << sheet + QStringList{u"--fps"_s, u"12"_s} << 2;
    QTest::newRow("no such folder") << QStringList{u"mix"_s, kA, kB, u"-o"_s, at("none/refused.png")} << 7;
  }

  void refusals() {
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    const QByteArray before = contentOf(at("own.png"));
    const Outcome outcome = mien(arguments);
    QCOMPARE(outcome.code, code);
    QVERIFY(!outcome.err.trimmed().isEmpty());
    QVERIFY(!QFileInfo::exists(at("refused.png")) && !QFileInfo::exists(at("refused.json")));
    QCOMPARE(contentOf(at("own.png")), before);
  }

  /// As without --models.
  void aFileOpensWithTheModelsOfAFolder() {
    const QString models = QStringLiteral(MIEN_MODELS_DIR);
    const Outcome none = mien({u"--models"_s, models, at("none.mp4")});
    QVERIFY2(none.code == 3 && none.err.contains("none.mp4 does not exist"), none.err);
    const QStringList shown{kA,       u"--screenshot"_s, at("window.png"), u"--fake-engine"_s, u"--width"_s,
                            u"960"_s, u"--height"_s,     u"640"_s,         u"-platform"_s,     u"offscreen"_s};
    const Outcome window = mien(QStringList{u"--models="_s + models} + shown, at("data"));
    QVERIFY2(window.code == 0, window.err);
    QVERIFY(QFileInfo::exists(at("window.png")));
  }

  /// By the name that was typed, hidden in the help or not, with what is taken instead.
  void aWrongValueIsToldInOneSentence_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("sentence");
    const QStringList mix{u"mix"_s, kA, kB, u"seed:3"_s, u"-o"_s, at("refused.png")};
    const auto row = [](const char* name, const QStringList& arguments, const char* sentence) {
      QTest::newRow(name) << arguments << QByteArray(sentence);
    };
    row("percent", mix + QStringList{u"--at"_s, u"50"_s},
        "\"50\" (--at of mien mix) is not a number from 0 to 1: write 0.5 for 50 %.");
    row("the same by its other name", mix + QStringList{u"--mix=1.5"_s},
        "\"1.5\" (--mix of mien mix) is not a number from 0 to 1: see mien mix --help.");
    row("no size", mix + QStringList{u"--size="_s}, "--size of mien mix needs a value: give one of 256, 512, 1024.");
    row("no share", mix + QStringList{u"--at"_s}, "--at of mien mix needs a value: give a number from 0 to 1.");
    row("a sheet's steps at one share", {u"sheet"_s, kA, kB, u"--at"_s, u"0.5"_s, u"-o"_s, at("refused.png")},
        "The steps go from face to face by themselves: leave --mix (or --at) out, or give --variations.");
    row("no number", mix + QStringList{u"--size"_s, u"large"_s},
        "\"large\" (--size of mien mix) is not one of 256, 512, 1024: see mien mix --help.");
    row("one of several", mix + QStringList{u"--weights"_s, u"1,x,2"_s},
        "\"x\" (--weights of mien mix) is not a number from 0 to 1000000000: see mien mix --help.");
    row("a hidden option", mix + QStringList{u"--d-eyes-shape"_s, u"7.5"_s},
        "\"7.5\" (--d-eyes-shape of mien mix) is not a number from 0 to 1: write 0.075 for 7.5 %.");
    row("out of a range", {u"history"_s, u"list"_s, u"--limit"_s, u"0"_s},
        "\"0\" (--limit of mien history list) is not a whole number from 1 to 1000000: see mien history list --help.");
    row("below 0", {u"history"_s, u"search"_s, u"--skip"_s, u"-1"_s},
        "\"-1\" (--skip of mien history search) is not a whole number from 0 on: see mien history search --help.");
    row("too large", {u"jobs"_s, u"priority"_s, u"1"_s, u"99999999999"_s},
        "\"99999999999\" (priority of mien jobs priority) is too large a number: see mien jobs priority --help.");
    row("two that exclude each other", mix + QStringList{u"--weights"_s, u"1,1,1"_s, u"--at"_s, u"0.3"_s},
        "--at and --weights can't go together: leave one of them out.");
  }
  void aWrongValueIsToldInOneSentence() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, sentence);
    const Outcome refused = mien(arguments);
    QCOMPARE(refused.code, 2);
    QCOMPARE(refused.err, sentence + '\n');
    QVERIFY(refused.out.isEmpty());
  }

  /// Or NaN gets in: each option that takes more than whole numbers says which, as number_option.h does.
  void everyNumberHasItsRange() {
    QList<QStringList> commands{{}};
    qsizetype numbers = 0;
    while (!commands.isEmpty()) {
      const QStringList command = commands.takeFirst();
      const Outcome help = mien(command + QStringList{u"--help"_s});
      QCOMPARE(help.code, 0);
      bool listed = false;
      for (const QByteArray& line : help.out.split('\n')) {
        if (line.startsWith("Subcommands:")) listed = true;
        if (listed && line.startsWith("  ") && line.size() > 2 && line[2] != ' ')
          commands += command + QStringList{QString::fromUtf8(line).trimmed().section(u' ', 0, 0)};
        if (!line.contains("FLOAT")) continue;
        ++numbers;
        QVERIFY2(line.contains("FLOAT:a number "), line);
      }
    }
    QVERIFY2(numbers > 12, qPrintable(QString::number(numbers)));
  }

  void generateReportsEachFace() {
    const Outcome drawn = mien({u"generate"_s, u"--seed"_s, u"3"_s, u"-o"_s, at("drawn"), u"--json"_s});
    QVERIFY2(drawn.code == 0, drawn.err);
    const QJsonObject report = json(drawn);
    const QJsonObject face = report["outputs"][0]["recipe"]["faces"][0]["drawn"].toObject();
    QCOMPARE(face["seed"].toInt(), 3);
    QCOMPARE(face["truncation"].toDouble(), 0.8);
    QVERIFY(report["milliseconds"].toObject().contains("decode"_L1));
    QVERIFY(QFileInfo::exists(at("drawn/face-3.png")));
  }

  void withoutADisplayTheStudioSaysSo() {
    QProcess process;
    process.setProcessEnvironment(QProcessEnvironment());
    process.start(QStringLiteral(MIEN_PROGRAM), QStringList());
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAllStandardError().contains("display"));
  }

  /// Where another program has the cores, threads that spin for 14 ms each time they wait take twenty times as long.
  void threadsSpinForAShortWhileUnlessSomebodyChoseOtherwise() {
    const auto spinCount = [](const QString& name, const QString& value) {
      QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
      for (const QString& one : {u"GOMP_SPINCOUNT"_s, u"OMP_WAIT_POLICY"_s}) environment.remove(one);
      if (!name.isEmpty()) environment.insert(name, value);
      environment.insert(u"OMP_DISPLAY_ENV"_s, u"VERBOSE"_s);
      QProcess process;
      process.setProcessEnvironment(environment);
      process.start(QStringLiteral(MIEN_PROGRAM), {u"--version"_s});
      if (!process.waitForFinished(60'000)) return QString();
      const QString said = QString::fromUtf8(process.readAllStandardError());
      return QRegularExpression(u"GOMP_SPINCOUNT = '(\\d+)'"_s).match(said).captured(1);
    };
    QCOMPARE(spinCount({}, {}), u"4000"_s);
    QCOMPARE(spinCount(u"GOMP_SPINCOUNT"_s, u"77"_s), u"77"_s);
    QCOMPARE(spinCount(u"OMP_WAIT_POLICY"_s, u"passive"_s), u"0"_s);
  }

  void aFileThatIsNotThereIsNamed() {
    for (const auto& [name, why] : {std::pair{"nope.jpg", "does not exist"}, std::pair{"", "is a folder"}}) {
      const Outcome refused = mien({at(name)});
      QVERIFY2(refused.code == 3 && refused.err.contains(why), refused.err);
      const Outcome inspected = mien({u"inspect"_s, at(name)});
      QVERIFY2(inspected.code == 3 && inspected.err.contains(why), inspected.err);
    }
  }

  void aNameThatIsNoUtf8StopsNothing() {
    QProcess shell;
    shell.start(
        u"sh"_s,
        {u"-c"_s, u"exec \"$0\" mix seed:1 seed:2 --balance 0.5 --size 256 --json -o \"$1$(printf '\\377').png\""_s,
         QStringLiteral(MIEN_PROGRAM), at("odd")});
    QVERIFY(shell.waitForFinished(120'000));
    QCOMPARE(shell.exitStatus(), QProcess::NormalExit);
    QCOMPARE(shell.exitCode(), 0);
    QVERIFY(QJsonDocument::fromJson(shell.readAllStandardOutput()).isObject());
  }

  /// Of a photograph, of what is made, and of the place for it.
  void namesThatAreNoUtf8_data() {
    QTest::addColumn<QString>("line");
    QTest::newRow("film")
        << u"film \"$photo\" seed:3 --balance 0.5 --seconds 0.1 --size 256 --consent own -o \"$odd.gif\""_s;
    QTest::newRow("frames")
        << u"film \"$photo\" seed:3 --balance 0.5 --seconds 0.1 --size 256 --consent own -o \"$odd\""_s;
    QTest::newRow("sheet")
        << u"sheet \"$photo\" seed:3 --balance 0.5 --steps 2 --sprite --consent own -o \"$odd.png\""_s;
    QTest::newRow("generate") << u"generate --seed 3 -o \"$odd\""_s;
    QTest::newRow("batch") << u"batch \"$list\" && mv \"$list.results\" \"$odd\""_s;
  }
  void namesThatAreNoUtf8() {
    QFETCH(QString, line);
    const QTemporaryDir own;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"MIEN_DATA"_s, own.filePath(u"data"_s));
    QProcess shell;
    shell.setProcessEnvironment(environment);
    // The shell makes the names, and takes them away: Qt's are UTF-8.
    const QString before =
        u"byte=$(printf '\\377'); odd=\"$2/o$byte\"; photo=\"$2/n$byte.png\"; list=\"$2/l$byte\"; "
        "cp \"$1\" \"$photo\"; echo '{\"args\": [\"parameters\"]}' > \"$list\"; "_s;
    const QString after =
        u" >&2 && ls \"$odd\"* >&2 && \"$0\" history verify >&2; code=$?; rm -rf \"$2\"/[nol]*; exit $code"_s;
    shell.start(u"sh"_s, {u"-c"_s, before + u"\"$0\" "_s + line + after, QStringLiteral(MIEN_PROGRAM), kA, own.path()});
    QVERIFY(shell.waitForFinished(240'000));
    QVERIFY2(shell.exitStatus() == QProcess::NormalExit && shell.exitCode() == 0, shell.readAllStandardError());
  }

  void installedPacksAreSound() {
    QCOMPARE(mien({u"models"_s, u"verify"_s, u"--models"_s, QStringLiteral(MIEN_MODELS_DIR)}).code, 0);
  }
};

QTEST_GUILESS_MAIN(CliTest)
#include "cli_test.moc"
