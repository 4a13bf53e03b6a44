#include <QDir>
#include <QQuickStyle>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>
#include <atomic>
#include <thread>

#include "core/studio/fake_engine.h"
#include "tests/qml/shown.h"
#include "tests/support/films_seen.h"

using namespace mien;
using namespace Qt::StringLiterals;

namespace {

/// The fake engine, which counts the frames of films (256 px) and takes its time for them.
class CountedEngine final : public Engine {
 public:
  explicit CountedEngine(std::shared_ptr<std::atomic<int>> count)
      : fake_(*makeFakeEngine()), count_(std::move(count)) {}
  EngineInfo info() const override { return fake_->info(); }
  Result<std::vector<FoundFace>> find(const Photo& photo) override { return fake_->find(photo); }
  Result<FacePtr> prepare(const Photo& photo, const PhotoFaceRef& ref) override { return fake_->prepare(photo, ref); }
  Result<FacePtr> draw(const DrawnFaceRef& ref) override { return fake_->draw(ref); }
  Result<FacePtr> restore(const SavedFace& saved) override { return fake_->restore(saved); }
  Result<Frame> render(const Recipe& recipe, const std::vector<FacePtr>& faces,
                       const std::vector<const Photo*>& photos) override {
    if (recipe.size == 256) {
      ++*count_;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return fake_->render(recipe, faces, photos);
  }

 private:
  std::unique_ptr<Engine> fake_;
  std::shared_ptr<std::atomic<int>> count_;
};

}  // namespace

class TestFilmWindow : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  std::shared_ptr<std::atomic<int>> count_ = std::make_shared<std::atomic<int>>(0);

  std::unique_ptr<Shown> open() {
    auto shown = std::make_unique<Shown>(
        [count = count_]() -> Result<std::unique_ptr<Engine>> { return std::make_unique<CountedEngine>(count); });
    if (shown->window && !QTest::qWaitForWindowExposed(shown->window)) return nullptr;
    shown->studio.film()->setFolder(QUrl::fromLocalFile(folder_.path()));
    shown->studio.film()->setSize(256);
    return shown;
  }
  void drawFaces(Shown& shown) {
    TRY_VERIFY(shown.studio.engineState() == StudioModel::Ready);
    shown.studio.startWithDrawnFaces();
    TRY_VERIFY(shown.studio.document()->complete());
  }

 private Q_SLOTS:
  void initTestCase() {
    QQuickStyle::setStyle(u"Basic"_s);
    QCoreApplication::setOrganizationName(u"mien-tests"_s);
    QCoreApplication::setApplicationName(u"film-window"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
    qputenv("MIEN_DATA", folder_.filePath(u"data"_s).toUtf8());
  }

  void aGifByMouseAndKeys() {
    const auto shown = open();
    QVERIFY(shown && shown->window);
    drawFaces(*shown);
    click(*shown, u"export"_s);
    clickAt(*shown, u"exportKind"_s, 0.5);
    QVERIFY(shown->studio.preferences()->exportKind() == Preferences::Film);
    click(*shown, u"filmFormat"_s);
    QTest::qWait(80);
    for (int i = 0; i < static_cast<int>(FilmFormat::Gif); ++i) QTest::keyClick(shown->window, Qt::Key_Down);
    QTest::keyClick(shown->window, Qt::Key_Return);
    QCOMPARE(shown->studio.film()->suffix(), u".gif"_s);
    click(*shown, u"filmSeconds"_s);
    type(*shown, u"0.4"_s);
    QTest::keyClick(shown->window, Qt::Key_Return);
    QCOMPARE(shown->studio.film()->seconds(), 0.4);
    click(*shown, u"filmHold"_s);
    type(*shown, u"0"_s);  // still being typed: the button takes it
    click(*shown, u"exportGo"_s);
    TRY_VERIFY(told(*shown, u"Exported mix.gif"_s));
    QCOMPARE(framesIn(folder_.filePath(u"mix.gif"_s)), 10);

    QTest::keyClick(shown->window, Qt::Key_J, Qt::ControlModifier);
    TRY_VERIFY(shown->item(u"jobStanding"_s) && shown->item(u"jobStanding"_s)->isVisible());
    TRY_VERIFY(shown->item(u"jobStanding"_s)->property("text") == u"Done, 10 frames"_s);
    const QQuickItem* remove = shown->item(u"jobRemove"_s);
    for (int i = 0; i < 10 && !remove->hasActiveFocus(); ++i) QTest::keyClick(shown->window, Qt::Key_Tab);
    QVERIFY(remove->hasActiveFocus());
    QTest::keyClick(shown->window, Qt::Key_Return);
    TRY_VERIFY(shown->studio.jobs()->rowCount() == 0);
    QVERIFY(QFileInfo::exists(folder_.filePath(u"mix.gif"_s)));
  }

  void closingHalfwayAndOpeningAgainGoesOn() {
    {
      const auto shown = open();
      QVERIFY(shown && shown->window);
      drawFaces(*shown);
      FilmExportModel& film = *shown->studio.film();
      film.setName(u"long"_s);
      film.setFormat(static_cast<int>(FilmFormat::Mp4H264));
      film.setSeconds(8);
      film.setHold(0);
      *count_ = 0;
      film.start(false);
      // One segment is written, the second is on its way.
      TRY_VERIFY(*count_ > 90);
      shown->window->close();
      QVERIFY(shown->window->isVisible());
      click(*shown, u"closeAnyway"_s);
      click(*shown, u"unsavedDiscard"_s);  // the faces
      TRY_VERIFY(!shown->window->isVisible());
    }
    const int before = *count_;
    QVERIFY2(before < 200, "the film was done before the window closed");
    QVERIFY(!QFileInfo::exists(folder_.filePath(u"long.mp4"_s)));
    *count_ = 0;
    const auto shown = open();
    QVERIFY(shown && shown->window);
    TRY_VERIFY(told(*shown, u"Exported long.mp4"_s));
    QCOMPARE(framesIn(folder_.filePath(u"long.mp4"_s)), 200);
    QVERIFY2(*count_ <= 140, qPrintable(u"%1 frames rendered again"_s.arg(*count_)));
    shown->window->close();
    QVERIFY(!shown->window->isVisible());
  }
};

QTEST_MAIN(TestFilmWindow)
#include "test_film_window.moc"
