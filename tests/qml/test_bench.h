#pragma once
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QKeyEvent>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QUrl>
#include <QWindow>
#include <memory>
#include <mutex>

#include "app/model/studio_model.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/qml/drop.h"
#include "tests/qml/recorded_film.h"

/// The fake engine, which waits while somebody else has the gate.
class GatedEngine final : public mien::Engine {
 public:
  explicit GatedEngine(std::shared_ptr<std::mutex> gate) : fake_(*mien::makeFakeEngine()), gate_(std::move(gate)) {}
  mien::EngineInfo info() const override { return fake_->info(); }
  mien::Result<std::vector<mien::FoundFace>> find(const mien::Photo& photo) override { return fake_->find(photo); }
  mien::Result<mien::FacePtr> prepare(const mien::Photo& photo, const mien::PhotoFaceRef& ref) override {
    return fake_->prepare(photo, ref);
  }
  mien::Result<mien::FacePtr> draw(const mien::DrawnFaceRef& ref) override {
    const std::lock_guard wait(*gate_);
    return fake_->draw(ref);
  }
  mien::Result<mien::FacePtr> restore(const mien::SavedFace& saved) override { return fake_->restore(saved); }
  mien::Result<mien::Frame> render(const mien::Recipe& recipe, const std::vector<mien::FacePtr>& faces,
                                   const std::vector<const mien::Photo*>& photos) override {
    const std::lock_guard wait(*gate_);
    return fake_->render(recipe, faces, photos);
  }

 private:
  std::unique_ptr<mien::Engine> fake_;
  std::shared_ptr<std::mutex> gate_;
};

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
  /// One in which the fake engine finds no face.
  Q_INVOKABLE QUrl plainPhoto(const QString& name) const {
    QImage image(300, 200, QImage::Format_RGB32);
    image.fill(Qt::gray);
    image.save(folder_.filePath(name));
    return QUrl::fromLocalFile(folder_.filePath(name));
  }
  /// See recordFilm().
  Q_INVOKABLE int addFilm(int frames, int speaksOn) const { return recordFilm(frames, speaksOn); }
  Q_INVOKABLE void copyPicture() const {
    QGuiApplication::clipboard()->setImage(QImage(photo(QStringLiteral("copied.png"), 300, 320).toLocalFile()));
  }
  Q_INVOKABLE void remove(const QString& name) const { QFile::remove(folder_.filePath(name)); }
  /// As another program would put it there.
  Q_INVOKABLE bool copyOver(const QString& from, const QString& to) const {
    return QFile::remove(folder_.filePath(to)) && QFile::copy(folder_.filePath(from), folder_.filePath(to));
  }
  /// Into a folder below, under another name.
  Q_INVOKABLE void hide(const QString& name) const {
    QDir(folder_.path()).mkpath(QStringLiteral("below"));
    QFile::rename(folder_.filePath(name), folder_.filePath(QStringLiteral("below/hidden.png")));
  }
  Q_INVOKABLE qint64 sizeOf(const QString& name) const { return QFile(folder_.filePath(name)).size(); }
  /// As a key that is held down repeats itself.
  Q_INVOKABLE void repeatKey(int key) const {
    QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier, {}, true);
    QGuiApplication::sendEvent(QGuiApplication::focusWindow(), &event);
  }
  /// In the middle of an item.
  Q_INVOKABLE void drop(const QQuickItem* item, const QList<QUrl>& files) const {
    dropOn(*item->window(), item->mapToScene({item->width() / 2, item->height() / 2}).toPoint(), files);
  }
  /// While held, the engine draws and renders nothing.
  Q_INVOKABLE void hold(bool held) {
    if (held == held_) return;
    held_ = held;
    held ? gate_->lock() : gate_->unlock();
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
  /// Each bench has a record of its own.
  bool ownRecord_ = qputenv("MIEN_DATA", folder_.filePath(QStringLiteral("data")).toUtf8());
  std::shared_ptr<std::mutex> gate_ = std::make_shared<std::mutex>();
  bool held_ = false;
  mien::StudioModel studio_{
      [gate = gate_]() -> mien::Result<std::unique_ptr<mien::Engine>> { return std::make_unique<GatedEngine>(gate); },
      mien::makeFakeJudge};
};
