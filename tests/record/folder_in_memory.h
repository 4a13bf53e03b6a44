#pragma once
#include <QDir>
#include <QTemporaryDir>
#include <memory>

/// For tests of many commits: a folder where a sync costs nothing, or, where there is none, any.
inline std::unique_ptr<QTemporaryDir> folderInMemory() {
  const QString memory = QStringLiteral("/dev/shm");
  if (!QFileInfo(memory).isWritable()) return std::make_unique<QTemporaryDir>();
  return std::make_unique<QTemporaryDir>(memory + QStringLiteral("/mien-test-XXXXXX"));
}
