#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <algorithm>
#include <optional>

#include "core/record/reviewer.h"

namespace mien {

class RecordThread;

/// Who reviews at this window: a profile whose key stays open for a quarter of an hour, or until it is locked or the
/// window closes. Thread: the window's.
class ReviewerProfile : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the review")
  Q_PROPERTY(QStringList names READ names NOTIFY changed)
  Q_PROPERTY(QString name READ name NOTIFY changed)
  Q_PROPERTY(bool unlocked READ unlocked NOTIFY changed)
  Q_PROPERTY(bool busy READ busy NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)

 public:
  explicit ReviewerProfile(RecordThread& record);

  /// Active profiles of this machine.
  const QStringList& names() const { return names_; }
  /// Of the open one, else of the one that was open last, else of the first; may be empty.
  QString name() const;
  bool unlocked() const { return reviewer_.has_value(); }
  bool busy() const { return busy_; }
  /// What went wrong with the last attempt, or empty.
  const QString& problem() const { return problem_; }
  const std::optional<UnlockedReviewer>& reviewer() const { return reviewer_; }
  /// How long a key stays open; for tests.
  void setPatience(int ms) { timer_.setInterval(ms); }

  /// Makes a profile and opens it. The first one is anybody's; a further one is vouched for by who is open.
  Q_INVOKABLE void make(const QString& name, const QString& passphrase, const QString& again);
  Q_INVOKABLE void unlock(const QString& name, const QString& passphrase);
  Q_INVOKABLE void lock();
  Q_INVOKABLE void forgetProblem();
  /// Of a name among names(); 0 if it is not there.
  Q_INVOKABLE int placeOf(const QString& name) const { return std::max(0, static_cast<int>(names_.indexOf(name))); }
  /// Reads the names.
  Q_INVOKABLE void look();

 Q_SIGNALS:
  void changed();
  /// By make() or unlock().
  void opened();

 private:
  void say(const QString& problem);
  void attempt(const std::string& name, const std::string& passphrase, bool isNew);

  RecordThread& record_;
  QStringList names_;
  QString last_;
  std::optional<UnlockedReviewer> reviewer_;
  bool busy_ = false;
  QString problem_;
  QTimer timer_;
};

}  // namespace mien
