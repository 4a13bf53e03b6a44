#include "app/document/folder_text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace mien {
using namespace Qt::StringLiterals;

QString folderText(const QUrl& folder) {
  const QString path = QDir::toNativeSeparators(folder.toLocalFile());
  const QString home = QDir::homePath();
  return path == home || path.startsWith(home + u'/') ? u'~' + path.mid(home.size()) : path;
}

QUrl folderFrom(const QString& text) {
  const bool inHome = text == u"~"_s || text.startsWith(u"~/"_s);
  return QUrl::fromLocalFile(inHome ? QDir::homePath() + text.mid(1) : text);
}

QString folderProblem(const QUrl& folder) {
  if (QDir::isAbsolutePath(folder.toLocalFile()) && QFileInfo(folder.toLocalFile()).isDir()) return {};
  return QCoreApplication::translate("Folder", "The folder %1 is not there: choose another.").arg(folderText(folder));
}

}  // namespace mien
