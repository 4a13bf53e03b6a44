// What the commands that write pictures leave on the disk.
#include <QImage>
#include <QtTest>

#include "tests/cli/program.h"

class OutputsTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  QString at(const char* name) const { return dir_.filePath(QString::fromLatin1(name)); }
  /// Of one photograph and a drawn face; the balance is looked at below.
  QStringList mixTo(const QString& file, const QString& share) const {
    return {u"mix"_s, kA,          u"seed:2"_s, u"--at"_s, share, u"--balance"_s,
            u"0.5"_s, u"--size"_s, u"256"_s,    u"-o"_s,   file};
  }
  QStringList renderTo(const QString& file) const {
    return {u"render"_s, at("mix.png"), u"--face"_s, "a="_L1 + kA, u"-o"_s, file};
  }

 private Q_SLOTS:
  /// What a format can't hold is said, not dropped in silence.
  void transparencyThatGetsLostIsSaid() {
    const QTemporaryDir dir;
    const QStringList faces{u"seed:8"_s, u"seed:12"_s, u"--balance"_s, u"0.5"_s, u"--size"_s, u"256"_s};
    const auto said = [&](const QString& command, const QString& name, const QStringList& more) {
      const Outcome made =
          mien(QStringList{command} + faces + more + QStringList{u"-o"_s, dir.filePath(name)}, dir.filePath(u"data"_s));
      return made.code == 0 && made.err.contains("holds no transparency");
    };
    const QStringList none{u"--surroundings"_s, u"none"_s};
    QVERIFY(said(u"mix"_s, u"a.jpg"_s, none));
    QVERIFY(!said(u"mix"_s, u"a.png"_s, none));
    QVERIFY(!said(u"mix"_s, u"b.jpg"_s, {}));
    QVERIFY(said(u"sheet"_s, u"s.jpg"_s, {u"--steps"_s, u"2"_s, u"--background"_s, u"none"_s}));
    QVERIFY(said(u"film"_s, u"f.mp4"_s, none + QStringList{u"--seconds"_s, u"0.1"_s}));
    QVERIFY(!said(u"film"_s, u"f.mov"_s, none + QStringList{u"--seconds"_s, u"0.1"_s}));
  }

  void initTestCase() {
    const Outcome mixed = mien(mixTo(at("mix.png"), u"0.3"_s));
    QVERIFY2(mixed.code == 0, mixed.err);
    const Outcome drawn = mien({u"generate"_s, u"--seed"_s, u"3"_s, u"-o"_s, at("drawn")});
    QVERIFY2(drawn.code == 0, drawn.err);
  }

  void filesAreReplacedOnlyWhenAsked() {
    const QByteArray before = contentOf(at("mix.png"));
    const Outcome refused = mien(mixTo(at("mix.png"), u"0.9"_s));
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains("--overwrite"), refused.err);
    QCOMPARE(mien(renderTo(at("mix.png"))).code, 2);
    QCOMPARE(contentOf(at("mix.png")), before);
    QVERIFY(QFile::copy(at("mix.png"), at("replaced.png")));
    QCOMPARE(mien(mixTo(at("replaced.png"), u"0.9"_s) + QStringList{u"--overwrite"_s}).code, 0);
    QVERIFY(contentOf(at("replaced.png")) != before);
  }

  void everyFormatCarriesTheRecipe() {
    const QJsonObject recipe = json(mien({u"inspect"_s, at("mix.png")}));
    for (const QStringList& how :
         {QStringList{u"deep.png"_s, u"--bits"_s, u"16"_s}, QStringList{u"deep.tif"_s, u"--bits"_s, u"16"_s},
          QStringList{u"exact.webp"_s, u"--lossless"_s}}) {
      const QString file = dir_.filePath(how[0]);
      const Outcome done = mien(renderTo(file) + how.mid(1));
      QVERIFY2(done.code == 0, done.err);
      QCOMPARE(json(mien({u"inspect"_s, file})), recipe);
    }
    // The very pixels, whatever holds them.
    const QImage plain(at("mix.png"));
    QCOMPARE(plain.depth(), 32);
    const QImage deep(at("deep.png"));
    QCOMPARE(deep.format(), QImage::Format_RGBX64);
    int off = 0;
    int finer = 0;
    for (int y = 0; y < deep.height(); ++y)
      for (int x = 0; x < deep.width(); ++x) {
        const QRgba64 exact = deep.pixelColor(x, y).rgba64();
        const QRgb rounded = plain.pixel(x, y);
        finer += exact.green() % 257 != 0;
        off += std::abs(exact.red() - 257 * qRed(rounded)) > 129 || std::abs(exact.blue() - 257 * qBlue(rounded)) > 129;
      }
    QCOMPARE(off, 0);
    QVERIFY(finer > deep.width() * deep.height() / 2);
  }

  void theBalanceIsMeasuredUnlessItIsGiven() {
    const QString a = u"seed:3"_s;  // these two do not balance in the middle
    const QString b = u"seed:6"_s;
    const auto balanceOf = [&](const QStringList& how) {
      const Outcome made = mien(QStringList{u"mix"_s, a, b, u"--size"_s, u"256"_s, u"--overwrite"_s, u"--json"_s,
                                            u"-o"_s, at("balance.png")} +
                                how);
      const QJsonObject mix = json(made).value(u"recipe"_s)["mix"].toObject();
      return made.code == 0 ? mix.value(u"balance"_s).toDouble(0.5) : -1.0;
    };
    QCOMPARE(balanceOf({u"--balance"_s, u"0.3"_s}), 0.3);
    const double measured = balanceOf({});
    QVERIFY(measured >= 0.1 && measured <= 0.9 && measured != 0.5);
    QCOMPARE(balanceOf({u"--balance"_s, u"auto"_s, u"--at"_s, u"0.9"_s}), measured);
    QCOMPARE(balanceOf({u"--at"_s, u"0"_s}), 0.5);  // one face alone has no half way
    for (const QString& bad : {u"0.95"_s, u"half"_s}) {
      const Outcome refused = mien({u"mix"_s, a, b, u"--balance"_s, bad, u"-o"_s, at("no.png")});
      QCOMPARE(refused.code, 2);
      QVERIFY2(refused.err.contains("--balance"), refused.err);
    }
    const Outcome film = mien(
        {u"film"_s, a, b, u"--seconds"_s, u"0.1"_s, u"--size"_s, u"256"_s, u"--json"_s, u"-o"_s, at("balance.gif")});
    QVERIFY2(film.code == 0, film.err);
    QCOMPARE(json(film).value(u"timeline"_s)["base"]["mix"]["balance"].toDouble(), measured);
  }

  void namesAreFilledIn() {
    const QStringList mix{u"mix"_s, kA, u"seed:2"_s, u"--size"_s, u"256"_s, u"--balance"_s, u"0.5"_s, u"-o"_s};
    for (const char* name : {"a with seed-2, 256, 01.png", "a with seed-2, 256, 02.png"}) {
      const Outcome made = mien(mix + QStringList{at("{a} with {b}, {size}, {n:02}.png")});
      QVERIFY2(made.code == 0, made.err);
      QVERIFY2(QFile::exists(at(name)), name);
    }
    QCOMPARE(mien(mix + QStringList{at("{mix} of {b}.png"), u"--mix"_s, u"0.3"_s}).code, 0);
    QVERIFY(QFile::exists(at("30 of seed-2.png")));
    for (const char* command : {"mix", "film", "sheet", "render"})
      QVERIFY2(mien({QString::fromLatin1(command), u"--help"_s}).out.simplified().contains("{mix}, {size}, {date}"),
               command);
    // What is made again of a picture is named as well: by its faces, as they are named now, and its size.
    const Outcome again = mien({u"render"_s, at("a with seed-2, 256, 01.png"), u"--face"_s, "a="_L1 + kA, u"-o"_s,
                                at("{a} again with {b}, {size}, {n:02}.png")});
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(contentOf(at("a again with seed-2, 256, 01.png")), contentOf(at("a with seed-2, 256, 01.png")));
    const Outcome nobody = mien({u"render"_s, at("a with seed-2, 256, 01.png"), u"-o"_s, at("{a}.png")});
    QCOMPARE(nobody.code, 2);
    QVERIFY2(nobody.err.contains("{a} is not known: use {b}, {date}, {mix}, {size}"), nobody.err);
    const Outcome unknown = mien(mix + QStringList{at("{c}.png")});
    QCOMPARE(unknown.code, 2);
    QVERIFY2(unknown.err.contains("{c} is not known: use {a}, {b}, {date}"), unknown.err);
  }

  void generatedFacesFindFreeNames() {
    const Outcome again = mien({u"generate"_s, u"--seed"_s, u"3"_s, u"-o"_s, at("drawn")});
    QCOMPARE(again.code, 2);
    QVERIFY2(again.err.contains("face-3.png"), again.err);
    QFile taken(at("drawn/s-02.jpg"));
    QVERIFY(taken.open(QIODevice::WriteOnly));
    const Outcome numbered = mien({u"generate"_s, u"--seed"_s, u"3"_s, u"--count"_s, u"2"_s, u"--name"_s, u"s-{n:02}"_s,
                                   u"--format"_s, u"jpg"_s, u"-o"_s, at("drawn"), u"--json"_s});
    QVERIFY2(numbered.code == 0, numbered.err);
    const QJsonArray outputs = json(numbered)["outputs"].toArray();
    QCOMPARE(outputs[0]["output"].toString(), at("drawn/s-01.jpg"));
    QCOMPARE(outputs[1]["output"].toString(), at("drawn/s-03.jpg"));
    QCOMPARE(taken.size(), 0);
  }

  void sheetsHoldTheSteps() {
    const Outcome sprite =
        mien({u"sheet"_s, u"seed:3"_s, u"seed:4"_s, u"--balance"_s, u"0.5"_s, u"--steps"_s, u"5"_s, u"--columns"_s,
              u"3"_s, u"--sprite"_s, u"--fps"_s, u"10"_s, u"-o"_s, at("sprite.png")});
    QVERIFY2(sprite.code == 0, sprite.err);
    const QImage picture(at("sprite.png"));
    QCOMPARE(picture.size(), QSize(768, 512));
    QCOMPARE(picture.copy(0, 0, 256, 256).convertToFormat(QImage::Format_RGB32),
             QImage(at("drawn/face-3.png")).convertToFormat(QImage::Format_RGB32));
    QVERIFY(picture.copy(256, 0, 256, 256) != picture.copy(0, 0, 256, 256));
    QCOMPARE(picture.pixelColor(767, 511).alpha(), 0);
    const QJsonObject about = QJsonDocument::fromJson(contentOf(at("sprite.json"))).object();
    QCOMPARE(about["count"].toInt(), 5);
    QCOMPARE(about["fps"].toInt(), 10);
    const QByteArray bytes = contentOf(at("sprite.png"));
    QVERIFY(bytes.contains("digitalsourcetype/trainedAlgorithmicMedia"));
    const Outcome carried = mien({u"inspect"_s, at("sprite.png")});  // the recipe of its middle frame
    QVERIFY2(carried.code == 0 && carried.out.contains("\"mix\""), carried.err);

    const Outcome contact = mien({u"sheet"_s, kA, u"seed:2"_s, u"--balance"_s, u"0.5"_s, u"--steps"_s, u"4"_s,
                                  u"--gap"_s, u"8"_s, u"-o"_s, at("contact.jpg")});
    QVERIFY2(contact.code == 0, contact.err);
    QCOMPARE(QImage(at("contact.jpg")).size(), QSize(536, 536));
    QVERIFY(contentOf(at("contact.jpg")).contains("digitalsourcetype/compositeWithTrainedAlgorithmicMedia"));
    QVERIFY(!QFileInfo::exists(at("contact.json")));

    const Outcome captioned = mien({u"sheet"_s, u"seed:3"_s, u"seed:4"_s, u"--balance"_s, u"0.5"_s, u"--steps"_s,
                                    u"2"_s, u"--gap"_s, u"8"_s, u"--captions"_s, u"-o"_s, at("captioned.png")});
    QVERIFY2(captioned.code == 0, captioned.err);
    const QImage written(at("captioned.png"));
    QCOMPARE(written.size(), QSize(536, 300));  // 28 px for each caption
    QCOMPARE(written.copy(8, 8, 256, 256).convertToFormat(QImage::Format_RGB32),
             QImage(at("drawn/face-3.png")).convertToFormat(QImage::Format_RGB32));
  }

  /// Of three faces the way leads through all, as a film's does; with a share for C it leads from A to B alone.
  void aSheetGoesThroughAllFaces() {
    const auto frameOf = [&](const QStringList& more, int frame) {
      const Outcome made = mien(QStringList{u"sheet"_s, u"seed:3"_s, u"seed:4"_s, u"seed:5"_s, u"--balance"_s, u"0.5"_s,
                                            u"--steps"_s, u"3"_s, u"--columns"_s, u"3"_s, u"--sprite"_s,
                                            u"--overwrite"_s, u"-o"_s, at("through.png")} +
                                more);
      return made.code == 0
                 ? QImage(at("through.png")).copy(frame * 256, 0, 256, 256).convertToFormat(QImage::Format_RGB32)
                 : QImage();
    };
    const auto drawn = [&](const char* seed) {
      const Outcome made = mien({u"sheet"_s, seed, u"seed:9"_s, u"--balance"_s, u"0.5"_s, u"--steps"_s, u"2"_s,
                                 u"--columns"_s, u"2"_s, u"--sprite"_s, u"--overwrite"_s, u"-o"_s, at("one.png")});
      return made.code == 0 ? QImage(at("one.png")).copy(0, 0, 256, 256).convertToFormat(QImage::Format_RGB32)
                            : QImage();
    };
    QVERIFY(!drawn("seed:4").isNull());
    QCOMPARE(frameOf({}, 1), drawn("seed:4"));
    QCOMPARE(frameOf({}, 2), drawn("seed:5"));
    QCOMPARE(frameOf({u"--c"_s, u"0"_s}, 2), drawn("seed:4"));
  }

  void aSheetsFramesAreThoseOfMix_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QStringList>("ofSheet");
    QTest::addColumn<QStringList>("ofMix");
    const QStringList mix{u"seed:3"_s,   u"seed:4"_s,         u"seed:5"_s, u"--c"_s,
                          u"0.3"_s,      u"--structure"_s,    u"0.8"_s,    u"--smile"_s,
                          u"1.5"_s,      u"--keep-pose"_s,    u"c"_s,      u"--path"_s,
                          u"straight"_s, u"--eyes-texture"_s, u"0.9"_s,    u"--surroundings"_s,
                          u"c"_s};
    QTest::newRow("steps") << mix << QStringList{u"--steps"_s, u"3"_s} << QStringList{u"--mix"_s, u"0.5"_s};
    QTest::newRow("variations") << mix + QStringList{u"--balance"_s, u"0.4"_s,         u"--mix"_s,
                                                     u"0.2"_s,       u"--variation"_s, u"0.3"_s}
                                << QStringList{u"--variations"_s, u"2"_s}
                                << QStringList{u"--variation-number"_s, u"2"_s};
  }
  void aSheetsFramesAreThoseOfMix() {
    QFETCH(QStringList, options);
    QFETCH(QStringList, ofSheet);
    QFETCH(QStringList, ofMix);
    const auto made = [&](const QString& command, const QStringList& own, const QString& file) {
      const Outcome done = mien(QStringList{command} + options + own +
                                QStringList{u"--size"_s, u"256"_s, u"--overwrite"_s, u"-o"_s, file});
      if (done.code != 0) qWarning("%s", done.err.constData());
      return QImage(file).convertToFormat(QImage::Format_RGB32);
    };
    const QImage sheet =
        made(u"sheet"_s, ofSheet + QStringList{u"--columns"_s, u"9"_s, u"--gap"_s, u"0"_s}, at("frames.png"));
    const QImage mix = made(u"mix"_s, ofMix, at("frame.png"));
    QCOMPARE(mix.size(), QSize(256, 256));
    QCOMPARE(sheet.copy(256, 0, 256, 256), mix);
    QVERIFY(sheet.copy(0, 0, 256, 256) != mix);
  }
};

QTEST_GUILESS_MAIN(OutputsTest)
#include "outputs_test.moc"
