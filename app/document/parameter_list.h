#pragma once
#include <QtQml/qqmlregistration.h>

#include <QAbstractListModel>

#include "app/document/mix_document.h"
#include "core/blend/parameters.h"

namespace mien {

/// Every parameter of a mix as a row, in the order of parameters(), with its value at the playhead: what the sliders
/// and the timeline's tracks are made from. A parameter with keyframes is changed by a keyframe at the playhead; with
/// auto-key every change is one. Thread: the window's.
class ParameterList : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(int count READ count NOTIFY countChanged)
  Q_PROPERTY(QStringList ownRegions READ ownRegions NOTIFY ownRegionsChanged)
  Q_PROPERTY(bool autoKey READ autoKey WRITE setAutoKey NOTIFY autoKeyChanged)

 public:
  enum Role {
    NameRole = Qt::UserRole,
    HelpRole,
    PositionRole,  ///< the value as 0..1 of its range
    OriginRole,    ///< where a slider's colour starts, 0..1
    NumberRole,    ///< the value as people read it: percent where the unit says so
    NumberFromRole,
    NumberToRole,
    UnitRole,
    ChoicesRole,  ///< of a stepped parameter, else empty
    ValueTextRole,
    LeadsRole,     ///< others follow this one
    LinkableRole,  ///< follows another, or is measured, while linked
    MeasuredRole,
    ParameterRole,  ///< its place in parameters(): what the functions below take as `row`
    SharedRole,     ///< a share of the faces; else of the whole picture, as detail and surroundings are
    RegionRole,     ///< of the face, see kRegionIds, or ""
    DirectionRole,
    FaceRole,  ///< of a further face, from 2 (C), or 0
    LinkedRole,
    AnimatedRole,
    KeyHereRole,  ///< a keyframe at the playhead
    KeyBeforeRole,
    KeyAfterRole,
    EndsRole,  ///< words for a direction's less and more, else empty
    HeldRole   ///< a share that locked faces leave no way to move
  };
  Q_ENUM(Role)

  explicit ParameterList(MixDocument& document, QObject* parent = nullptr);

  int count() const { return static_cast<int>(parametersOf(faces_).size()); }
  int rowCount(const QModelIndex& parent) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  /// The regions of the face with a value or a track of their own, see kRegionIds.
  QStringList ownRegions() const { return ownRegions_; }
  bool autoKey() const { return autoKey_; }
  void setAutoKey(bool on);

  /// All moves until finish() are one step. `position` 0..1 of the range; a choice by its index.
  Q_INVOKABLE void setPosition(int row, double position);
  Q_INVOKABLE void setNumber(int row, double number);
  Q_INVOKABLE void setChoice(int row, int choice);
  Q_INVOKABLE void finish();
  /// Instead of finish(): as it was before the first move.
  Q_INVOKABLE void cancel() { document_.cancelAdjusting(); }
  /// To the standard value; a linkable one without keyframes goes back to its link.
  Q_INVOKABLE void reset(int row);
  Q_INVOKABLE void setLinked(int row, bool linked);
  /// Takes every region's own values and tracks away: one step.
  Q_INVOKABLE void letRegionsFollow();
  /// Takes every direction's amount and track away: one step.
  Q_INVOKABLE void leaveDirections();
  /// Adds a keyframe at the playhead with the value shown there, or takes it away.
  Q_INVOKABLE void toggleKey(int row);
  /// The values of a preset, by keyframes where a slider sets one; who is not named is linked, or has its standard
  /// value.
  void apply(const ParameterValues& values, const QString& stepName);
  /// A keyframe at the playhead for each parameter that does not follow another.
  Q_INVOKABLE void keyEverything();

 Q_SIGNALS:
  void countChanged();
  void autoKeyChanged();
  void ownRegionsChanged();
  /// A locked face holds the keyframes that were to change: nothing is done.
  void heldBack();

 private:
  void refresh();
  /// Rows come and go with the faces.
  void countFaces(std::size_t faces);
  double shown(const Parameter& parameter) const;
  void set(int row, double value);
  /// In what is to be the next state, as far as it is seen now.
  void keepLocked(MixState& next) const;

  MixDocument& document_;
  QStringList ownRegions_;
  std::size_t faces_ = 2;
  bool autoKey_ = false;
};

}  // namespace mien
