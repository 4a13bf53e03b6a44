#pragma once
// The program as a script runs it.
#include <QtTest>

using namespace Qt::Literals::StringLiterals;

inline const QString kA = QStringLiteral(MIEN_SAMPLES_DIR "/a.png");
inline const QString kB = QStringLiteral(MIEN_SAMPLES_DIR "/b.png");

struct Outcome {
  int code = -1;
  QByteArray out, err;
};

/// `data` is the folder of the record, for commands that keep one; `program` a copy of it elsewhere.
inline Outcome mien(const QStringList& arguments, const QString& data = {},
                    const QString& program = QStringLiteral(MIEN_PROGRAM)) {
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  if (!data.isEmpty()) environment.insert(u"MIEN_DATA"_s, data);
  process.setProcessEnvironment(environment);
  process.start(program, arguments);
  if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

inline QByteArray contentOf(const QString& file) {
  QFile in(file);
  return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

inline QJsonObject json(const Outcome& outcome) {
  return QJsonDocument::fromJson(outcome.out).object();
}
