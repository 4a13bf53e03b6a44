#pragma once
#include <QtQml/qqmlregistration.h>

#include <QAbstractListModel>
#include <QTimer>
#include <vector>

#include "app/model/review_search.h"
#include "app/model/thumbnails.h"
#include "core/record/output_store.h"

namespace mien {

class RecordThread;

/// The outputs that a search finds, newest first, a page at a time; one of them is the current one. Follows the record,
/// whoever changes it. Thread: the window's; nothing here waits for the disk.
class ReviewModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the review")
  Q_PROPERTY(int count READ count NOTIFY summaryChanged)
  Q_PROPERTY(int total READ total NOTIFY summaryChanged)
  Q_PROPERTY(bool ready READ ready NOTIFY summaryChanged)
  Q_PROPERTY(QString problem READ problem NOTIFY summaryChanged)
  Q_PROPERTY(int current READ current WRITE setCurrent NOTIFY currentChanged)

 public:
  enum State { Draft, Flagged, Approved, Rejected, Recalled };  // the order of mien::OutputState
  Q_ENUM(State)
  enum Outcome { Pass, Note, NeedsReview, Block };  // the order of mien::RecordedOutcome
  Q_ENUM(Outcome)
  enum Role {
    NumberRole = Qt::UserRole,
    ThumbnailRole,
    TimeRole,
    StateRole,
    StateTextRole,
    OutcomeRole,
    OutcomeTextRole,
    RulesRole,
    RatingRole,
    LabelRole,  ///< the order of kLabels
    ProjectRole,
    KindRole,
    ModelRole,
    ErasedRole
  };

  ReviewModel(RecordThread& record, ReviewSearch& search);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;

  int count() const { return rowCount(); }
  /// How many the search finds in all.
  int total() const { return static_cast<int>(total_); }
  /// False until the first answer.
  bool ready() const { return ready_; }
  /// Whether thumbnails are still being read.
  bool loading() const { return thumbnails_.loading(); }
  /// Why there is none, or empty.
  QString problem() const { return problem_; }
  /// The row; −1: none.
  int current() const { return current_; }
  void setCurrent(int row);
  /// The output's number; 0: none.
  std::int64_t currentOutput() const;
  /// Makes it the current one as soon as it is among the rows, unless another one is chosen before; whether it is.
  bool goTo(std::int64_t output);

  /// Starts to follow the record.
  void open();

 Q_SIGNALS:
  void summaryChanged();
  void currentChanged();

 private:
  void ask(bool anew);
  void show(const OutputPage& page, bool anew);
  void showAnew(const OutputPage& page);
  void update(const std::vector<OutputSummary>& rows);
  void append(const std::vector<OutputSummary>& rows);
  void thumbnailsLoaded(const std::vector<std::int64_t>& outputs);
  int rowOf(std::int64_t output) const;

  RecordThread& record_;
  ReviewSearch& search_;
  mutable Thumbnails thumbnails_;
  QTimer typing_;
  std::vector<OutputSummary> rows_;  ///< ids fall
  std::int64_t total_ = 0;
  int current_ = -1;
  std::int64_t wanted_ = 0;  ///< see goTo()
  int request_ = 0;
  bool anew_ = true;
  bool fetching_ = false;
  bool open_ = false;
  bool ready_ = false;
  QString problem_;
};

}  // namespace mien
