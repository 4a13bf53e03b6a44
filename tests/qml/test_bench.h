#pragma once
#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QUrl>

#include "app/model/studio_model.h"
#include "core/studio/fake_engine.h"

/// What the tests written in QML need from outside: a studio with the fake engine, pictures to open, a folder to look
/// into.
class TestBench : public QObject {
  Q_OBJECT
  Q_PROPERTY(mien::StudioModel* studio READ studio CONSTANT)
  Q_PROPERTY(QUrl folder READ folder CONSTANT)

 public:
  mien::StudioModel* studio() { return &studio_; }
  QUrl folder() const { return QUrl::fromLocalFile(folder_.path()); }

  /// A colourful picture of this size; a wide one has two faces for the fake engine.
  Q_INVOKABLE QUrl photo(const QString& name, int width, int height) const {
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        image.setPixel(x, y, qRgb(x * 255 / width, y * 255 / height, name.size() * 20 % 256));
    image.save(folder_.filePath(name));
    return QUrl::fromLocalFile(folder_.filePath(name));
  }
  Q_INVOKABLE QUrl brokenFile(const QString& name) const {
    QFile file(folder_.filePath(name));
    if (file.open(QIODevice::WriteOnly)) file.write("no picture");
    return QUrl::fromLocalFile(file.fileName());
  }
  Q_INVOKABLE int widthOf(const QString& name) const { return QImage(folder_.filePath(name)).width(); }
  Q_INVOKABLE bool same(const QImage& a, const QImage& b) const { return a == b; }

 private:
  QTemporaryDir folder_;
  mien::StudioModel studio_{mien::makeFakeEngine};
};
