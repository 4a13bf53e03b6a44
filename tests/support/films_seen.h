#pragma once
#include <QProcess>
#include <QString>

/// Frames of a film as ffprobe decodes them; −1 when it can't.
inline int framesIn(const QString& file) {
  QProcess probe;
  probe.start(QStringLiteral("ffprobe"),
              {QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-count_frames"),
               QStringLiteral("-select_streams"), QStringLiteral("v:0"), QStringLiteral("-show_entries"),
               QStringLiteral("stream=nb_read_frames"), QStringLiteral("-of"), QStringLiteral("csv=p=0"), file});
  if (!probe.waitForFinished(60'000) || probe.exitCode() != 0) return -1;
  bool number = false;
  const int frames = QString::fromLatin1(probe.readAllStandardOutput()).trimmed().toInt(&number);
  return number ? frames : -1;
}
