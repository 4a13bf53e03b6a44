// What a designer does in one go: keyframes, scrubbing, playing, a film, a sheet, and all of it undone.
#include <QDir>
#include <QImage>
#include <QProcess>
#include <QQuickStyle>
#include <QSettings>
#include <QTemporaryDir>

#include "app/items/time_scale.h"
#include "app/model/images.h"
#include "core/studio/fake_engine.h"
#include "tests/qml/shown.h"
#include "tests/support/films_seen.h"

using namespace mien;
using namespace Qt::StringLiterals;

namespace {

/// A frame of a film as ffmpeg decodes it.
QImage frameOf(const QString& film, int number, const QString& picture) {
  QProcess ffmpeg;
  ffmpeg.start(u"ffmpeg"_s,
               {u"-v"_s, u"error"_s, u"-y"_s, u"-i"_s, film, u"-vf"_s,
                u"select=eq(n\\,%1),scale=in_color_matrix=bt709"_s.arg(number), u"-frames:v"_s, u"1"_s, picture});
  ffmpeg.waitForFinished(60'000);
  return QImage(picture).convertToFormat(QImage::Format_RGB32);
}

/// Of all colour values, 0..255; pictures of two sizes are as far apart as can be.
double meanDifference(const QImage& a, const QImage& b) {
  if (a.size() != b.size() || a.isNull()) return 255;
  double sum = 0;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x) {
      const QRgb one = a.pixel(x, y);
      const QRgb other = b.pixel(x, y);
      sum += std::abs(qRed(one) - qRed(other)) + std::abs(qGreen(one) - qGreen(other)) +
             std::abs(qBlue(one) - qBlue(other));
    }
  return sum / (3.0 * a.width() * a.height());
}

}  // namespace

class TestKeysToFilm : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  /// What the document shows at a frame, rendered apart.
  static QImage expected(Shown& shown, const Timeline& timeline, std::int64_t frame) {
    const auto engine = makeFakeEngine();
    const auto& faces = shown.studio.document()->state().faces;
    const auto rendered = (*engine)->render(recipeForFilmFrame(timeline, frame), {faces[0].face, faces[1].face}, {});
    return rendered ? viewOf(rendered->pixels, nullptr).convertToFormat(QImage::Format_RGB32) : QImage();
  }
  static void drag(Shown& shown, const QString& name, QPointF from, QPointF to) {
    const QQuickItem* item = shown.item(name);
    const auto at = [&](double share) { return item->mapToScene(from + (to - from) * share).toPoint(); };
    QTest::mousePress(shown.window, Qt::LeftButton, {}, at(0));
    for (const double share : {0.3, 0.6, 1.0}) QTest::mouseMove(shown.window, at(share));
    QTest::mouseRelease(shown.window, Qt::LeftButton, {}, at(1));
  }
  /// Along the ruler, in frames of the timeline.
  static void scrub(Shown& shown, int from, int to) {
    const auto* scale = shown.item(u"ruler"_s)->property("timeScale").value<TimeScale*>();
    const int frame = shown.studio.timeline()->frame();
    drag(shown, u"ruler"_s, {scale->xOf(from * frame), 8}, {scale->xOf(to * frame), 8});
  }

 private Q_SLOTS:
  void initTestCase() {
    QQuickStyle::setStyle(u"Basic"_s);
    QCoreApplication::setOrganizationName(u"mien-tests"_s);
    QCoreApplication::setApplicationName(u"keys-to-film"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
    qputenv("MIEN_DATA", folder_.filePath(u"data"_s).toUtf8());
  }

  void fromKeyframesToAFilmAndBack() {
    Shown shown(makeFakeEngine);
    QVERIFY(shown.window);
    shown.window->resize(1280, 800);
    QVERIFY(QTest::qWaitForWindowExposed(shown.window));
    StudioModel& studio = shown.studio;
    MixDocument& mix = *studio.document();
    TimelineEditor& timeline = *studio.timeline();
    studio.film()->setFolder(QUrl::fromLocalFile(folder_.path()));
    studio.sheet()->setFolder(QUrl::fromLocalFile(folder_.path()));
    TRY_VERIFY(studio.engineState() == StudioModel::Ready);

    click(shown, u"welcomeDraw"_s);
    TRY_VERIFY(mix.complete());
    const int start = mix.stepIndex();
    const double detail = mix.detail();
    click(shown, u"timelineToggle"_s);
    TRY_VERIFY(shown.item(u"ruler"_s) && shown.item(u"ruler"_s)->isVisible());
    click(shown, u"duration"_s);
    type(shown, u"1"_s);
    QTest::keyClick(shown.window, Qt::Key_Return);
    QCOMPARE(timeline.duration(), 600);

    // Two parameters, by the buttons beside their sliders.
    click(shown, u"overallKey"_s);
    clickAt(shown, u"overallTrack"_s, 0.02);
    click(shown, u"detailKey"_s);
    QTest::qWait(100);
    scrub(shown, 1, 20);
    QCOMPARE(timeline.playhead(), 20 * timeline.frame());
    clickAt(shown, u"overallTrack"_s, 0.98);
    clickAt(shown, u"detailTrack"_s, 0.02);
    QCOMPARE(mix.state().timeline.tracks.size(), std::size_t{2});
    for (const Track& track : mix.state().timeline.tracks) QCOMPARE(track.keyframes.size(), std::size_t{2});
    scrub(shown, 20, 10);
    const double half = studio.parameters()->data(studio.parameters()->index(0), ParameterList::NumberRole).toDouble();
    QVERIFY2(half > 30 && half < 70, qPrintable(QString::number(half)));

    // A moment of playback.
    QTest::keyClick(shown.window, Qt::Key_Home);
    QTest::keyClick(shown.window, Qt::Key_Space);
    QVERIFY(studio.player()->playing());
    TRY_VERIFY(timeline.playhead() >= 5 * timeline.frame());
    QTest::keyClick(shown.window, Qt::Key_Space);
    if (studio.player()->playing()) QTest::keyClick(shown.window, Qt::Key_Space);  // it had reached the end
    QVERIFY(!studio.player()->playing());

    // A film, by the sheet and the queue.
    const int edited = mix.stepIndex();
    QTest::keyClick(shown.window, Qt::Key_E, Qt::ControlModifier);
    clickAt(shown, u"exportKind"_s, 0.5);
    clickAt(shown, u"filmSize"_s, 0.15);
    QCOMPARE(studio.film()->size(), 256);
    QVERIFY(shown.item(u"filmSummary"_s)->property("text").toString().contains(u"25 frames"_s));
    click(shown, u"exportGo"_s);
    TRY_VERIFY(told(shown, u"Exported mix.mp4"_s));
    const QString film = folder_.filePath(u"mix.mp4"_s);
    QCOMPARE(framesIn(film), 25);
    const Timeline made = mix.timeline((*makeFakeEngine())->info(), 256, Placement::Crop);
    for (const int number : {0, 10, 24}) {
      const QImage decoded = frameOf(film, number, folder_.filePath(u"decoded.png"_s));
      QVERIFY2(meanDifference(decoded, expected(shown, made, number)) < 4,
               qPrintable(u"frame %1: %2"_s.arg(number).arg(meanDifference(decoded, expected(shown, made, number)))));
    }
    QVERIFY(meanDifference(expected(shown, made, 0), expected(shown, made, 24)) > 8);

    // A sheet of the same timeline.
    QTest::keyClick(shown.window, Qt::Key_E, Qt::ControlModifier);
    clickAt(shown, u"exportKind"_s, 0.85);
    click(shown, u"sheetFrames"_s);
    type(shown, u"5"_s);
    click(shown, u"sheetColumns"_s);
    type(shown, u"3"_s);
    clickAt(shown, u"sheetKind"_s, 0.75);
    QCOMPARE(studio.sheet()->sprite(), true);
    click(shown, u"exportGo"_s);
    TRY_VERIFY(told(shown, u"Exported mix.png"_s));
    const QImage sheet(folder_.filePath(u"mix.png"_s));
    QCOMPARE(sheet.size(), QSize(768, 512));
    QCOMPARE(meanDifference(sheet.copy(0, 0, 256, 256), expected(shown, made, 0)), 0.0);
    QCOMPARE(meanDifference(sheet.copy(256, 256, 256, 256), expected(shown, made, 24)), 0.0);
    QVERIFY(QFileInfo::exists(folder_.filePath(u"mix.json"_s)));

    // Exports are no steps; all others go back.
    QCOMPARE(mix.stepIndex(), edited);
    for (int i = 0; i < edited - start; ++i) QTest::keyClick(shown.window, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(mix.stepIndex(), start);
    QVERIFY(!timeline.moves());
    QCOMPARE(mix.overall(), 0.5);
    QCOMPARE(mix.detail(), detail);
    mix.markSaved();
  }

  void aSheetIsCancelled() {
    Shown shown(makeFakeEngine);
    QVERIFY(QTest::qWaitForWindowExposed(shown.window));
    TRY_VERIFY(shown.studio.engineState() == StudioModel::Ready);
    shown.studio.startWithDrawnFaces();
    TRY_VERIFY(shown.studio.document()->complete());
    SheetExportModel& sheet = *shown.studio.sheet();
    sheet.setFolder(QUrl::fromLocalFile(folder_.path()));
    sheet.setName(u"cancelled"_s);
    sheet.setSprite(true);
    sheet.setFrames(200);
    sheet.setColumns(0);
    sheet.setSize(512);
    sheet.start(false);
    QVERIFY(shown.studio.exporting() == &sheet);
    TRY_VERIFY(sheet.progress() > 0);
    click(shown, u"cancelExport"_s);
    TRY_VERIFY(!sheet.busy());
    QVERIFY(!shown.studio.exporting());
    QVERIFY(!QFileInfo::exists(folder_.filePath(u"cancelled.png"_s)));
    QCOMPARE(shown.studio.notices()->count(), 0);
    shown.studio.document()->markSaved();
  }
};

QTEST_MAIN(TestKeysToFilm)
#include "test_keys_to_film.moc"
