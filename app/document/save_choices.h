#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QUrl>
#include <optional>

#include "app/document/project_file.h"

namespace mien {

/// Where Save As writes, and what the project is to hold. Thread: the window's.
class SaveChoices : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed)
  Q_PROPERTY(QUrl folder READ folder WRITE setFolder NOTIFY changed)
  Q_PROPERTY(QString folderText READ folderText WRITE setFolderText NOTIFY changed)
  Q_PROPERTY(QString nameProblem READ nameProblem NOTIFY changed)
  Q_PROPERTY(mien::ProjectFile::Holding holding READ holding WRITE setHolding NOTIFY changed)

 public:
  SaveChoices(ProjectFile& project, Preferences& preferences);

  /// Without its ending.
  QString name() const { return name_; }
  void setName(const QString& name);
  QUrl folder() const { return folder_; }
  void setFolder(const QUrl& folder);
  QString folderText() const;
  void setFolderText(const QString& text);
  ProjectFile::Holding holding() const { return holding_; }
  void setHolding(ProjectFile::Holding holding);

  /// Starts from what the document has, or from what was chosen for it last where saving failed.
  Q_INVOKABLE void prepare();
  /// Why the name or the folder can't be used, or empty.
  QString nameProblem() const;
  Q_INVOKABLE bool wouldOverwrite() const;
  Q_INVOKABLE void save();

 Q_SIGNALS:
  void changed();

 private:
  QString path() const;

  ProjectFile& project_;
  Preferences& preferences_;
  QString name_;
  QUrl folder_;
  ProjectFile::Holding holding_ = ProjectFile::AlignedFaces;
  std::optional<QUrl> tried_;  ///< where this document was to be saved last
};

}  // namespace mien
