#pragma once
#include <QString>
#include <filesystem>

namespace mien {

/// For people to read. A name that is no UTF-8 (from an old archive) gets a mark for each such byte, so that what is
/// shown opens nothing: who works with a file keeps its path.
inline QString shownPath(const std::filesystem::path& path) {
  return QString::fromUtf8(path.c_str());
}

inline std::filesystem::path pathFrom(const QString& text) {
  return text.toStdString();
}

}  // namespace mien
