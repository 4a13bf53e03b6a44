// `mien batch`: what ended goes on where it was.
#include "tests/cli/film_case.h"

namespace {

QByteArray lineOf(const QStringList& words) {
  return QJsonDocument(QJsonObject{{u"args"_s, QJsonArray::fromStringList(words)}}).toJson(QJsonDocument::Compact) +
         '\n';
}

bool write(const QString& name, const QByteArray& text) {
  QFile file(name);
  return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

class BatchCliTest : public FilmCase {
  Q_OBJECT

  QStringList mix(const QString& a, const QString& b, const QString& output) const {
    return {u"mix"_s,       a,       b,          u"--size"_s, u"256"_s,        u"--consent"_s,
            u"synthetic"_s, u"-o"_s, at(output), u"--json"_s, u"--overwrite"_s};
  }

 private Q_SLOTS:
  /// Its results would lie beside it: in /dev.
  void linesComeFromAFile() {
    const Outcome refused = mien({u"batch"_s, u"/dev/null"_s}, data());
    QVERIFY2(refused.code == 2 && refused.err.contains("is no file"), refused.err);
  }

  void facesAreFoundAndEncodedOnce() {
    const QString list = at(u"same-faces.jsonl"_s);
    const QStringList half = mix(kA, kB, u"half.png"_s);
    QVERIFY(write(list, lineOf(half) + lineOf(mix(kA, kB, u"third.png"_s) + QStringList{u"--mix"_s, u"0.3"_s}) +
                            lineOf(mix(kB, kA, u"turned.png"_s))));
    const Outcome batch = mien({u"batch"_s, list}, data());
    QVERIFY2(batch.code == 0, batch.err);
    QCOMPARE(batch.out.count("\"find and encode\""), 1);  // one report of three names that stage
    const QByteArray inBatch = contentOf(at(u"half.png"_s));
    QVERIFY2(mien(half, data()).code == 0, "alone");
    QVERIFY(!inBatch.isEmpty());
    QCOMPARE(contentOf(at(u"half.png"_s)), inBatch);
  }

  /// A photograph is known by its content, not by its name.
  void aFileWithAnotherFaceIsOpenedAnew() {
    const QString list = at(u"changed.jsonl"_s);
    const QString face = at(u"changing.png"_s);
    const QStringList last = mix(face, kB, u"second.png"_s);
    QVERIFY(write(list, lineOf(mix(u"seed:1"_s, u"seed:2"_s, u"changing.png"_s)) +
                            lineOf(mix(face, kB, u"first.png"_s)) +
                            lineOf(mix(u"seed:94"_s, u"seed:120"_s, u"changing.png"_s)) + lineOf(last)));
    const Outcome batch = mien({u"batch"_s, list}, data());
    QVERIFY2(batch.code == 0, batch.err);
    const QByteArray inBatch = contentOf(at(u"second.png"_s));
    QVERIFY(!inBatch.isEmpty() && inBatch != contentOf(at(u"first.png"_s)));
    QCOMPARE(mien(last, data()).code, 0);
    QCOMPARE(contentOf(at(u"second.png"_s)), inBatch);
  }

  /// As one that Ctrl-C ends: what is left goes on with --continue.
  void aBatchEndsWithTheFilmThatAnotherProgramPauses() {
    const QString list = at(u"paused.jsonl"_s);
    QVERIFY(write(list, lineOf(film(at(u"paused.gif"_s), u"2"_s))));
    Running batch({u"batch"_s, list}, data());
    QVERIFY(batch.says("frame 10 of 50"));
    QCOMPARE(mien({u"jobs"_s, u"pause"_s, u"1"_s}, data()).code, 0);
    QVERIFY(batch.says("\nThe film was paused by another program"));
    QCOMPARE(batch.ended().exitCode(), 130);
    const Outcome rest = mien({u"batch"_s, list, u"--continue"_s}, data());
    QVERIFY2(rest.code == 0, rest.err);
    QCOMPARE(states(), QStringList{u"done"_s});
  }

  void aBatchGoesOn() {
    const QString face = at(u"face.png"_s);
    const QString list = at(u"jobs.jsonl"_s);
    QVERIFY(
        write(list, lineOf(film(at(u"batch.gif"_s), u"0.1"_s)) + '\n' +
                        lineOf({u"mix"_s, face, u"seed:3"_s, u"--size"_s, u"256"_s, u"-o"_s, at(u"batch-mix.png"_s)}) +
                        lineOf({u"generate"_s, u"--seed"_s, u"5"_s, u"-o"_s, at(u"drawn"_s)})));
    const Outcome first = mien({u"batch"_s, list}, data());
    QVERIFY2(first.code == 3, first.err);
    QVERIFY(QFileInfo::exists(at(u"batch.gif"_s)) && QFileInfo::exists(at(u"drawn/face-5.png"_s)));
    QCOMPARE(contentOf(list + u".results"_s).count("\"code\":0"), 2);
    const Outcome unasked = mien({u"batch"_s, list}, data());
    QVERIFY2(unasked.code == 2 && unasked.err.contains("--continue"), unasked.err);
    QCOMPARE(contentOf(list + u".results"_s).count("\"code\":0"), 2);

    // A killed run leaves half a line.
    QFile results(list + u".results"_s);
    QVERIFY(results.open(QIODevice::Append) && results.write("{\"code\":0,\"dig") > 0);
    results.close();
    QVERIFY(QFile::copy(kA, face));
    const Outcome rest = mien({u"batch"_s, list, u"--continue"_s}, data());
    QVERIFY2(rest.code == 0, rest.err);
    QVERIFY(rest.err.contains("3: mien mix") && !rest.err.contains("film") && !rest.err.contains("generate"));
    QVERIFY(QFileInfo::exists(at(u"batch-mix.png"_s)));
    const Outcome nothing = mien({u"batch"_s, list, u"--continue"_s}, data());
    QCOMPARE(nothing.code, 0);
    QCOMPARE(nothing.err, QByteArray());

    // Killed when the film was in its place, and before its line was.
    QByteArrayList lines = contentOf(list + u".results"_s).split('\n');
    lines.removeIf([](const QByteArray& one) { return one.contains("\"code\":0") && one.contains("\"line\":1"); });
    QVERIFY(results.open(QIODevice::WriteOnly | QIODevice::Truncate) && results.write(lines.join('\n')) > 0);
    results.close();
    const QByteArray made = contentOf(at(u"batch.gif"_s));
    const Outcome known = mien({u"batch"_s, list, u"--continue"_s}, data());
    QCOMPARE(known.err, QByteArray());
    QCOMPARE(known.code, 0);
    QCOMPARE(contentOf(at(u"batch.gif"_s)), made);
    QCOMPARE(mien({u"batch"_s, kA}, data()).code, 3);
  }

  /// A film that has its place, but not its sidecar yet, is not whole.
  void aBatchFinishesTheFilmThatWasKilledInItsPlace() {
    if (!canHold()) QSKIP("Nothing can be held here: strace may not trace processes.");
    QVERIFY(QDir().mkdir(at(u"placed"_s)));
    const QString list = at(u"placed.jsonl"_s);
    const QString output = at(u"placed/film.webm"_s);
    QVERIFY(write(list, lineOf(film(output))));
    QVERIFY(killedOnceItIsThere({u"batch"_s, list}, output, data()));
    const Outcome rest = mien({u"batch"_s, list, u"--continue"_s}, data());
    QVERIFY2(rest.code == 0, rest.err);
    QCOMPARE(states(), QStringList{u"done"_s});
    QCOMPARE(QDir(at(u"placed"_s)).entryList(QDir::Files | QDir::Hidden, QDir::Name),
             (QStringList{u"film.webm"_s, u"film.webm.xmp"_s}));
    QVERIFY(contentOf(list + u".results"_s).contains("\"code\":0"));
  }

  /// Killed between its picture and its line: it is known by the output, whose name may be given in more than one way.
  void aBatchKnowsItsOutputsHoweverTheyAreNamed_data() {
    QTest::addColumn<QStringList>("output");
    const QString there = at(u"there.png"_s);
    QTest::newRow("-o FILE") << QStringList{u"-o"_s, there};
    QTest::newRow("-oFILE") << QStringList{u"-o"_s + there};
    QTest::newRow("--output FILE") << QStringList{u"--output"_s, there};
    QTest::newRow("--output=FILE") << QStringList{u"--output="_s + there};
  }
  void aBatchKnowsItsOutputsHoweverTheyAreNamed() {
    QFETCH(QStringList, output);
    QVERIFY(QFileInfo::exists(at(u"there.png"_s)) || QFile::copy(kA, at(u"there.png"_s)));
    const QStringList words = QStringList{u"mix"_s, at(u"none-a.png"_s), at(u"none-b.png"_s)} + output;
    const QByteArray line = lineOf(words).trimmed();
    const QByteArray digest = QCryptographicHash::hash(line, QCryptographicHash::Sha256).toHex();
    const QString list = at(u"named.jsonl"_s);
    QVERIFY(write(list, line + '\n'));
    QVERIFY(write(list + u".results"_s, "{\"line\":1,\"digest\":\"" + digest + "\",\"begun\":true}\n"));
    const Outcome known = mien({u"batch"_s, list, u"--continue"_s}, data());
    QCOMPARE(known.err, QByteArray());
    QCOMPARE(known.code, 0);
    QVERIFY(contentOf(list + u".results"_s).contains("\"code\":0"));

    // What says nothing that could be known is passed over: the line is run.
    QVERIFY(write(list + u".results"_s, "[1]\n{\"digest\":5,\"code\":0}\n{\"digest\":\"" + digest +
                                            "\",\"begun\":\"yes\",\"code\":\"0\"}\n"));
    const Outcome run = mien({u"batch"_s, list, u"--continue"_s}, data());
    QVERIFY2(run.code == 2 || run.code == 3, run.err);
    QVERIFY2(run.err.startsWith("1: mien mix"), run.err);
  }
};

}  // namespace

QTEST_GUILESS_MAIN(BatchCliTest)
#include "batch_cli_test.moc"
