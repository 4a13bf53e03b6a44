#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QRect>
#include <QRectF>
#include <QSettings>
#include <QStandardPaths>
#include <QStringList>
#include <QUrl>
#include <string>

#include "app/model/missing_files.h"

namespace mien {

/// What the window remembers between runs. Thread: the window's.
class Preferences : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(bool hasRecentPhotos READ hasRecentPhotos NOTIFY recentPhotosChanged)
  Q_PROPERTY(QUrl photoFolder READ photoFolder NOTIFY photoFolderChanged)
  Q_PROPERTY(bool landmarksShown READ landmarksShown WRITE setLandmarksShown NOTIFY landmarksShownChanged)
  Q_PROPERTY(bool timelineOpen READ timelineOpen WRITE setTimelineOpen NOTIFY timelineChanged)
  Q_PROPERTY(ExportKind exportKind READ exportKind WRITE setExportKind NOTIFY exportKindChanged)
  Q_PROPERTY(int timelineHeight READ timelineHeight WRITE setTimelineHeight NOTIFY timelineChanged)

 public:
  enum ExportKind { Picture, Film, ContactSheet };
  Q_ENUM(ExportKind)

  explicit Preferences(QObject* parent = nullptr);

  /// Newest first; without those that were not there when lookForRecentFiles() was called last.
  Q_INVOKABLE QList<QUrl> recentPhotos() const;
  bool hasRecentPhotos() const { return !recentPhotos().isEmpty(); }
  /// Their file names, and the entry that clears the list.
  Q_INVOKABLE QStringList menuOf(const QList<QUrl>& photos) const;
  QUrl photoFolder() const;
  /// Where the window stood while it was not maximised, on the screens that are there now. It is kept as it is at an
  /// interface size of 100 %: with larger texts the window stays as large as it was.
  Q_INVOKABLE QRectF windowGeometry(const QSizeF& least = {}) const;
  Q_INVOKABLE bool windowMaximised() const;
  /// Moved and cut so that it lies on the screen of which it covers most; in the middle of the first if on none.
  static QRect placed(QRect window, const QList<QRect>& screens);
  /// In the middle of the first screen, with room for the title bar.
  static QRect firstPlace(const QList<QRect>& screens);
  /// The same place in units that are `factor` times as many. Screens keep their corners in any (QHighDpi), so that is
  /// counted from the corner of the one of `screens` (in the units of `window`) of which it covers most.
  static QRectF inUnits(const QRectF& window, double factor, const QList<QRect>& screens);
  bool landmarksShown() const;
  void setLandmarksShown(bool shown);

  bool timelineOpen() const;
  void setTimelineOpen(bool open);
  /// Of the part below its bar, px.
  int timelineHeight() const;
  void setTimelineHeight(int height);

  /// What was exported last.
  ExportKind exportKind() const;
  void setExportKind(ExportKind kind);

  void addRecentPhoto(const QString& path);
  Q_INVOKABLE void clearRecentPhotos();
  /// Where photographs lie, by the digest of their file: projects name them by that alone.
  void rememberPhoto(const QString& digest, const QString& path);
  QString placeOfPhoto(const QString& digest) const;
  /// As recentPhotos(): projects, and pictures and films that were opened.
  Q_INVOKABLE QList<QUrl> recentProjects() const;
  /// Looks whether they are still there, and the folders; who shows a list calls it. The lists change when it is known.
  Q_INVOKABLE void lookForRecentFiles();
  Q_INVOKABLE QString nameOf(const QUrl& file) const { return file.fileName(); }
  Q_INVOKABLE QString folderNameOf(const QUrl& file) const;
  void addRecentProject(const QString& path);
  Q_INVOKABLE void clearRecentProjects();
  Q_INVOKABLE QUrl projectFolder() const;
  Q_INVOKABLE void saveWindow(const QRectF& geometry, bool maximised);

  /// The portrait pack that mixes, by its folder's name; empty: the standard one. Any thread.
  static std::string chosenModel();
  static void setChosenModel(const QString& model);

  /// Of texts and controls, in percent: what the window starts with. Other than 100 it comes on top of the desktop's
  /// own scale. Before there is an application it reads the settings by `kSettingsName` alone.
  static int interfaceSize();
  /// The same as a factor, as this process was started with.
  static double shownScale();
  /// Qt's software renderer leaves parts of the window unpainted below 100 %.
  static int leastInterfaceSize();
  /// The next larger (`steps` 1) or smaller one (−1) from the next start on, `most` at the most; returns it.
  int changeInterfaceSize(int steps, int most = 200);

  QVariant value(const QString& key, const QVariant& otherwise) const { return settings_.value(key, otherwise); }
  void setValue(const QString& key, const QVariant& value) { settings_.setValue(key, value); }

 Q_SIGNALS:
  void recentPhotosChanged();
  void photoFolderChanged();
  void landmarksShownChanged();
  void recentProjectsChanged();
  void timelineChanged();
  void exportKindChanged();

 private:
  QList<QUrl> thoseThere(const QString& key) const;
  QUrl folder(const QString& key, QStandardPaths::StandardLocation otherwise) const;

  QSettings settings_;
  MissingFiles missing_;
};

}  // namespace mien
