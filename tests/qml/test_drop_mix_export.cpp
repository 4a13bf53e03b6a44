#include <QDir>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>

#include "app/model/images.h"
#include "app/model/studio_model.h"
#include "core/studio/fake_engine.h"
#include "tests/qml/drop.h"
#include "tests/qml/shown.h"
#ifdef MIEN_HAS_ENGINE
#include "app/models_dir.h"
#endif

using namespace mien;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;  // the real engine loads its packs, maybe on a busy machine

void dragBy(QQuickWindow& window, QPoint from, int dx) {
  QTest::mousePress(&window, Qt::LeftButton, {}, from);
  for (int i = 1; i <= 5; ++i) QTest::mouseMove(&window, from + QPoint(dx * i / 5, 0));
  QTest::mouseRelease(&window, Qt::LeftButton, {}, from + QPoint(dx, 0));
}

}  // namespace

class TestDropMixExport : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  /// Samples that come with the program, or else faces drawn by the engine itself, as files.
  QList<QUrl> pictures(Engine& engine) {
    QList<QUrl> out;
    for (const QFileInfo& file :
         QDir(QStringLiteral(MIEN_SAMPLES)).entryInfoList({u"*.png"_s}, QDir::Files, QDir::Name)) {
      QImage picture(file.absoluteFilePath());
      picture.setText(u"copy"_s, u"a photograph that nobody knows"_s);
      picture.save(folder_.filePath(file.fileName()));
      out.append(QUrl::fromLocalFile(folder_.filePath(file.fileName())));
    }
    for (std::uint64_t seed = 1; out.size() < 2; ++seed) {
      const FacePtr face = *engine.draw({seed});
      const QString path = folder_.filePath(u"face%1.png"_s.arg(seed));
      viewOf(face->crop(), face).save(path);
      out.append(QUrl::fromLocalFile(path));
    }
    return out.mid(0, 2);
  }

 private Q_SLOTS:
  void initTestCase() {
    QQuickStyle::setStyle(u"Basic"_s);
    QCoreApplication::setOrganizationName(u"mien-tests"_s);
    QCoreApplication::setApplicationName(u"drop"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
    qputenv("MIEN_DATA", folder_.filePath(u"data"_s).toUtf8());
    qputenv("MIEN_STATE", folder_.filePath(u"state"_s).toUtf8());
  }

  void theWindowComesBackAsItWas() {
    const QRectF normal(0, 20, 800, 700);  // no wider than the screen of the offscreen platform
    Preferences().saveWindow(normal, true);
    {
      Shown shown(makeFakeEngine);
      QVERIFY(QTest::qWaitForWindowExposed(shown.window));
      QCOMPARE(shown.window->visibility(), QWindow::Maximized);
      QTest::qWait(300);  // longer than a size takes to settle
      shown.window->close();
    }
    QVERIFY(Preferences().windowMaximised());
    QCOMPARE(Preferences().windowGeometry().top(), normal.top());
    QCOMPARE(Preferences().windowGeometry().height(), normal.height());
    {
      Shown shown(makeFakeEngine);
      QVERIFY(QTest::qWaitForWindowExposed(shown.window));
      shown.window->showNormal();
      QTRY_COMPARE(shown.window->visibility(), QWindow::Windowed);
      shown.window->setGeometry(10, 30, 970, 710);
      shown.window->close();
    }
    QVERIFY(!Preferences().windowMaximised());
    QCOMPARE(Preferences().windowGeometry().height(), 710.0);
    QSettings().clear();
  }

  void byEventsAlone_data() {
    QTest::addColumn<bool>("real");
    QTest::newRow("fake engine") << false;
    QTest::newRow("real engine") << true;
  }

  void byEventsAlone() {
    QFETCH(bool, real);
    Studio::EngineFactory factory = makeFakeEngine;
    if (real) {
#ifdef MIEN_HAS_ENGINE
      const std::filesystem::path models = modelsDir();
      const auto isPack = [](const auto& entry) { return std::filesystem::exists(entry.path() / "model.json"); };
      if (!std::filesystem::is_directory(models) ||
          std::none_of(std::filesystem::directory_iterator(models), std::filesystem::directory_iterator(), isPack))
        QFAIL("models/ holds no packs");
      factory = [models] { return makeEngine(models); };
#else
      QFAIL("built without the real engine");
#endif
    }
    QList<QUrl> files;
    {
      auto engine = factory();
      QVERIFY2(engine.has_value(), engine ? "" : engine.error().message.c_str());
      files = pictures(**engine);
    }
    Shown shown(factory);
    QVERIFY(shown.window);
    QVERIFY(QTest::qWaitForWindowExposed(shown.window));
    StudioModel& studio = shown.studio;
    QTRY_COMPARE_WITH_TIMEOUT(studio.engineState(), StudioModel::Ready, kPatienceMs);

    dropOn(*shown.window, shown.middleOf(u"picture"_s), files);
    QTRY_VERIFY_WITH_TIMEOUT(studio.document()->complete(), kPatienceMs);
    QCOMPARE(studio.notices()->count(), 0);
    // Between the small frame of a change and the sharp one after it the preview is idle too.
    const auto settled = [&preview = *studio.preview()] {
      return !preview.rendering() && preview.renderedSize() == preview.wantedSize();
    };
    QTRY_VERIFY_WITH_TIMEOUT(settled(), kPatienceMs);
    const QImage before = studio.preview()->image().copy();

    // All the way: half way the fake judge takes it for both, as a reviewer would have to see.
    dragBy(*shown.window, shown.middleOf(u"overallTrack"_s), 150);
    QVERIFY(studio.document()->overall() > 0.9);
    QTRY_VERIFY_WITH_TIMEOUT(settled(), kPatienceMs);
    QVERIFY(studio.preview()->image() != before);

    // Where each photograph is from: one click and a choice.
    for (const auto& [row, check] :
         {std::pair(u"consentA"_s, studio.checkA()), std::pair(u"consentB"_s, studio.checkB())}) {
      QTRY_VERIFY_WITH_TIMEOUT(shown.item(row) && shown.item(row)->isVisible(), kPatienceMs);
      QTest::mouseClick(shown.window, Qt::LeftButton, {}, shown.middleOf(row));
      QTest::qWait(80);
      QTest::keyClick(shown.window, Qt::Key_Down);
      QTest::keyClick(shown.window, Qt::Key_Return);
      QTRY_VERIFY_WITH_TIMEOUT(check->consent() >= 0, kPatienceMs);
    }

    studio.exporter()->setFolder(QUrl::fromLocalFile(folder_.path()));
    studio.exporter()->setSize(512);
    studio.exporter()->setName(real ? u"real"_s : u"fake"_s);
    // The menu of the last choice may be closing still, and take a click.
    const auto sheetIsOpen = [&] { return shown.item(u"exportGo"_s) && shown.item(u"exportGo"_s)->isVisible(); };
    const auto clicked = [&] {
      if (!sheetIsOpen()) QTest::mouseClick(shown.window, Qt::LeftButton, {}, shown.middleOf(u"export"_s));
      QTest::qWait(200);
      return sheetIsOpen();
    };
    QTRY_VERIFY_WITH_TIMEOUT(clicked(), kPatienceMs);
    QTest::qWait(50);  // the sheet takes its place
    QTest::mouseClick(shown.window, Qt::LeftButton, {}, shown.middleOf(u"exportGo"_s));
    const QString file = folder_.filePath(studio.exporter()->name() + u".png"_s);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(file), kPatienceMs);
    QCOMPARE(QImage(file).size(), QSize(512, 512));
  }
};

QTEST_MAIN(TestDropMixExport)
#include "test_drop_mix_export.moc"
