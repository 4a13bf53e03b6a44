#pragma once
#include <QDir>
#include <QImage>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "app/model/studio_model.h"
#include "core/project/autosave_folder.h"
#include "tests/support/waiting.h"

/// A folder for each test, and what tests of projects do in it.
class ProjectTest : public QObject {
  Q_OBJECT

 protected:
  QTemporaryDir root_;
  QDir dir_;

  QUrl photo(const QString& file, int width = 300, int height = 320) {
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) image.setPixel(x, y, qRgb(x % 256, y % 256, static_cast<int>(file.size()) * 9));
    image.save(dir_.filePath(file));
    return at(file);
  }
  QUrl at(const QString& file) const { return QUrl::fromLocalFile(dir_.filePath(file)); }
  static std::filesystem::path own() { return mien::ownAutosave(mien::autosaveFolder()); }
  static void openTwoPhotos(mien::StudioModel& studio, const QUrl& a, const QUrl& b) {
    studio.slotA()->openFile(a);
    TRY_VERIFY(studio.slotA()->filled());
    studio.slotB()->openFile(b);
    TRY_VERIFY(studio.document()->complete());
  }
  static QImage settled(mien::StudioModel& studio) {
    const auto still = [&] {
      return !studio.preview()->rendering() && studio.preview()->renderedSize() == studio.preview()->wantedSize();
    };
    [&] { TRY_VERIFY(still()); }();
    return studio.preview()->image().copy();
  }
  static void saved(mien::StudioModel& studio, const QUrl& file, mien::ProjectFile::Holding holding) {
    studio.project()->setHolding(holding);
    studio.project()->saveAs(file);
    TRY_VERIFY(!studio.project()->busy() && !studio.document()->modified());
  }
  static void opened(mien::StudioModel& studio, const QUrl& file) {
    studio.project()->open(file);
    TRY_VERIFY(studio.project()->file() == file && !studio.project()->busy());
  }
  static QString notice(mien::StudioModel& studio) {
    return studio.notices()->data(studio.notices()->index(0), mien::Notices::TextRole).toString();
  }

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setOrganizationName(QStringLiteral("mien-tests"));
    QCoreApplication::setApplicationName(QString::fromLatin1(metaObject()->className()));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, root_.path());
  }

 protected Q_SLOTS:
  void init() {
    QSettings().clear();
    dir_ = QDir(root_.filePath(QString::fromLatin1(QTest::currentTestFunction())));
    QVERIFY(dir_.mkpath(QStringLiteral(".")));
    qputenv("MIEN_STATE", dir_.filePath(QStringLiteral("state")).toUtf8());
  }
};
