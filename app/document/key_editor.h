#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QStringList>

#include "app/document/mix_document.h"
#include "core/blend/timeline_edit.h"

namespace mien {

/// Selects keyframes and edits those selected, each edit one step of undo. Tracks are rows in the order of
/// parameters(); times are ticks. Tracks that move what a locked face has stay as they are (movesLocked()). Thread: the
/// window's.
class KeyEditor : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(int selectionCount READ selectionCount NOTIFY selectionChanged)
  Q_PROPERTY(int selectedEasing READ selectedEasing NOTIFY selectionChanged)
  Q_PROPERTY(int currentRow READ currentRow WRITE setCurrentRow NOTIFY currentRowChanged)
  Q_PROPERTY(bool animatedOnly READ animatedOnly WRITE setAnimatedOnly NOTIFY shownChanged)
  Q_PROPERTY(int shownCount READ shownCount NOTIFY shownChanged)

 public:
  explicit KeyEditor(MixDocument& document, QObject* parent = nullptr);

  const MixDocument& document() const { return document_; }
  const KeySelection& selection() const { return selection_; }
  int selectionCount() const { return static_cast<int>(selection_.size()); }
  /// The easing that all selected keyframes share, as its place in easingNames(); −1 when they differ or none is.
  int selectedEasing() const;
  int currentRow() const { return currentRow_; }
  void setCurrentRow(int row);

  /// Rows of the faces that are there: the first of parameters().
  int rowCount() const;
  static std::string parameterOf(int row);
  static int rowOf(const std::string& parameter);

  /// Whether rows without keyframes are left out, as long as any row has some.
  bool animatedOnly() const { return animatedOnly_; }
  void setAnimatedOnly(bool only);
  /// Rows that are shown, in their order.
  int shownCount() const { return static_cast<int>(shown_.size()); }
  /// Where a row is shown, 0..shownCount() − 1; −1: it is left out. And which row is there; −1: none.
  Q_INVOKABLE int placeOf(int row) const;
  Q_INVOKABLE int rowAt(int place) const;
  /// From the current row to one that is shown that many places further.
  Q_INVOKABLE void stepRow(int places);

  void select(KeySelection keys);
  Q_INVOKABLE bool isSelected(int row, int time) const;
  /// `add`: keeps the others and, for a keyframe that is selected already, takes it out.
  Q_INVOKABLE void selectKey(int row, int time, bool add);
  /// All within, rows and times included.
  Q_INVOKABLE void selectBox(int firstRow, int lastRow, int begin, int end, bool add);
  Q_INVOKABLE void selectTrack(int row);
  /// The current row becomes one that has selected keyframes, if there are any: the curve shows what was chosen.
  void takeSelectedRow();
  Q_INVOKABLE void selectAll();
  Q_INVOKABLE void clearSelection();

  Q_INVOKABLE void remove();
  Q_INVOKABLE void copy();
  Q_INVOKABLE void cut();
  /// At the playhead; duplicate() leaves what was copied before.
  Q_INVOKABLE void paste();
  Q_INVOKABLE void duplicate();
  Q_INVOKABLE void align();
  Q_INVOKABLE void nudge(int frames);
  /// Moves the last of those selected by frames, and those before it in proportion: the first stays.
  Q_INVOKABLE void stretchBy(int frames);
  Q_INVOKABLE void setEasing(int easing);
  Q_INVOKABLE void addKey(int row, int time);

  /// A drag: one step, counted from where it began; it ends when something else changes the timeline (undo, another
  /// document). `value` in the parameter's units, for all selected of the current row.
  Q_INVOKABLE void beginDrag();
  Q_INVOKABLE void drag(int ticks, double value, bool copy);
  /// Brings the first of those selected, or the last, to a time, see stretchKeys().
  void dragEnd(bool first, Ticks to);
  Q_INVOKABLE void dragHandles(int row, int time, double x1, double y1, double x2, double y2);
  Q_INVOKABLE void endDrag();
  /// Ends the drag with all as it was when it began, the selection too.
  void cancelDrag();

  Q_INVOKABLE void goTo(int time) { document_.setPlayhead(time); }
  /// Moves the playhead to the nearest keyframe on that side, of the row or of any (−1), and selects it.
  Q_INVOKABLE void goToKey(int row, bool forward, bool extend);

 Q_SIGNALS:
  void selectionChanged();
  void currentRowChanged();
  void shownChanged();
  /// What was asked for would have changed keyframes that a locked face holds, and nothing else: nothing is done.
  void heldBack();
  /// A change has left so many keyframes beyond the end, where no film shows them.
  void beyondEnd(int keys);

 private:
  void commit(const QString& name, Timeline timeline);
  /// Whether a track may be edited.
  bool isFree(const std::string& parameter) const;
  /// The same, and tells when not.
  bool mayEdit(const std::string& parameter);
  /// Those selected that may be edited; tells when none of them may.
  KeySelection freeKeys();
  void documentChanged();
  void updateShown();
  void tellBeyond();

  MixDocument& document_;
  int beyond_ = 0;  ///< keyframes that lie beyond the end
  bool animatedOnly_ = false;
  std::vector<int> shown_;
  KeySelection selection_;
  std::vector<Track> clip_;
  int currentRow_ = 0;
  Timeline dragStart_;
  Timeline dragNow_;      ///< what the drag made of it last
  KeySelection dragged_;  ///< empty: no drag
};

}  // namespace mien
