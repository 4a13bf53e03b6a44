#pragma once
#include <QtTest>

#include "core/record/output_store.h"
#include "tests/record/sample_record.h"

inline const QString kA = QStringLiteral(MIEN_SAMPLES_DIR "/a.png");
inline const QString kB = QStringLiteral(MIEN_SAMPLES_DIR "/b.png");

struct Ended {
  int code = -1;
  QByteArray out, err;
};

/// `input` is what the command reads from standard input.
inline Ended runMien(const QStringList& arguments, const QString& data, const QByteArray& input = {}) {
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("MIEN_DATA"), data);
  process.setProcessEnvironment(environment);
  process.start(QStringLiteral(MIEN_PROGRAM), arguments);
  process.write(input);
  process.closeWriteChannel();
  if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

inline QByteArray contentOf(const QString& file) {
  QFile in(file);
  return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

inline QJsonObject json(const Ended& outcome) {
  return QJsonDocument::fromJson(outcome.out).object();
}

/// A record, and the program that works with it.
class RecordCase : public QObject {
  Q_OBJECT

 protected:
  std::unique_ptr<QTemporaryDir> folder_;
  std::optional<mien::Record> record_;

  Ended run(const QString& line) { return runMien(line.split(QLatin1Char(' ')), folder_->path()); }
  Ended run(const QStringList& words) { return runMien(words, folder_->path()); }
  QString path(const QString& name) { return folder_->filePath(name); }
  mien::OutputState state(std::int64_t id) { return mien::OutputStore(*record_).get(id)->state; }
  static QString digest(int photo) { return QString::fromStdString(photoDigest(photo)); }

 protected Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    record_.emplace(mien::Record::open(path(QStringLiteral("record.db")).toStdString()).value());
    qputenv("MIEN_STATE", path(QStringLiteral("state")).toUtf8());
    qputenv("XDG_CONFIG_HOME", path(QStringLiteral("config")).toUtf8());
    QFile file(path(QStringLiteral("passphrase")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(kPassphrase) + "\n") > 0);
  }
};
