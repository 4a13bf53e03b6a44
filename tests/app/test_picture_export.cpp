// Pictures that the window exports: names, formats, what each format holds.
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/model/studio_model.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/app/consents.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestPictureExport : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setOrganizationName(u"mien-tests"_s);
    QCoreApplication::setApplicationName(u"picture-export"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
  }
  void init() { QSettings().clear(); }

  void exportsAndNeverOverwritesUnasked() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    studio.startWithDrawnFaces();
    TRY_VERIFY(studio.document()->complete());
    ExportModel& exporter = *studio.exporter();
    exporter.setFolder(QUrl::fromLocalFile(folder_.path()));
    exporter.setName(u"out"_s);
    exporter.setSize(256);
    exporter.setFormat(ExportModel::Webp);
    const QSignalSpy finished(&exporter, &ExportModel::finished);
    exporter.start(false);
    TRY_COMPARE(finished.count(), 1);
    QVERIFY(finished[0][0].toBool());
    QVERIFY(QFileInfo::exists(folder_.filePath(u"out.webp"_s)));
    QVERIFY(exporter.wouldOverwrite());
    exporter.start(false);
    QVERIFY(!exporter.busy());
    exporter.takeFreeName();
    QCOMPARE(exporter.name(), u"out-2"_s);
    exporter.setName(u"a/b"_s);
    QVERIFY(!exporter.nameProblem().isEmpty());
  }

  void namesAreTemplates() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    QImage picture(300, 300, QImage::Format_RGB32);
    for (int y = 0; y < picture.height(); ++y)
      for (int x = 0; x < picture.width(); ++x) picture.setPixel(x, y, qRgb(x % 256, y % 256, 90));
    QVERIFY(picture.save(folder_.filePath(u"anna.png"_s)));
    studio.slotA()->openFile(QUrl::fromLocalFile(folder_.filePath(u"anna.png"_s)));
    studio.slotB()->drawFace(7);
    TRY_VERIFY(studio.document()->complete());
    recordConsents(studio);
    studio.document()->setValue(MixDocument::Overall, 0.25);
    ExportModel& exporter = *studio.exporter();
    QTemporaryDir empty;
    exporter.setFolder(QUrl::fromLocalFile(empty.path()));
    exporter.setSize(256);
    exporter.setName(u"{a}-{b}-{mix}-{size}-{n:02}"_s);
    QCOMPARE(exporter.fileName(), u"anna-Drawn face 7-25-256-01.png"_s);
    for (int i = 1; i <= 2; ++i) {
      const QString file = exporter.fileName();
      const QSignalSpy finished(&exporter, &ExportModel::finished);
      exporter.start(false);
      TRY_COMPARE(finished.count(), 1);
      QVERIFY(QFileInfo::exists(empty.filePath(file)));
      QVERIFY(file.endsWith(u"-0%1.png"_s.arg(i)));
      QVERIFY(!exporter.wouldOverwrite());
    }
    // What moves is named as it is at the playhead.
    exporter.setName(u"{mix}"_s);
    studio.timeline()->start(1, 0, 0, TimelineEditor::Once, false);
    QCOMPARE(exporter.fileName(), u"0.png"_s);
    studio.timeline()->setPlayhead(studio.timeline()->lastFrame());
    QCOMPARE(exporter.fileName(), u"100.png"_s);
    exporter.setName(u"{date} {time}"_s);
    QCOMPARE(exporter.fileName().size(), 23);
    exporter.setName(u"{face}"_s);
    QVERIFY(exporter.nameProblem().contains(u"{face}"_s));
    QVERIFY(exporter.fileName().isEmpty());
    exporter.start(false);
    QVERIFY(!exporter.busy());
    QVERIFY(exporter.nameHint().contains(u"{a}, {b}, {mix}"_s));
    studio.slot(2)->drawFace(8);
    TRY_COMPARE(studio.document()->faceCount(), 3);
    QVERIFY2(exporter.nameHint().contains(u"{a} to {c}, {mix}"_s), qPrintable(exporter.nameHint()));
  }

  /// A plain name is of one mix alone.
  void templatesAreRemembered() {
    for (const auto& [typed, later] : {std::pair(u"{a}-{n:03}"_s, u"{a}-{n:03}"_s), std::pair(u"anna"_s, u"mix"_s)}) {
      StudioModel(makeFakeEngine, makeFakeJudge).exporter()->setName(typed);
      StudioModel next(makeFakeEngine, makeFakeJudge);
      QCOMPARE(next.exporter()->name(), later);
      QCOMPARE(next.film()->name(), u"mix"_s);
    }
  }

  void depthAndLossFollowTheFormat() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    studio.startWithDrawnFaces();
    TRY_VERIFY(studio.document()->complete());
    ExportModel& exporter = *studio.exporter();
    exporter.setFolder(QUrl::fromLocalFile(folder_.path()));
    exporter.setSize(256);
    exporter.setDeep(true);
    exporter.setLossless(true);
    for (const auto& [format, deep, lossless, quality] :
         {std::tuple(ExportModel::Png, true, false, false), std::tuple(ExportModel::Jpeg, false, false, true),
          std::tuple(ExportModel::Webp, false, true, false), std::tuple(ExportModel::Tiff, true, false, false)}) {
      exporter.setFormat(format);
      QCOMPARE(exporter.deep(), deep);
      QCOMPARE(exporter.lossless(), lossless);
      QCOMPARE(exporter.hasQuality(), quality);
      exporter.setName(u"depth-{n}"_s);
      const QString file = folder_.filePath(exporter.fileName());
      const QSignalSpy finished(&exporter, &ExportModel::finished);
      exporter.start(false);
      TRY_COMPARE(finished.count(), 1);
      QVERIFY(finished[0][0].toBool());
      QFile written(file);
      QVERIFY(written.open(QIODevice::ReadOnly));
      const QByteArray bytes = written.readAll();
      if (format == ExportModel::Png) QCOMPARE(int{bytes[24]}, 16);  // IHDR's bit depth
      if (format == ExportModel::Webp) QVERIFY(bytes.contains("VP8L"));
      if (format == ExportModel::Tiff) QVERIFY(bytes.startsWith(QByteArray("II*\0", 4)));
    }
    exporter.setWhere(ExportModel::InPhotoA);
    QVERIFY(!exporter.deep());
  }

  void transparencyNeedsAFormatThatHasIt() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    studio.startWithDrawnFaces();
    TRY_VERIFY(studio.document()->complete());
    studio.document()->setSurroundings(MixDocument::Transparent);
    studio.exporter()->prepare();
    QVERIFY(studio.exporter()->transparent());
    studio.exporter()->setFormat(ExportModel::Jpeg);
    QVERIFY(!studio.exporter()->transparent());
  }
};

QTEST_MAIN(TestPictureExport)
#include "test_picture_export.moc"
