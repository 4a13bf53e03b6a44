#pragma once
#include <QQuickWindow>

namespace mien {

/// Prints the milliseconds from the start of the process to the window's first frame, and quits.
void reportStartupTime(QQuickWindow& window);

}  // namespace mien
