#pragma once
#include <QtQml/qqmlregistration.h>

#include <QAbstractListModel>
#include <QImage>
#include <QUrl>
#include <optional>

#include "core/record/output_sources.h"
#include "core/record/recall.h"

namespace mien {

class Notices;
class Preferences;
class RecordThread;
class ReviewerProfile;

/// An incident: what it concerns by a choice of face, model, networks, policy and days, as a list, and its recall in
/// one step with a signed report. Thread: the window's.
class RecallModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the review")
  Q_PROPERTY(bool read READ read NOTIFY sourcesChanged)
  Q_PROPERTY(QStringList faces READ faces NOTIFY sourcesChanged)
  Q_PROPERTY(QStringList models READ models NOTIFY sourcesChanged)
  Q_PROPERTY(QStringList networks READ networks NOTIFY sourcesChanged)
  Q_PROPERTY(QStringList policies READ policies NOTIFY sourcesChanged)
  Q_PROPERTY(int face READ face WRITE setFace NOTIFY choiceChanged)
  Q_PROPERTY(int model READ model WRITE setModel NOTIFY choiceChanged)
  Q_PROPERTY(int network READ network WRITE setNetwork NOTIFY choiceChanged)
  Q_PROPERTY(int policy READ policy WRITE setPolicy NOTIFY choiceChanged)
  Q_PROPERTY(QString from READ from WRITE setFrom NOTIFY choiceChanged)
  Q_PROPERTY(QString until READ until WRITE setUntil NOTIFY choiceChanged)
  Q_PROPERTY(QUrl folder READ folder WRITE setFolder NOTIFY choiceChanged)
  Q_PROPERTY(QString folderText READ folderText NOTIFY choiceChanged)
  Q_PROPERTY(QString problem READ problem NOTIFY concernedChanged)
  Q_PROPERTY(QString summary READ summary NOTIFY concernedChanged)
  Q_PROPERTY(int outputs READ outputs NOTIFY concernedChanged)
  Q_PROPERTY(bool busy READ busy NOTIFY concernedChanged)

 public:
  enum Role { TextRole = Qt::UserRole, StateTextRole, ProjectRole, FilesRole, ThereRole };

  RecallModel(RecordThread& record, Notices& notices, Preferences& preferences, const ReviewerProfile& reviewer);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  bool read() const { return read_; }                   ///< the record has said what there is
  QStringList faces() const { return sources_.names; }  ///< what each is, the newest first
  /// Null where there is none. (In a list of properties QML would drop it.)
  Q_INVOKABLE QImage facePicture(int index) const;
  QStringList models() const;  ///< these three: "any" first
  QStringList networks() const;
  QStringList policies() const;
  int face() const { return face_; }  ///< index into faces(); −1: any
  int model() const { return model_; }
  int network() const { return network_; }
  int policy() const { return policy_; }
  QString from() const { return from_; }    ///< YYYY-MM-DD, or empty
  QString until() const { return until_; }  ///< the last day, or empty
  QUrl folder() const { return folder_; }
  QString folderText() const;
  void setFace(int index);
  void setModel(int index);
  void setNetwork(int index);
  void setPolicy(int index);
  void setFrom(const QString& day);
  void setUntil(const QString& day);
  void setFolder(const QUrl& folder);

  QString problem() const { return problem_; }
  /// "14 outputs, 9 files, 6 of which are still there".
  QString summary() const;
  int outputs() const { return rowCount(); }
  /// What is listed is not yet what is chosen, or it is being recalled.
  bool busy() const { return looking_ || recalling_; }

  /// Nothing chosen, and what there is to choose from read anew. `faceKey` is chosen if it is known; may be empty.
  Q_INVOKABLE void prepare(const QString& faceKey);
  /// Recalls what is listed, and what was made meanwhile that the same choice concerns, and writes the report into
  /// folder(). The reviewer whose profile is open signs for it. Does nothing while busy(). recalled() follows.
  Q_INVOKABLE void recall(const QString& reason);

 Q_SIGNALS:
  void sourcesChanged();
  void choiceChanged();
  void concernedChanged();
  void recalled();

 private:
  struct Sources {
    OutputSources outputs;
    std::vector<KnownFace> faces;
    QStringList names;  ///< what each face is
    std::vector<QImage> pictures;
  };
  Result<RecallChoice> choice() const;
  template <class T>
  void choose(T& field, const T& value);
  void showSources(const Sources& sources, const QString& faceKey);
  void look();
  void show(std::vector<ConcernedOutput> rows, const QString& problem);
  void setBusy(bool& which, bool busy);

  RecordThread& record_;
  Notices& notices_;
  Preferences& preferences_;
  const ReviewerProfile& reviewer_;
  Sources sources_;
  bool read_ = false;
  int face_ = -1, model_ = 0, network_ = 0, policy_ = 0;
  QString from_, until_;
  QUrl folder_;
  int request_ = 0;
  std::vector<ConcernedOutput> rows_;
  RecallChoice shown_;  ///< what `rows_` are concerned by
  QString problem_;
  bool looking_ = false;
  bool recalling_ = false;
};

}  // namespace mien
