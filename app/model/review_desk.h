#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <filesystem>
#include <memory>

#include "app/document/project_file.h"
#include "app/model/history_check.h"
#include "app/model/recall_model.h"
#include "app/model/record_thread.h"
#include "app/model/review_entry.h"
#include "app/model/review_model.h"
#include "app/model/review_search.h"
#include "app/model/reviewer_profile.h"
#include "app/model/side_work.h"
#include "core/gate/gatekeeper.h"

namespace mien {

/// The review page's root: the outputs found, the one in hand, and what a reviewer can do with it. What goes wrong is a
/// notice. Thread: the window's.
class ReviewDesk : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(mien::ReviewSearch* search READ search CONSTANT)
  Q_PROPERTY(mien::ReviewModel* outputs READ outputs CONSTANT)
  Q_PROPERTY(mien::ReviewEntry* entry READ entry CONSTANT)
  Q_PROPERTY(mien::ReviewerProfile* reviewer READ reviewer CONSTANT)
  Q_PROPERTY(mien::RecallModel* incident READ incident CONSTANT)
  Q_PROPERTY(mien::HistoryCheck* history READ history CONSTANT)
  Q_PROPERTY(int waiting READ waiting NOTIFY waitingChanged)
  Q_PROPERTY(QStringList modelNames READ modelNames NOTIFY modelsChanged)

 public:
  /// The keeper's record file may be empty, see RecordThread.
  ReviewDesk(std::shared_ptr<Gatekeeper> keeper, Studio& studio, MixDocument& document, ProjectFile& project,
             Notices& notices, Preferences& preferences);
  ~ReviewDesk() override;

  ReviewSearch* search() { return &search_; }
  ReviewModel* outputs() { return &outputs_; }
  ReviewEntry* entry() { return &entry_; }
  ReviewerProfile* reviewer() { return &reviewer_; }
  RecallModel* incident() { return &incident_; }
  HistoryCheck* history() { return &history_; }
  /// Flagged outputs, on which somebody must decide.
  int waiting() const { return waiting_; }
  /// Models that outputs were made with, "any" first.
  QStringList modelNames() const;
  /// The hash of one of these, empty for "any", and the other way round.
  Q_INVOKABLE QString modelAt(int index) const;
  Q_INVOKABLE int placeOfModel(const QString& hash) const;
  void setEngine(const EngineInfo& engine) { engine_ = engine; }

  /// Before the studio goes: outputs are no longer rendered.
  void close() { entry_.view()->close(); }

  /// The page is shown for the first time: from now on it follows the record.
  Q_INVOKABLE void open();

  /// Leads to the last output of a mix or film (digestsOf() it), whatever is searched for.
  Q_INVOKABLE void showMade(const QString& digests);

  // These three need an open profile. They name the output that was decided on: the list may have moved on meanwhile.
  Q_INVOKABLE void approve(int output, const QString& reason);
  Q_INVOKABLE void reject(int output, const QString& reason);
  Q_INVOKABLE void comment(int output, const QString& text);

  // Of the entry that is shown.
  Q_INVOKABLE void rate(int stars);
  Q_INVOKABLE void setLabel(int label);
  /// What the entry was made of becomes the document, after asking if there are unsaved changes.
  Q_INVOKABLE void restore();
  /// The same of a picture that was approved, to be exported: exportReady() follows once its faces are there.
  Q_INVOKABLE void restoreToExport();

  Q_INVOKABLE void flag(int output, const QString& note);
  /// Looks for the last output of the mix that is shown, and judges and records it where it was never exported;
  /// mixFound() follows, or a notice of why not.
  Q_INVOKABLE void findMix();

 Q_SIGNALS:
  void waitingChanged();
  void modelsChanged();
  void mixFound(int output, const QString& title);
  /// The document can be exported as what was approved, of this size and Placement.
  void exportReady(int size, int placement);

 private:
  template <class Work, class Then>
  void decide(Work work, Then then);
  /// It no longer waits, and nothing on the screen says so any more.
  void decided(int output);
  void look();
  void recordMix();
  /// To be flagged, unless it is.
  void offer(const OutputSummary& output);
  void exportOnceComplete(const std::vector<FaceRef>& faces, int size, int placement);

  const std::shared_ptr<Gatekeeper> keeper_;
  MixDocument& document_;
  ProjectFile& project_;
  Notices& notices_;
  EngineInfo engine_;
  QHash<int, int> flagged_;             ///< by output: the notice that says so
  std::unique_ptr<QObject> exporting_;  ///< while the document that is to be exported is the one that is shown
  HistoryCheck history_;
  RecordThread record_;  ///< closed before anything that its answers name goes
  ReviewSearch search_;
  ReviewModel outputs_{record_, search_};
  ReviewEntry entry_;
  ReviewerProfile reviewer_{record_};
  RecallModel incident_;
  SideWork recording_;
  int waiting_ = 0;
  std::vector<OutputSource> models_;
};

}  // namespace mien
