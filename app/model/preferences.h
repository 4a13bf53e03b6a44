#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QRectF>
#include <QSettings>
#include <QStringList>
#include <QUrl>

namespace mien {

/// What the window remembers between runs. Thread: the window's.
class Preferences : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(QStringList recentPhotos READ recentPhotos NOTIFY recentPhotosChanged)
  Q_PROPERTY(QStringList recentMenu READ recentMenu NOTIFY recentPhotosChanged)
  Q_PROPERTY(QUrl photoFolder READ photoFolder NOTIFY photoFolderChanged)
  Q_PROPERTY(QRectF windowGeometry READ windowGeometry CONSTANT)
  Q_PROPERTY(bool landmarksShown READ landmarksShown WRITE setLandmarksShown NOTIFY landmarksShownChanged)

 public:
  explicit Preferences(QObject* parent = nullptr);

  /// Newest first; only files that still exist.
  QStringList recentPhotos() const;
  /// Their file names, and the entry that clears the list.
  QStringList recentMenu() const;
  Q_INVOKABLE QUrl recentPhoto(int index) const;
  QUrl photoFolder() const;
  /// Empty when none was saved.
  QRectF windowGeometry() const;
  bool landmarksShown() const;
  void setLandmarksShown(bool shown);

  void addRecentPhoto(const QString& path);
  Q_INVOKABLE void clearRecentPhotos();
  Q_INVOKABLE void saveWindowGeometry(const QRectF& geometry);

  QVariant value(const QString& key, const QVariant& otherwise) const { return settings_.value(key, otherwise); }
  void setValue(const QString& key, const QVariant& value) { settings_.setValue(key, value); }

 Q_SIGNALS:
  void recentPhotosChanged();
  void photoFolderChanged();
  void landmarksShownChanged();

 private:
  QSettings settings_;
};

}  // namespace mien
