#pragma once
#include <QtQml/qqmlregistration.h>

#include <QList>
#include <QObject>
#include <QStringList>
#include <QUrl>
#include <memory>
#include <vector>

#include "core/gate/gatekeeper.h"
#include "core/studio/job_threads.h"
#include "core/studio/studio.h"

namespace mien {

/// Puts somebody on the list of protected people: photographs are chosen, then their faces are looked at one by one,
/// and what the identity network makes of them is stored once all of them did. What goes wrong before leaves nothing.
/// Thread: the window's; the studio must end before it.
class Enrolment : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("a part of the protected people")
  Q_PROPERTY(QStringList photos READ photos NOTIFY photosChanged)
  Q_PROPERTY(bool busy READ busy NOTIFY changed)
  Q_PROPERTY(double progress READ progress NOTIFY changed)
  Q_PROPERTY(QString doing READ doing NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)

 public:
  Enrolment(Studio& studio, std::shared_ptr<Gatekeeper> keeper);
  ~Enrolment() override;

  /// Names of the photographs that were chosen.
  QStringList photos() const;
  bool busy() const { return token_ != nullptr; }
  /// 0..1, while busy.
  double progress() const;
  /// What is done at the moment, in words.
  const QString& doing() const { return doing_; }
  /// What went wrong, one sentence that names the file; or empty.
  const QString& problem() const { return problem_; }

  /// Not while busy. A file that is there already is not taken again.
  Q_INVOKABLE void addPhotos(const QList<QUrl>& files);
  Q_INVOKABLE void leaveOut(int photo);
  /// enrolled() follows, or a problem: no name, no photograph, one that shows no face, several or none that is clear.
  Q_INVOKABLE void start(const QString& name, const QString& note);
  /// Ends it, and nothing is stored; not once it is being stored. What went wrong before is no longer said.
  Q_INVOKABLE void cancel();

 Q_SIGNALS:
  void photosChanged();
  void changed();
  /// Somebody is protected by this number; the photographs are let go.
  void enrolled(const QString& name, qint64 number);
  /// What was found good could not be kept: nobody was protected, and perhaps nobody looks at problem() any more.
  void notStored(const mien::Error& error);

 private:
  void next();
  void opened(const OpenedPhoto& photo);
  void look(const FacePtr& face);
  void store();
  void fail(const QString& problem);
  void stop();
  QString nameOf(std::size_t photo) const;
  /// Runs `then` with what `result` holds, unless this run has ended meanwhile; says what went wrong.
  template <class T, class Then>
  void goOn(int request, const Result<T>& result, Then then);

  Studio& studio_;
  const std::shared_ptr<Gatekeeper> keeper_;
  std::vector<QUrl> files_;
  QString name_, note_;
  std::vector<Embedding> seen_;  ///< of the first files
  CancelToken token_;            ///< null: it does nothing
  int request_ = 0;
  bool storing_ = false;
  QString doing_, problem_;
  JobThreads threads_{1};  ///< last: ends before what it tells
};

}  // namespace mien
