#pragma once
#include <QString>

namespace mien {

/// A parameter's name within a sentence: "face D", not "face d".
inline QString inWords(const QString& name) {
  return name.left(1).toLower() + name.mid(1);
}

}  // namespace mien
