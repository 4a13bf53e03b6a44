// The same verdict wherever an output is made: 1,000 outputs of the shipped networks, from the window, from the command
// line, and as frames of a film.
#include <QSignalSpy>
#include <QtTest>

#include "app/model/studio_model.h"
#include "core/gate/open_engine.h"
#include "core/guard/verdict.h"
#include "core/record/output_store.h"
#include "tests/record/folder_in_memory.h"

using namespace mien;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kEach = 250;  ///< of the window, the same by the command line, of a film, and its frames by themselves
constexpr int kWait = 120'000;
const QString kA = QStringLiteral(MIEN_SAMPLES_DIR "/a.png");
const QString kB = QStringLiteral(MIEN_SAMPLES_DIR "/b.png");

Scores outputScores(const Verdict& verdict) {
  for (const SubjectScores& of : verdict.measured)
    if (of.subject == "output") return of.scores;
  return {};
}

std::map<std::string, std::optional<double>> valuesOf(const Scores& scores) {
  std::map<std::string, std::optional<double>> values;
  for (const auto& [rule, score] : scores) values[rule] = score.value;
  return values;
}

}  // namespace

class SameVerdictTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  std::unique_ptr<QTemporaryDir> memory_ = folderInMemory();  ///< for the record, and what a batch notes of each line
  QString at(const QString& name) const { return dir_.filePath(name); }
  /// JPEG, for what is compared is recorded of the pixels: a PNG takes as long to code as all of its judging.
  QString picture(const QString& folder, int i) const { return at(folder + u"/%1.jpg"_s.arg(i, 4, 10, QChar(u'0'))); }

  OutputStore store() const {
    return OutputStore(Record::open(memory_->filePath(u"data/record.db"_s).toStdString()).value());
  }

  /// All but the last page's worth, newest first.
  static std::vector<OutputSummary> outputs(const OutputStore& in, OutputQuery query = {}) {
    query.limit = 4 * kEach;
    const auto page = in.search(query);
    return page ? page->outputs : std::vector<OutputSummary>();
  }

  static void run(const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(MIEN_PROGRAM), arguments);
    QVERIFY(process.waitForFinished(900'000));
    QVERIFY2(process.exitCode() == 0, process.readAll());
  }

  /// Renders pictures of `from` again by what they carry, in one run of the program.
  void renderAgain(const QStringList& from, const QString& into) const {
    QVERIFY(QDir().mkpath(at(into)));
    QFile jobs(memory_->filePath(into + u".jsonl"_s));
    QVERIFY(jobs.open(QIODevice::WriteOnly));
    for (int i = 0; i < from.size(); ++i) {
      const QJsonArray words{u"render"_s, from[i],      u"--face"_s, u"a="_s + kA,
                             u"--face"_s, u"b="_s + kB, u"-o"_s,     picture(into, i)};
      jobs.write(QJsonDocument(QJsonObject{{u"args"_s, words}}).toJson(QJsonDocument::Compact) + '\n');
    }
    jobs.close();
    run({u"batch"_s, jobs.fileName()});
  }

 private Q_SLOTS:
  void initTestCase() {
    qputenv("MIEN_DATA", memory_->filePath(u"data"_s).toUtf8());
    QCoreApplication::setOrganizationName(u"mien-tests"_s);
    QCoreApplication::setApplicationName(u"same-verdict"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, dir_.path());
  }

  void windowAndCommandLine() {
    QVERIFY(QDir().mkpath(at(u"window"_s)));
    QStringList made;
    {
      StudioModel studio(
          [] { return openEngine(MIEN_MODELS_DIR, "auto", {}).map([](auto o) { return std::move(o.engine); }); },
          [] { return openJudge(MIEN_MODELS_DIR); });
      studio.slotA()->openFile(QUrl::fromLocalFile(kA));
      studio.slotB()->openFile(QUrl::fromLocalFile(kB));
      QTRY_VERIFY_WITH_TIMEOUT(studio.document()->complete() && !studio.balanceMeter()->measuring(), kWait);
      ExportModel& exporter = *studio.exporter();
      exporter.setFolder(QUrl::fromLocalFile(at(u"window"_s)));
      exporter.setFormat(ExportModel::Jpeg);
      exporter.setSize(256);
      studio.preview()->setWantedSize(256);  // rendered and judged beside the exports, as large as they are
      for (int i = 0; i < kEach; ++i) {
        studio.parameters()->setPosition(KeyEditor::rowOf("mix"), static_cast<double>(i) / (kEach - 1));
        studio.parameters()->finish();
        exporter.setName(QFileInfo(picture(u"window"_s, i)).completeBaseName());
        QSignalSpy finished(&exporter, &ExportModel::finished);
        exporter.start(false);
        QVERIFY(finished.count() == 1 || finished.wait(kWait));
        QCOMPARE(finished.count(), 1);
        QVERIFY(finished[0][0].toBool());
        made += picture(u"window"_s, i);
      }
    }
    const auto before = outputs(store());
    QCOMPARE(before.size(), std::size_t{kEach});
    renderAgain(made, u"again"_s);
    if (QTest::currentTestFailed()) return;
    // An output that is judged otherwise, or has other pixels, would be a new one.
    const OutputStore recorded = store();
    QCOMPARE(outputs(recorded).size(), std::size_t{kEach});
    for (const OutputSummary& one : before) {
      const auto now = recorded.get(one.id);
      QVERIFY(now);
      QCOMPARE(now->exports.size(), std::size_t{2});
      QCOMPARE(now->rules, one.rules);
    }
  }

  void filmsAndPictures() {
    run({u"film"_s, kA, kB, u"--seconds"_s, QString::number(kEach / 25), u"--fps"_s, u"25"_s, u"--ease"_s, u"linear"_s,
         u"--size"_s, u"256"_s, u"--frames"_s, u"0:%1"_s.arg(kEach), u"-o"_s, at(u"film"_s)});
    if (QTest::currentTestFailed()) return;
    QStringList frames;
    for (const QString& name : QDir(at(u"film"_s)).entryList({u"*.png"_s}, QDir::Files, QDir::Name))
      frames += at(u"film/"_s + name);
    QCOMPARE(frames.size(), kEach);
    renderAgain(frames, u"frames"_s);
    if (QTest::currentTestFailed()) return;

    const OutputStore recorded = store();
    Scores worst;
    for (int i = 0; i < kEach; ++i) {
      OutputQuery query;
      query.file = picture(u"frames"_s, i).toStdString();
      const auto found = outputs(recorded, query);
      QCOMPARE(found.size(), std::size_t{1});
      const auto verdict = verdictFromJson(recorded.get(found[0].id)->verdict);
      QVERIFY(verdict);
      keepWorse(worst, outputScores(*verdict), i);
    }
    for (const OutputSummary& one : outputs(recorded)) {
      if (one.kind != OutputKind::Frames) continue;
      const auto verdict = verdictFromJson(recorded.get(one.id)->verdict);
      QVERIFY(verdict);
      QCOMPARE(valuesOf(outputScores(*verdict)), valuesOf(worst));
      return;
    }
    QFAIL("The film's frames stand in no history.");
  }
};

QTEST_MAIN(SameVerdictTest)
#include "same_verdict_test.moc"
