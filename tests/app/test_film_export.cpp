#include <QClipboard>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <QtTest>

#include "app/ffmpeg_setting.h"
#include "app/model/studio_model.h"
#include "core/blend/timeline_start.h"
#include "core/film/ffmpeg.h"
#include "core/gate/spending.h"
#include "core/record/record.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/app/consents.h"
#include "tests/support/films_seen.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestFilmExport : public QObject {
  Q_OBJECT

  QTemporaryDir settings_;
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<StudioModel> studio_;

  QImage picture(int width, int height) {
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) image.setPixel(x, y, qRgb(x % 256, y % 256, (x + y) % 256));
    return image;
  }
  QUrl saved(const QString& name) {
    picture(300, 300).save(folder_->filePath(name));
    return QUrl::fromLocalFile(folder_->filePath(name));
  }
  void open() {
    studio_ = std::make_unique<StudioModel>(makeFakeEngine, makeFakeJudge);
    FilmExportModel& film = *studio_->film();
    film.setFolder(QUrl::fromLocalFile(folder_->path()));
    film.setName(u"film"_s);
    film.setSize(256);
    film.setSeconds(0.4);
    film.setHold(0);
    film.setFormat(indexOf(FilmFormat::Gif));
    TRY_COMPARE(studio_->engineState(), StudioModel::Ready);
  }
  static int indexOf(FilmFormat format) { return static_cast<int>(format); }
  bool told(const QString& text) {
    Notices& notices = *studio_->notices();
    for (int i = 0; i < notices.count(); ++i)
      if (notices.data(notices.index(i), Notices::TextRole).toString().contains(text)) return true;
    return false;
  }
  QString state(int row) {
    JobsModel& jobs = *studio_->jobs();
    return jobs.data(jobs.index(row), JobsModel::StandingRole).toString();
  }

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setOrganizationName(u"mien-tests"_s);
    QCoreApplication::setApplicationName(u"film-export"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings_.path());
  }
  void init() {
    QSettings().clear();
    folder_ = std::make_unique<QTemporaryDir>();
    qputenv("MIEN_DATA", folder_->filePath(u"data"_s).toUtf8());
    qunsetenv("MIEN_FFMPEG");
  }
  void cleanup() { studio_.reset(); }

  void aFilmOfTwoPhotographs() {
    open();
    studio_->openDropped({saved(u"a.png"_s), saved(u"b.png"_s)}, 0);
    TRY_VERIFY(studio_->document()->complete() && !studio_->document()->balancePending());
    recordConsents(*studio_);
    FilmExportModel& film = *studio_->film();
    film.prepare();
    QCOMPARE(film.problem(), QString());
    QCOMPARE(film.summary(), u"10 frames, 0.4 s at 25 frames/s"_s);
    QCOMPARE(film.fileName(), u"film.gif"_s);
    film.start(false);
    TRY_VERIFY(told(u"Exported film.gif"_s));
    QCOMPARE(framesIn(folder_->filePath(u"film.gif"_s)), 10);
    TRY_VERIFY(studio_->jobs()->rowCount() == 1 && state(0) == u"Done, 10 frames"_s);
    QVERIFY(film.wouldOverwrite());
    film.start(false);
    QVERIFY(told(u"is there already"_s));
    film.start(true);
    TRY_VERIFY(studio_->jobs()->finished() == 2);
    studio_->jobs()->removeFinished();
    TRY_VERIFY(studio_->jobs()->rowCount() == 0);
    QVERIFY(QFileInfo::exists(folder_->filePath(u"film.gif"_s)));
  }

  void whatItsAdmissionWarnsOfIsABannerAndStaysInTheList() {
    const std::filesystem::path record = folder_->filePath(u"data/record.db"_s).toStdString();
    QVERIFY(setSpending(Record::open(record).value(), {"EUR", 0.3, 0, 50.0, 0}));  // warns from the first cent on
    open();
    studio_->startWithDrawnFaces();
    TRY_VERIFY(studio_->document()->complete() && !studio_->document()->balancePending());
    studio_->film()->start(false);
    TRY_VERIFY(told(u"Exported film.gif"_s));
    const QString warning = u"0.00 EUR of this month's 50.00 EUR are spent."_s;
    Notices& notices = *studio_->notices();
    QCOMPARE(notices.data(notices.index(0), Notices::TextRole).toString(), warning);
    QVERIFY(notices.data(notices.index(0), Notices::WarningRole).toBool());
    JobsModel& jobs = *studio_->jobs();
    TRY_VERIFY(jobs.data(jobs.index(0), JobsModel::MessageRole).toString() == warning);
    QCOMPARE(state(0), u"Done, 10 frames"_s);
  }

  void aPastedPictureHasNoFileButMakesAFilm() {
    open();
    QGuiApplication::clipboard()->setImage(picture(200, 220));
    studio_->slotA()->paste();
    studio_->slotB()->drawFace(4);
    TRY_VERIFY(studio_->document()->complete() && !studio_->document()->balancePending());
    recordConsents(*studio_);
    QVERIFY(studio_->document()->state().faces[0].file.isEmpty());
    QCOMPARE(studio_->film()->problem(), QString());
    studio_->film()->start(false);
    TRY_VERIFY(told(u"Exported film.gif"_s));
  }

  void aPhotographThatIsGoneIsKeptForItsFilm() {
    open();
    studio_->openDropped({saved(u"a.png"_s), saved(u"b.png"_s)}, 0);
    TRY_VERIFY(studio_->document()->complete() && !studio_->document()->balancePending());
    recordConsents(*studio_);
    QFile::remove(folder_->filePath(u"b.png"_s));
    QCOMPARE(studio_->film()->problem(), QString());
    studio_->film()->start(false);
    TRY_VERIFY(told(u"Exported film.gif"_s));
  }

  /// As such a project's picture does. What there is no photograph to paste into is told before.
  void aProjectThatKeepsFacesAloneMakesAFilm() {
    const QUrl project = QUrl::fromLocalFile(folder_->filePath(u"mix.mien"_s));
    open();
    studio_->openDropped({saved(u"a.png"_s), saved(u"b.png"_s)}, 0);
    TRY_VERIFY(studio_->document()->complete() && !studio_->document()->balancePending());
    recordConsents(*studio_);
    studio_->film()->start(false);
    TRY_VERIFY(told(u"Exported film.gif"_s));
    studio_->project()->setHolding(ProjectFile::AlignedFaces);
    studio_->project()->saveAs(project);
    TRY_VERIFY(!studio_->project()->busy() && !studio_->document()->modified());
    for (const QString& name : {u"a.png"_s, u"b.png"_s}) QVERIFY(QFile::remove(folder_->filePath(name)));

    open();
    studio_->project()->open(project);
    TRY_VERIFY(studio_->document()->complete() && !studio_->document()->balancePending());
    QVERIFY(!studio_->slotA()->photoThere());
    FilmExportModel& film = *studio_->film();
    film.setName(u"again"_s);
    film.setWhere(FilmExportModel::InPhotoA);
    QVERIFY2(film.problem().contains(u"photograph of face A"_s), qPrintable(film.problem()));
    film.setWhere(FilmExportModel::Crop);
    QCOMPARE(film.problem(), QString());
    film.start(false);
    TRY_VERIFY(told(u"Exported again.gif"_s));
    QFile one(folder_->filePath(u"film.gif"_s));
    QFile other(folder_->filePath(u"again.gif"_s));
    QVERIFY(one.open(QIODevice::ReadOnly) && other.open(QIODevice::ReadOnly));
    QVERIFY(one.readAll() == other.readAll());
  }

  void theDocumentsTimelineIsTaken() {
    open();
    studio_->startWithDrawnFaces();
    TRY_VERIFY(studio_->document()->complete() && !studio_->document()->balancePending());
    const auto timelineOf = [&](const EngineInfo& engine) -> std::optional<Timeline> {
      return timelineFromAToB(studio_->document()->job(engine, 512, Placement::Crop).recipe,
                              {.seconds = 1, .framesPerSecond = 30});
    };
    FilmExportModel film(*studio_->document(), *studio_->jobs(), *studio_->notices(), *studio_->preferences(),
                         timelineOf, nullptr);
    film.setEngine((*makeFakeEngine())->info());
    film.setFolder(QUrl::fromLocalFile(folder_->path()));
    film.setFormat(indexOf(FilmFormat::PngSequence));
    film.setName(u"pictures"_s);
    film.setSize(256);
    QVERIFY(film.moves());
    QCOMPARE(film.summary(), u"30 frames, 1.0 s at 30 frames/s"_s);
    film.start(false);
    TRY_VERIFY(told(u"Exported pictures"_s));
    const QDir made(folder_->filePath(u"pictures"_s));
    const QStringList pictures = made.entryList({u"*.png"_s});
    QCOMPARE(pictures.size(), 30);
    QCOMPARE(QImage(made.filePath(pictures[0])).size(), QSize(256, 256));
    // A folder is replaced when the user agrees and it holds nothing but frames.
    film.start(false);
    QVERIFY(told(u"is there already"_s));
    QVERIFY(film.wouldOverwrite());
    QCOMPARE(film.replaceText(), u"The folder pictures is there already: replacing it removes its 30 frames."_s);
    QFile notes(made.filePath(u"notes.txt"_s));
    QVERIFY(notes.open(QIODevice::WriteOnly));
    QVERIFY2(film.replaceProblem().contains(u"notes.txt"_s), qPrintable(film.replaceProblem()));
    film.start(true);
    QVERIFY(told(u"notes.txt"_s));
    QVERIFY(notes.remove());
    QVERIFY(QFile::remove(made.filePath(pictures[7])));
    QCOMPARE(film.replaceProblem(), QString());
    film.start(true);
    TRY_VERIFY(studio_->jobs()->finished() == 2);
    QCOMPARE(made.entryList({u"*.png"_s}), pictures);
    QCOMPARE(QDir(folder_->path()).entryList({u".mien-*"_s}, QDir::AllEntries | QDir::Hidden), QStringList());
  }

  void withoutFfmpegTheSheetSaysWhatToInstall() {
    qputenv("MIEN_FFMPEG", "/nowhere/ffmpeg");
    open();
    studio_->startWithDrawnFaces();
    TRY_VERIFY(studio_->document()->complete() && !studio_->document()->balancePending());
    FilmExportModel& film = *studio_->film();
    film.prepare();
    TRY_VERIFY(film.problem().contains(u"ffmpeg"_s));
    QVERIFY(film.problem().contains(u"apt install ffmpeg"_s));
    QCOMPARE(film.formatProblems().count(QString()), 1);
    film.start(false);
    QVERIFY(told(u"apt install ffmpeg"_s));
    film.setFormat(indexOf(FilmFormat::PngSequence));
    QCOMPARE(film.problem(), QString());
    film.start(false);
    TRY_VERIFY(told(u"Exported film"_s));
  }

  /// Where the desktop's PATH lacks it; who named one in the environment has chosen already.
  void theProgramCanBeChosen() {
    const QByteArray path = qgetenv("PATH");
    const QString real = QStandardPaths::findExecutable(u"ffmpeg"_s);
    QVERIFY(!real.isEmpty());
    const auto restore = qScopeGuard([&] {
      qputenv("PATH", path);
      setFfmpegSetting({});
    });
    qputenv("PATH", "/nowhere");
    open();
    studio_->startWithDrawnFaces();
    TRY_VERIFY(studio_->document()->complete() && !studio_->document()->balancePending());
    FilmExportModel& film = *studio_->film();
    film.prepare();
    TRY_VERIFY(film.ffmpegIsWanted());
    QVERIFY(!film.ffmpegWasChosen());
    film.chooseFfmpeg(QUrl::fromLocalFile(u"/bin/true"_s));
    TRY_VERIFY(film.problem().contains(u"/bin/true"_s));
    QVERIFY(film.ffmpegIsWanted() && film.ffmpegWasChosen());
    film.chooseFfmpeg(QUrl::fromLocalFile(real));
    TRY_COMPARE(film.problem(), QString());
    QVERIFY(!film.ffmpegIsWanted());
    film.start(false);
    TRY_VERIFY(told(u"Exported film"_s));
    // The next process knows it, too.
    chooseFfmpeg({});
    QVERIFY(!findFfmpeg());
    applyFfmpegSetting();
    QCOMPARE(findFfmpeg()->program.string(), real.toStdString());
    film.chooseFfmpeg({});
    TRY_VERIFY(film.ffmpegIsWanted());
    qputenv("MIEN_FFMPEG", "/nowhere/ffmpeg");
    film.prepare();
    TRY_VERIFY(film.problem().contains(u"MIEN_FFMPEG,"_s));
    QVERIFY(!film.ffmpegIsWanted());
  }

  void aDamagedRecordStopsAllExports() {
    QDir().mkpath(folder_->filePath(u"data"_s));
    QFile record(folder_->filePath(u"data/record.db"_s));
    QVERIFY(record.open(QIODevice::WriteOnly));
    record.write(QByteArray(5000, 'x'));
    record.close();
    open();
    TRY_VERIFY(!studio_->jobs()->problem().isEmpty());
    QVERIFY(told(u"record.db"_s));
    studio_->startWithDrawnFaces();
    TRY_VERIFY(studio_->document()->complete() && !studio_->document()->balancePending());
    QCOMPARE(studio_->film()->problem(), studio_->jobs()->problem());
    ExportModel& pictures = *studio_->exporter();
    pictures.setFolder(QUrl::fromLocalFile(folder_->path()));
    pictures.setSize(256);
    pictures.setName(u"still"_s);
    pictures.start(false);
    TRY_VERIFY(!pictures.busy());
    QVERIFY(!QFileInfo::exists(folder_->filePath(u"still.png"_s)));
    QFile after(record.fileName());
    QVERIFY(after.open(QIODevice::ReadOnly));
    QCOMPARE(after.readAll(), QByteArray(5000, 'x'));
  }

  void whatIsTransparentTurnsWhiteWhereTheFormatHasNone() {
    open();
    studio_->startWithDrawnFaces();
    TRY_VERIFY(studio_->document()->complete() && !studio_->document()->balancePending());
    studio_->document()->setSurroundings(MixDocument::Transparent);
    QVERIFY(!studio_->film()->summary().contains(u"white"_s));
    studio_->film()->setFormat(indexOf(FilmFormat::Mp4H264));
    QVERIFY(studio_->film()->summary().endsWith(u"on white"_s));
  }

  void whatIsAskedForIsRemembered() {
    open();
    FilmExportModel& film = *studio_->film();
    film.setQuality(60);
    film.setFramesPerSecond(50);
    film.setSeconds(1e9);
    QCOMPARE(film.seconds(), 600.0);
    film.setFramesPerSecond(17);
    QCOMPARE(film.framesPerSecond(), 50);
    studio_ = std::make_unique<StudioModel>(makeFakeEngine, makeFakeJudge);
    const FilmExportModel& again = *studio_->film();
    QCOMPARE(again.format(), indexOf(FilmFormat::Gif));
    QCOMPARE(again.quality(), 60);
    QCOMPARE(again.framesPerSecond(), 50);
    QCOMPARE(again.size(), 256);
  }
};

QTEST_MAIN(TestFilmExport)
#include "test_film_export.moc"
