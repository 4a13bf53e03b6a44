#pragma once
#include <QtQml/qqmlregistration.h>

#include <QImage>
#include <QObject>
#include <QVariantList>
#include <memory>

#include "app/model/nearest_faces.h"
#include "app/model/output_view.h"

namespace mien {

class RecordThread;

/// One output in full: verdict, faces, recipe, files, decisions and cost, in words. Follows the record. Thread: the
/// window's.
class ReviewEntry : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the review")
  Q_PROPERTY(int number READ number NOTIFY changed)
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed)
  Q_PROPERTY(int state READ state NOTIFY changed)
  Q_PROPERTY(QString stateText READ stateText NOTIFY changed)
  Q_PROPERTY(int outcome READ outcome NOTIFY changed)
  Q_PROPERTY(QString outcomeText READ outcomeText NOTIFY changed)
  Q_PROPERTY(int rating READ rating NOTIFY changed)
  Q_PROPERTY(int label READ label NOTIFY changed)
  Q_PROPERTY(QStringList labelNames READ labelNames CONSTANT)
  Q_PROPERTY(bool erased READ erased NOTIFY changed)
  Q_PROPERTY(QImage picture READ picture NOTIFY pictureChanged)
  Q_PROPERTY(int facePictures READ facePictures NOTIFY changed)
  Q_PROPERTY(bool pictureIsWhole READ pictureIsWhole NOTIFY pictureChanged)
  Q_PROPERTY(QString pictureIs READ pictureIs NOTIFY pictureChanged)
  Q_PROPERTY(QVariantList findings READ findings NOTIFY changed)
  Q_PROPERTY(QStringList faces READ faces NOTIFY changed)
  Q_PROPERTY(mien::NearestFaces* nearest READ nearest CONSTANT)
  Q_PROPERTY(mien::OutputView* view READ view CONSTANT)
  Q_PROPERTY(QStringList recipe READ recipe NOTIFY changed)
  Q_PROPERTY(QVariantList files READ files NOTIFY changed)
  Q_PROPERTY(QVariantList decisions READ decisions NOTIFY changed)
  Q_PROPERTY(QString cost READ cost NOTIFY changed)
  Q_PROPERTY(QString judgedBy READ judgedBy NOTIFY changed)
  Q_PROPERTY(bool canApprove READ canApprove NOTIFY changed)
  Q_PROPERTY(bool canReject READ canReject NOTIFY changed)
  Q_PROPERTY(QString undecidable READ undecidable NOTIFY changed)
  Q_PROPERTY(QString unrejectable READ unrejectable NOTIFY changed)
  Q_PROPERTY(bool canFlag READ canFlag NOTIFY changed)
  Q_PROPERTY(bool canRestore READ canRestore NOTIFY changed)
  Q_PROPERTY(bool canExport READ canExport NOTIFY changed)
  Q_PROPERTY(bool needsReason READ needsReason NOTIFY changed)
  Q_PROPERTY(QString standing READ standing NOTIFY changed)

 public:
  ReviewEntry(Studio& studio, RecordThread& record, Preferences& preferences);

  /// 0: nothing to show.
  void show(std::int64_t output);
  /// 0 too while another one than is shown is on its way: nobody acts on what is about to go.
  std::int64_t output() const { return details_ && details_->output.id == wanted_ ? wanted_ : 0; }
  const std::shared_ptr<const OutputDetails>& details() const { return details_; }

  int number() const { return details_ ? static_cast<int>(details_->output.id) : 0; }  ///< 0: nothing is shown
  QString title() const;
  QString subtitle() const;
  int state() const;
  QString stateText() const;
  int outcome() const;
  QString outcomeText() const;
  int rating() const { return details_ ? details_->output.rating : 0; }
  int label() const;  ///< the order of kLabels
  static QStringList labelNames();
  bool erased() const { return details_ && details_->output.erased; }
  /// Once it was asked for: the exported picture, if it is still there as it was written, else what view() renders.
  /// Otherwise its thumbnail.
  QImage picture() const;
  int facePictures() const { return details_ ? static_cast<int>(details_->faces.size()) : 0; }  ///< how many
  /// Null where there is none.
  Q_INVOKABLE QImage facePicture(int face) const;
  /// What of the output picture() shows, where it is not all of it.
  QString pictureIs() const;
  bool pictureIsWhole() const { return !whole_.isNull() || !view_.picture().isNull(); }
  /// {action, name, words, score, frame, appeal}, hardest first; frame: of a film, else -1.
  QVariantList findings() const;
  QStringList faces() const;  ///< what each is that went in; none once it was erased
  NearestFaces* nearest() { return &nearest_; }
  OutputView* view() { return &view_; }
  QStringList recipe() const;      ///< name, value, name, value, …
  QVariantList files() const;      ///< {name, folder, there, time}, oldest first
  QVariantList decisions() const;  ///< {what, who, time, reason}, newest first
  QString cost() const;
  QString judgedBy() const;
  bool canApprove() const;
  /// Why it can't be approved, and what to do; empty where it can.
  QString undecidable() const;
  /// The same of rejecting.
  QString unrejectable() const;
  bool canReject() const { return output() != 0 && details_->output.state == OutputState::Flagged; }
  bool canFlag() const;
  bool canRestore() const { return output() != 0 && !details_->output.recipe.empty(); }
  /// It is a picture that was approved: a film goes on by itself, and of a sheet the record has one recipe alone.
  bool canExport() const;
  bool needsReason() const { return details_ && details_->needs && details_->needs->reason; }
  /// What is still missing, or why nothing can be done, in a sentence; may be empty.
  QString standing() const;

  /// Looks for the whole picture.
  Q_INVOKABLE void loadPicture();
  Q_INVOKABLE void showFile(int index) const;

 Q_SIGNALS:
  void changed();
  void pictureChanged();

 private:
  static QString flagFirst();
  void load();
  void shown(std::shared_ptr<const OutputDetails> details);

  RecordThread& record_;
  std::int64_t wanted_ = 0;
  int request_ = 0;
  std::shared_ptr<const OutputDetails> details_;
  NearestFaces nearest_;
  OutputView view_;
  QImage whole_;
  bool wholeWanted_ = false;
};

}  // namespace mien
