#include "app/startup_time.h"

#include <unistd.h>

#include <QCoreApplication>
#include <QFile>
#include <cstdio>
#include <ctime>

namespace mien {
namespace {

/// Since boot. The kernel counts in ticks of 10 ms, which is fine beside a goal of 500.
double processStartMs() {
  QFile stat(QStringLiteral("/proc/self/stat"));
  if (!stat.open(QIODevice::ReadOnly)) return 0;
  const QByteArray line = stat.readAll();
  constexpr int kStartTime = 19;  // the field's place after the name in brackets
  const QByteArray ticks = line.mid(line.lastIndexOf(')') + 2).split(' ').value(kStartTime);
  return ticks.toDouble() * 1000.0 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double nowMs() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return static_cast<double>(now.tv_sec) * 1000.0 + static_cast<double>(now.tv_nsec) / 1e6;
}

}  // namespace

void reportStartupTime(QQuickWindow& window) {
  // The frame is swapped on the render thread; the clock is read there, the program ends on its own thread.
  QObject::connect(
      &window, &QQuickWindow::frameSwapped, &window,
      [shown = false]() mutable {
        if (std::exchange(shown, true)) return;
        std::printf("%.0f ms to the first frame\n", nowMs() - processStartMs());
        std::fflush(stdout);
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
      },
      Qt::DirectConnection);
}

}  // namespace mien
