#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QStringList>
#include <QUndoStack>
#include <algorithm>
#include <functional>
#include <memory>

#include "app/document/mix_state.h"

namespace mien {

/// The mix being worked on: the recipe's values and faces, with undo. Knows no view and no engine.
/// Thread: the window's. Setters clamp to their range and do nothing when the value is already there.
class MixDocument : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(double overall READ overall NOTIFY changed)
  Q_PROPERTY(double structure READ structure NOTIFY changed)
  Q_PROPERTY(double features READ features NOTIFY changed)
  Q_PROPERTY(double colour READ colour NOTIFY changed)
  Q_PROPERTY(double detail READ detail NOTIFY changed)
  Q_PROPERTY(bool structureLinked READ structureLinked NOTIFY changed)
  Q_PROPERTY(bool featuresLinked READ featuresLinked NOTIFY changed)
  Q_PROPERTY(bool colourLinked READ colourLinked NOTIFY changed)
  Q_PROPERTY(SurroundingsOf surroundings READ surroundings NOTIFY changed)
  Q_PROPERTY(bool complete READ complete NOTIFY changed)
  Q_PROPERTY(int faceCount READ faceCount NOTIFY changed)
  Q_PROPERTY(bool adjusting READ adjusting NOTIFY adjustingChanged)
  Q_PROPERTY(bool canUndo READ canUndo NOTIFY historyChanged)
  Q_PROPERTY(bool canRedo READ canRedo NOTIFY historyChanged)
  Q_PROPERTY(QString undoText READ undoText NOTIFY historyChanged)
  Q_PROPERTY(QString redoText READ redoText NOTIFY historyChanged)
  Q_PROPERTY(QStringList steps READ steps NOTIFY historyChanged)
  Q_PROPERTY(int stepIndex READ stepIndex NOTIFY historyChanged)
  Q_PROPERTY(bool modified READ modified NOTIFY modifiedChanged)

 public:
  enum Value { Overall, Structure, Features, Colour, Balance, Detail };
  Q_ENUM(Value)
  enum SurroundingsOf { OfA, OfB, Blended, Transparent, Automatic = 10 };  // as mien::Surroundings
  Q_ENUM(SurroundingsOf)

  explicit MixDocument(QObject* parent = nullptr);
  ~MixDocument() override;

  double overall() const { return state_.overall; }
  double structure() const { return state_.groups[0]; }
  double features() const { return state_.groups[1]; }
  double colour() const { return state_.groups[2]; }
  double detail() const { return state_.detail; }
  bool structureLinked() const { return state_.linked[0]; }
  bool featuresLinked() const { return state_.linked[1]; }
  bool colourLinked() const { return state_.linked[2]; }
  SurroundingsOf surroundings() const { return static_cast<SurroundingsOf>(state_.surroundings); }
  bool complete() const {
    return std::all_of(state_.faces.begin(), state_.faces.end(), [](const FaceEntry& e) { return e.face != nullptr; });
  }
  int faceCount() const { return static_cast<int>(state_.faces.size()); }
  bool adjusting() const { return adjusting_; }
  const MixState& state() const { return state_; }

  bool canUndo() const { return undo_.canUndo(); }
  bool canRedo() const { return undo_.canRedo(); }
  QString undoText() const { return undo_.undoText(); }
  QString redoText() const { return undo_.redoText(); }
  /// The names of all states, from the start on; stepIndex() is the one in use.
  QStringList steps() const;
  int stepIndex() const { return undo_.index(); }

  /// Moves a slider, 0..1. All moves until finishAdjusting() are one step. A group that is moved leaves its link.
  Q_INVOKABLE void setValue(Value which, double value);
  Q_INVOKABLE void finishAdjusting();
  /// The other end of a move: all is as it was before, and no step of it is left.
  Q_INVOKABLE void cancelAdjusting();
  Q_INVOKABLE void resetValue(Value which);
  /// A group that is linked (Structure, Features, Colour) takes the overall mix at once.
  Q_INVOKABLE void setLinked(Value group, bool linked);
  Q_INVOKABLE void setSurroundings(SurroundingsOf value);
  /// Exchanges two faces; every slider and track stays, so that what came from one now comes from the other.
  Q_INVOKABLE void swapFaces(int one = 0, int other = 1);
  Q_INVOKABLE void undo();
  Q_INVOKABLE void redo();
  Q_INVOKABLE void goToStep(int index);

  /// One behind the last adds a face, with an equal share; a face that is replaced leaves mute and lock behind.
  void setFace(int index, FaceEntry entry);
  /// Of more than two; the others keep what they have of each other.
  Q_INVOKABLE void removeFace(int index);
  void setFaces(std::vector<FaceEntry> entries, const QString& stepName);
  /// The whole state as one step.
  void setState(MixState state, const QString& stepName);
  void setPresets(std::vector<Preset> presets, const QString& stepName);

  /// Another document: its history starts here, at a step of that name. It counts as saved, or never saved.
  void restore(MixState state, const QString& startName, bool saved = true);
  /// A face or a photograph that was missing is there: it takes its place in the present and in all steps. Changes
  /// nothing that the user did, so it is no step itself.
  void faceFound(const FaceRef& ref, const FaceEntry& entry);
  /// All that are drawn from the model, each once: those of the present, then those of its steps.
  std::vector<DrawnFaceRef> drawnFaces() const;
  /// A drawn face as another model draws it takes its place in the present and in all steps. No step.
  void redrawn(const DrawnFaceRef& ref, const FacePtr& face);
  /// The balances of these faces were measured, of all but the first with it: they stand in the present and in all
  /// steps that ask for them. No step.
  void balancesFound(const std::vector<FaceRef>& faces, const std::vector<double>& balances);
  /// Whether the balance is measured, or stays where it is.
  void setAutoBalance(bool on);
  /// The faces are there, their balance is asked for and not known yet.
  bool balancePending() const { return complete() && state_.autoBalance && !state_.balanceMeasured; }
  /// Calls this as soon as no balance is pending, now or later: what leaves the house is the mix that will be shown.
  void whenBalanced(QObject* context, std::function<void()> then);
  /// The same, once nothing else is on its way either (addPending()): for who asks what is shown at a moment.
  void whenSettled(QObject* context, std::function<void()> then);
  /// Whether the state is another than the one that was saved.
  bool modified() const { return !undo_.isClean() || ofAnotherModel_; }
  void markSaved();
  /// What was saved last is none of the states that undo and redo lead to.
  void markUnsaved();
  /// Whether the model in use is another than the one that was saved; no step brings that back.
  void setOfAnotherModel(bool another);
  /// Counts what the user does, undoes and redoes; what is found out meanwhile is none of it.
  int changeCount() const { return changeCount_; }

  /// A step of its own.
  void commit(const QString& name, MixState next) { push(name, std::move(next), -1); }
  /// A move of a slider or of keyframes: all of the same `lane` until finishAdjusting() are one step. Lanes below the
  /// number of parameters() are theirs.
  void adjust(const QString& name, MixState next, int lane);
  static constexpr int kKeyLane = 240;
  static constexpr int kFaceLane = 250;  ///< shares of several faces at once
  static constexpr int kLanes = 256;

  /// The moment of the timeline that is shown; held within its frames, not undone.
  Ticks playhead() const { return playhead_; }
  void setPlayhead(Ticks time);
  /// Even pace, as measured for this timeline; used while the timeline asks for it.
  const Pace& pace() const { return pace_; }
  void setPace(Pace pace);
  /// +1 while something that shapes what is shown is on its way (the pace, a face drawn anew), −1 when it is there.
  void addPending(int by);
  /// The moment of the timeline's path that is shown at `time`.
  double paced(Ticks time) const;

  /// What to render now: at the playhead, when something moves. Only when complete().
  RenderJob job(const EngineInfo& engine, int size, Placement placement) const;
  /// The timeline on its own, with everything that no track moves: what a film is made from. Only when complete().
  Timeline timeline(const EngineInfo& engine, int size, Placement placement) const;

 Q_SIGNALS:
  void changed();
  void playheadChanged();
  void paceChanged();
  void settled();
  void adjustingChanged();
  void historyChanged();
  /// Another step of the history is shown: changed() came before.
  void wentTo();
  void modifiedChanged();

 private:
  class Step;
  class LaterSteps;
  template <class Amend>
  void amendAll(const Amend& amend);
  template <class Amend>
  void amendSteps(const Amend& amend) const;
  void push(const QString& name, MixState next, int mergeId);
  RenderJob stillJob(const EngineInfo& engine, int size, Placement placement) const;
  void apply(const MixState& state);

  MixState state_;
  QUndoStack undo_;
  QString startName_;
  bool adjusting_ = false;
  std::unique_ptr<LaterSteps> later_;  ///< while adjusting
  bool cancelling_ = false;
  bool inHistoryAlone_ = false;  ///< steps come and go, and the state stays
  bool ofAnotherModel_ = false;
  int gesture_ = 0;
  int changeCount_ = 0;
  Ticks playhead_ = 0;
  Pace pace_;
  int pending_ = 0;
};

}  // namespace mien
