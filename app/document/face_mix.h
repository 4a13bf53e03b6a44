#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QPointF>
#include <QStringList>
#include <algorithm>
#include <vector>

#include "app/document/parameter_list.h"
#include "core/blend/face_weights.h"

namespace mien {

/// What each face has of the mix, all at once: the blend pad, and mute, lock and solo. Thread: the window's.
class FaceMix : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(int count READ count NOTIFY changed)
  Q_PROPERTY(QList<double> weights READ weights NOTIFY changed)
  Q_PROPERTY(QList<bool> muted READ muted NOTIFY changed)
  Q_PROPERTY(QList<bool> locked READ locked NOTIFY changed)
  Q_PROPERTY(QList<QPointF> corners READ corners NOTIFY changed)
  Q_PROPERTY(QPointF point READ point NOTIFY changed)
  Q_PROPERTY(QStringList letters READ letters NOTIFY changed)
  Q_PROPERTY(QString words READ words NOTIFY changed)
  Q_PROPERTY(QStringList places READ places NOTIFY changed)
  Q_PROPERTY(QList<bool> placesUsable READ placesUsable NOTIFY changed)
  Q_PROPERTY(QStringList placeProblems READ placeProblems NOTIFY changed)
  Q_PROPERTY(int current READ current WRITE setCurrent NOTIFY changed)
  Q_PROPERTY(bool anyMissing READ anyMissing NOTIFY changed)
  Q_PROPERTY(int parameterFace READ parameterFace NOTIFY changed)

 public:
  FaceMix(MixDocument& document, ParameterList& parameters, QObject* parent = nullptr);

  int count() const { return document_.faceCount(); }
  /// As shown at the playhead: 0..1, together 1; without mute.
  QList<double> weights() const;
  QList<bool> muted() const;
  QList<bool> locked() const;
  /// Of the pad's unit square.
  QList<QPointF> corners() const;
  QPointF point() const;
  /// "A" and so on.
  QStringList letters() const;
  /// The weights for people: "A 50 %, B 50 %".
  QString words() const;
  /// Where the mixed face can go, in the order of Placement, and which of them are possible.
  QStringList places() const;
  QList<bool> placesUsable() const;
  QStringList placeProblems() const;  ///< empty: it is
  /// The face that is looked at; no step.
  int current() const { return std::clamp(current_, 0, count() - 1); }
  void setCurrent(int face);
  /// Of three and more it is the first one whose photograph must be found, and then the next, until another is chosen.
  void lookAtMissing();
  /// Whether the photograph of some face must be found first.
  bool anyMissing() const { return firstMissing() < count(); }
  /// Whose shares are shown then, see Parameter::face: A has none of its own, and stands beside B.
  int parameterFace() const { return current() < 2 ? 0 : current(); }

  /// All moves until finish() are one step.
  Q_INVOKABLE void setPoint(const QPointF& point);
  /// The others share the rest as before.
  Q_INVOKABLE void setWeight(int face, double weight);
  Q_INVOKABLE void finish() { document_.finishAdjusting(); }
  Q_INVOKABLE void cancel() { document_.cancelAdjusting(); }
  /// Swaps the face that is looked at with the one `by` places further on, if there is one.
  Q_INVOKABLE void moveCurrent(int by);
  /// All faces equally.
  Q_INVOKABLE void level();
  Q_INVOKABLE void setMuted(int face, bool muted);
  Q_INVOKABLE void setLocked(int face, bool locked);
  /// Mutes all others; asked again, nobody is muted.
  Q_INVOKABLE void solo(int face);
  Q_INVOKABLE bool isSolo(int face) const;

 Q_SIGNALS:
  void changed();
  /// The last face that is heard would have been muted: nothing is done.
  void lastOneHeard();

 private:
  FaceWeights shown() const;
  void set(const FaceWeights& weights);
  void documentChanged();
  /// count(): none is.
  int firstMissing() const;

  MixDocument& document_;
  ParameterList& parameters_;
  std::vector<FacePtr> mutedBefore_;  ///< while one face is alone: who was muted before
  int current_ = 0;
  bool seeksMissing_ = false;  ///< see lookAtMissing()
  int count_ = 2;
};

}  // namespace mien
