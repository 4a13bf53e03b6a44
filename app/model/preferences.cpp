#include "app/model/preferences.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace mien {
namespace {
using namespace Qt::StringLiterals;

constexpr int kMostRecent = 12;
const QString kRecent = u"photos/recent"_s;
const QString kFolder = u"photos/folder"_s;
const QString kGeometry = u"window/geometry"_s;
const QString kLandmarks = u"window/landmarks"_s;
}  // namespace

Preferences::Preferences(QObject* parent) : QObject(parent) {}

QStringList Preferences::recentPhotos() const {
  QStringList out = settings_.value(kRecent).toStringList();
  out.removeIf([](const QString& path) { return !QFileInfo::exists(path); });
  return out;
}

QStringList Preferences::recentMenu() const {
  QStringList out;
  for (const QString& path : recentPhotos()) out.append(QFileInfo(path).fileName());
  out.append(tr("Clear this list"));
  return out;
}

QUrl Preferences::recentPhoto(int index) const {
  return QUrl::fromLocalFile(recentPhotos().value(index));
}

QUrl Preferences::photoFolder() const {
  const QString saved = settings_.value(kFolder).toString();
  if (QFileInfo(saved).isDir()) return QUrl::fromLocalFile(saved);
  return QUrl::fromLocalFile(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation));
}

QRectF Preferences::windowGeometry() const {
  return settings_.value(kGeometry).toRectF();
}

bool Preferences::landmarksShown() const {
  return settings_.value(kLandmarks, true).toBool();
}

void Preferences::setLandmarksShown(bool shown) {
  if (shown == landmarksShown()) return;
  settings_.setValue(kLandmarks, shown);
  Q_EMIT landmarksShownChanged();
}

void Preferences::addRecentPhoto(const QString& path) {
  QStringList list = settings_.value(kRecent).toStringList();
  list.removeAll(path);
  list.prepend(path);
  settings_.setValue(kRecent, QStringList(list.mid(0, kMostRecent)));
  settings_.setValue(kFolder, QFileInfo(path).absolutePath());
  Q_EMIT recentPhotosChanged();
  Q_EMIT photoFolderChanged();
}

void Preferences::clearRecentPhotos() {
  settings_.remove(kRecent);
  Q_EMIT recentPhotosChanged();
}

void Preferences::saveWindowGeometry(const QRectF& geometry) {
  settings_.setValue(kGeometry, geometry);
}

}  // namespace mien
