#pragma once
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/model/studio_model.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/record/folder_in_memory.h"
#include "tests/support/waiting.h"

/// A studio with the fake engine and judge over a fresh record, and pictures that it exports.
class ReviewTest : public QObject {
  Q_OBJECT

 protected:
  static constexpr const char* kPassphrase = "correct horse battery";

  QString at(const QString& name) const { return folder_->filePath(name); }
  mien::ReviewDesk& desk() { return *studio_->review(); }
  mien::ReviewModel& outputs() { return *desk().outputs(); }
  mien::ReviewEntry& entry() { return *desk().entry(); }
  mien::Record record() const { return mien::Record::open(at(QStringLiteral("data/record.db")).toStdString()).value(); }
  QVariant shown(int row, int role) { return outputs().data(outputs().index(row), role); }
  bool told(const QString& text) {
    mien::Notices& notices = *studio_->notices();
    for (int i = 0; i < notices.count(); ++i)
      if (notices.data(notices.index(i), mien::Notices::TextRole).toString().contains(text)) return true;
    return false;
  }

  /// Before the start.
  void breakRecord() {
    QDir().mkpath(at(QStringLiteral("data")));
    QFile file(at(QStringLiteral("data/record.db")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
  }

  void start() { startWith(mien::makeFakeJudge); }
  void startWith(mien::Result<std::unique_ptr<mien::Judge>> (*makeJudge)()) {
    studio_ = std::make_unique<mien::StudioModel>(mien::makeFakeEngine, makeJudge);
    studio_->exporter()->setFolder(QUrl::fromLocalFile(folder_->path()));
    studio_->exporter()->setSize(256);
    TRY_COMPARE(studio_->engineState(), mien::StudioModel::Ready);
    studio_->startWithDrawnFaces();
    TRY_VERIFY(studio_->document()->complete());
  }
  void exportAs(const QString& name, double mix) {
    TRY_VERIFY(!studio_->balanceMeter()->measuring());
    studio_->document()->setValue(mien::MixDocument::Overall, mix);
    studio_->document()->finishAdjusting();
    studio_->exporter()->setName(name);
    studio_->exporter()->start(true);
    TRY_VERIFY(!studio_->exporter()->busy());
  }
  /// A photograph whose consent nobody has recorded, as face A.
  void openUnknownPhoto() {
    QImage image(300, 300, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) image.setPixel(x, y, qRgb(x * 255 / 300, y * 255 / 300, 90));
    image.save(at(QStringLiteral("photo.png")));
    const auto before = studio_->document()->state().faces[0].face;
    studio_->slotA()->openFile(QUrl::fromLocalFile(at(QStringLiteral("photo.png"))));
    TRY_VERIFY(studio_->document()->state().faces[0].face != before);
  }
  void openProfile(const QString& name) {
    const QSignalSpy opened(desk().reviewer(), &mien::ReviewerProfile::opened);
    desk().reviewer()->make(name, QLatin1StringView(kPassphrase), QLatin1StringView(kPassphrase));
    TRY_COMPARE(opened.count(), 1);
  }

  QTemporaryDir settings_;
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<mien::StudioModel> studio_;

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setOrganizationName(QStringLiteral("mien-tests"));
    QCoreApplication::setApplicationName(QString::fromLatin1(metaObject()->className()));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings_.path());
  }
  void init() {
    QSettings().clear();
    folder_ = folderInMemory();  // each decision is synced
    qputenv("MIEN_DATA", at(QStringLiteral("data")).toUtf8());
    qputenv("MIEN_STATE", at(QStringLiteral("state")).toUtf8());
  }
  void cleanup() { studio_.reset(); }
};
