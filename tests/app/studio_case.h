#pragma once
#include <QTemporaryDir>
#include <QtTest>

#include "app/model/studio_model.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/support/waiting.h"

namespace mien {

/// A window's model with the fake engine, and files to open in it; settings start empty.
class StudioCase : public QObject {
  Q_OBJECT

 protected:
  QTemporaryDir folder_;

  QImage picture(int width, int height) {
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) image.setPixel(x, y, qRgb(x % 256, y % 256, (x + y) % 256));
    return image;
  }
  QUrl saved(const QString& name, const QImage& image) {
    image.save(folder_.filePath(name));
    return QUrl::fromLocalFile(folder_.filePath(name));
  }
  QUrl noPicture(const QString& name) {
    QFile file(folder_.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write("no picture") < 0) qWarning("no file");
    return QUrl::fromLocalFile(file.fileName());
  }
  QString firstNotice(StudioModel& studio) {
    return studio.notices()->data(studio.notices()->index(0), Notices::TextRole).toString();
  }

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setOrganizationName(QStringLiteral("mien-tests"));
    QCoreApplication::setApplicationName(QStringLiteral("studio-model"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
  }
  void init() { QSettings().clear(); }
};

}  // namespace mien
