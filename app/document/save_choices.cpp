#include "app/document/save_choices.h"

#include <QDir>
#include <QFileInfo>

#include "app/document/folder_text.h"
#include "app/model/preferences.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;
}  // namespace

SaveChoices::SaveChoices(ProjectFile& project, Preferences& preferences)
    : project_(project), preferences_(preferences) {
  connect(&project_, &ProjectFile::replacing, this, [this] { tried_.reset(); });
}

void SaveChoices::setName(const QString& name) {
  name_ = name;
  Q_EMIT changed();
}

void SaveChoices::setFolder(const QUrl& folder) {
  folder_ = folder;
  Q_EMIT changed();
}

void SaveChoices::setHolding(ProjectFile::Holding holding) {
  holding_ = holding;
  Q_EMIT changed();
}

QString SaveChoices::folderText() const {
  return mien::folderText(folder_);
}

void SaveChoices::setFolderText(const QString& text) {
  setFolder(folderFrom(text));
}

void SaveChoices::prepare() {
  // What was chosen for a save that failed is not asked for again, nor is more stored than was agreed to.
  if (tried_ && project_.file() != *tried_) return Q_EMIT changed();
  tried_.reset();
  const QFileInfo file(project_.file().toLocalFile());
  name_ = project_.untitled() ? tr("mix") : file.completeBaseName();
  folder_ = project_.untitled() ? preferences_.projectFolder() : QUrl::fromLocalFile(file.absolutePath());
  if (!QFileInfo(folder_.toLocalFile()).isDir()) folder_ = QUrl::fromLocalFile(QDir::homePath());
  holding_ = project_.holding();
  Q_EMIT changed();
}

QString SaveChoices::path() const {
  return QDir(folder_.toLocalFile()).filePath(name_.trimmed() + u".mien"_s);
}

QString SaveChoices::nameProblem() const {
  const QString name = name_.trimmed();
  if (name.isEmpty()) return tr("Give the project a name.");
  if (name.contains(u'/') || name.contains(u'\\')) return tr("A name can't contain a slash: choose the folder above.");
  if (name.startsWith(u'.')) return tr("A name that starts with a dot would be hidden: choose another.");
  return folderProblem(folder_);
}

bool SaveChoices::wouldOverwrite() const {
  return path() != project_.file().toLocalFile() && QFileInfo::exists(path());
}

void SaveChoices::save() {
  tried_ = QUrl::fromLocalFile(path());
  project_.saveAs(*tried_, holding_);
}

}  // namespace mien
