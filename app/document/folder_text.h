#pragma once
#include <QString>
#include <QUrl>

namespace mien {

/// A folder as people read and type it: "~" is the home folder.
QString folderText(const QUrl& folder);
QUrl folderFrom(const QString& text);
/// Why nothing can be written there, one sentence; or empty.
QString folderProblem(const QUrl& folder);

}  // namespace mien
