#pragma once
#include <QtQml/qqmlregistration.h>

#include <QImage>
#include <QObject>
#include <QUrl>
#include <map>
#include <memory>
#include <vector>

#include "core/evaluate/training_photographs.h"
#include "core/studio/job_threads.h"

namespace mien {

class Preferences;

/// Pictures of training photographs, out of the folder that somebody named who has them, where their licences allow
/// that they are shown. The folder is remembered. Thread: the window's; it reads on a thread of its own.
class TrainingPictures : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the explanation")
  Q_PROPERTY(QUrl folder READ folder WRITE setFolder NOTIFY changed)
  Q_PROPERTY(QString folderName READ folderName NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)

 public:
  explicit TrainingPictures(Preferences& preferences, QObject* parent = nullptr);

  /// Empty: nobody has them.
  QUrl folder() const;
  void setFolder(const QUrl& folder);
  QString folderName() const;
  /// Why there are none, one sentence.
  QString problem() const { return problem_; }

  /// Wants pictures of these, and of no others.
  void show(const std::vector<NearestKnown>& faces);
  /// Null: not read yet, or not to be shown.
  QImage of(const NearestKnown& face) const;

 Q_SIGNALS:
  void changed();

 private:
  struct Read;
  void read();

  Preferences& preferences_;
  std::vector<NearestKnown> wanted_;
  std::map<std::int64_t, QImage> pictures_;  ///< by NearestKnown::number
  QString problem_;
  std::shared_ptr<const TrainingPhotographs> photographs_;  ///< of folder(), once they were opened
  int request_ = 0;
  JobThreads threads_{1};  ///< last: ends before what it tells
};

}  // namespace mien
