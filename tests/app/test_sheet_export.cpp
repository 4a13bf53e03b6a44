#include <QImage>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "app/model/studio_model.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestSheetExport : public QObject {
  Q_OBJECT

  QTemporaryDir settings_;
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<StudioModel> studio_;

  QString at(const QString& name) const { return folder_->filePath(name); }
  SheetExportModel& open() {
    studio_ = std::make_unique<StudioModel>(makeFakeEngine, makeFakeJudge);
    SheetExportModel& sheet = *studio_->sheet();
    sheet.setFolder(QUrl::fromLocalFile(folder_->path()));
    sheet.setName(u"sheet"_s);
    [&] { TRY_COMPARE(studio_->engineState(), StudioModel::Ready); }();
    studio_->startWithDrawnFaces();
    [&] { TRY_VERIFY(studio_->document()->complete()); }();
    return sheet;
  }
  QString notice() { return studio_->notices()->data(studio_->notices()->index(0), Notices::TextRole).toString(); }
  static void make(SheetExportModel& sheet, bool overwrite = false) {
    sheet.start(overwrite);
    QTRY_VERIFY_WITH_TIMEOUT(!sheet.busy(), 30'000);
  }

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setOrganizationName(u"mien-tests"_s);
    QCoreApplication::setApplicationName(u"sheet-export"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings_.path());
  }
  void init() {
    QSettings().clear();
    folder_ = std::make_unique<QTemporaryDir>();
    qputenv("MIEN_DATA", at(u"data"_s).toUtf8());
    qputenv("MIEN_STATE", at(u"state"_s).toUtf8());
  }
  void cleanup() { studio_.reset(); }

  void stepsFromAToB() {
    SheetExportModel& sheet = open();
    sheet.setFrames(6);
    sheet.setColumns(3);
    QVERIFY(!sheet.moves() && sheet.captions());
    QCOMPARE(sheet.shownColumns(), 3);
    QCOMPARE(sheet.summary(), u"3 × 2 frames, 832 × 616 px"_s);
    make(sheet);
    QCOMPARE(QImage(at(u"sheet.png"_s)).size(), QSize(832, 616));
    QVERIFY(!QImage(at(u"sheet.png"_s)).hasAlphaChannel());
    QVERIFY(!QFileInfo::exists(at(u"sheet.json"_s)));
    make(sheet);
    QVERIFY2(notice().contains(u"Exported"_s), qPrintable(notice()));
    QCOMPARE(studio_->notices()->count(), 2);  // and that it is there already
  }

  void whatFailedIsNoLongerSaidOnceItSucceeds() {
    class Probe : public DirectExport {
     public:
      Probe(const MixDocument& document, Notices& notices, Preferences& preferences)
          : DirectExport(document, notices, preferences, u"probe/"_s, nullptr) {}
      using DirectExport::ended;
      void cancel() override {}
      QString suffix() const override { return u".png"_s; }

     private:
      int sizeInName() const override { return 256; }
    };
    const MixDocument document;
    Notices notices;
    Preferences preferences;
    Probe probe(document, notices, preferences);
    const auto textAt = [&](int row) { return notices.data(notices.index(row), Notices::TextRole).toString(); };
    probe.ended(fail(ErrorKind::Disk, "The disk is full."));
    probe.ended(fail(ErrorKind::Disk, "The folder is gone."));
    QCOMPARE(notices.count(), 1);
    probe.ended(fail(ErrorKind::Cancelled, "It was stopped."));
    QCOMPARE(textAt(0), u"The folder is gone."_s);
    probe.ended(fail(ErrorKind::NeedsReview, "It must be reviewed."));
    QCOMPARE(notices.count(), 1);
    probe.ended(std::filesystem::path("/tmp/probe.png"));
    QCOMPARE(notices.count(), 2);
    QCOMPARE(textAt(0), u"It must be reviewed."_s);  // a reviewer decides on that
    QVERIFY(textAt(1).contains(u"probe.png"_s));
  }

  void manyFacesAreGoneThrough() {
    SheetExportModel& sheet = open();
    studio_->slot(2)->drawFace(3);
    TRY_COMPARE(studio_->document()->faceCount(), 3);
    QCOMPARE(sheet.course(), u"From A to B to C"_s);
    studio_->faces()->setMuted(1, true);
    QCOMPARE(sheet.course(), u"From A to C"_s);
    QVERIFY(sheet.problem().isEmpty());
    make(sheet);
    QVERIFY(QFileInfo::exists(at(u"sheet.png"_s)));
    studio_->faces()->setMuted(2, true);
    QVERIFY(sheet.problem().contains(u"unmute"_s));
    studio_->faces()->setMuted(2, false);
    studio_->faces()->setLocked(0, true);
    QVERIFY(sheet.problem().contains(u"unlock"_s));
  }

  void theTimelinesFrames() {
    SheetExportModel& sheet = open();
    studio_->timeline()->start(0.4, 0, 1, TimelineEditor::Once, false);  // 10 frames
    QVERIFY(sheet.moves());
    sheet.setFrames(50);
    QCOMPARE(sheet.frames(), 10);
    sheet.setColumns(5);
    sheet.setCaptions(false);
    QCOMPARE(sheet.summary(), u"5 × 2 frames, 1376 × 560 px"_s);
    make(sheet);
    QCOMPARE(QImage(at(u"sheet.png"_s)).size(), QSize(1376, 560));
  }

  void aSpriteSheetComesWithItsDescription() {
    SheetExportModel& sheet = open();
    sheet.setFrames(4);
    sheet.setSprite(true);
    QCOMPARE(sheet.ground(), SheetExportModel::Transparent);
    QVERIFY(!sheet.captions());
    QFile description(at(u"sheet.json"_s));
    QVERIFY(description.open(QIODevice::WriteOnly));
    QVERIFY(sheet.wouldOverwrite());  // though no picture has the name
    make(sheet, true);
    QCOMPARE(QImage(at(u"sheet.png"_s)).size(), QSize(512, 512));
    QVERIFY(QImage(at(u"sheet.png"_s)).hasAlphaChannel());
    QVERIFY(QFileInfo(description.fileName()).size() > 50);
    sheet.prepare();
    QCOMPARE(sheet.name(), u"sheet-2"_s);
  }

  void whatIsTooLargeIsSaid() {
    SheetExportModel& sheet = open();
    sheet.setSize(1024);
    sheet.setFrames(400);
    QVERIFY2(sheet.problem().contains(u"16383"_s), qPrintable(sheet.problem()));
    QCOMPARE(sheet.summary(), QString());
    sheet.start(false);
    QVERIFY(!sheet.busy());
  }

  void whatIsAskedForIsRemembered() {
    {
      SheetExportModel& sheet = open();
      sheet.setFrames(20);
      sheet.setColumns(4);
      sheet.setSize(512);
      sheet.setGround(SheetExportModel::Black);
      sheet.setCaptions(false);
      studio_->preferences()->setExportKind(Preferences::ContactSheet);
    }
    const SheetExportModel& again = open();
    QCOMPARE(again.frames(), 20);
    QCOMPARE(again.columns(), 4);
    QCOMPARE(again.size(), 512);
    QCOMPARE(again.ground(), SheetExportModel::Black);
    QVERIFY(!again.captions());
    QCOMPARE(studio_->preferences()->exportKind(), Preferences::ContactSheet);
  }

  /// The program may end while a sheet is being made.
  void closingGivesItUp() {
    SheetExportModel& sheet = open();
    sheet.setFrames(300);
    sheet.setSize(512);
    sheet.start(false);
    QVERIFY(sheet.busy());
    studio_.reset();
    QVERIFY(!QFileInfo::exists(at(u"sheet.png"_s)));
  }
};

QTEST_MAIN(TestSheetExport)
#include "test_sheet_export.moc"
