#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QStringList>
#include <memory>

#include "app/document/mix_document.h"
#include "core/gate/gatekeeper.h"
#include "core/record/consent.h"
#include "core/studio/job_threads.h"

namespace mien {

class Notices;

/// What the policy says of a parent's face, and the consent that it may be used. Thread: the window's.
class FaceCheck : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(Outcome outcome READ outcome NOTIFY changed)
  Q_PROPERTY(QStringList findings READ findings NOTIFY changed)
  Q_PROPERTY(QString blocked READ blocked NOTIFY changed)
  Q_PROPERTY(QString review READ review NOTIFY changed)
  Q_PROPERTY(bool needsConsent READ needsConsent NOTIFY changed)
  Q_PROPERTY(int consent READ consent NOTIFY changed)
  Q_PROPERTY(QString consentText READ consentText NOTIFY changed)

 public:
  enum Outcome { Nothing, Checking, Pass, Note, Review, Block, Unknown };
  Q_ENUM(Outcome)

  FaceCheck(std::size_t slot, std::shared_ptr<Gatekeeper> keeper, MixDocument& document, Notices& notices);
  ~FaceCheck() override;

  Outcome outcome() const { return outcome_; }
  /// What the rules say, hardest first, one sentence each; consent is told apart.
  const QStringList& findings() const { return findings_; }
  /// What blocks whatever is made of it, but for the consent; empty: nothing.
  const QString& blocked() const { return blocked_; }
  /// Why whatever is made of it needs a review, and by how many, one sentence; empty: it needs none.
  const QString& review() const { return review_; }
  bool needsConsent() const { return needsConsent_; }
  /// The order of consentKinds(); −1: none that holds.
  int consent() const { return consent_; }
  QString consentText() const { return consentText_; }

  /// For people: what a consent can be, in the order of ConsentKind.
  Q_INVOKABLE static QStringList consentKinds();
  /// Records one for the photograph, or for a picture that is not proven alone; an empty `until` never ends, else it is
  /// a day, YYYY-MM-DD, the last that counts.
  /// What is wrong with a consent's last day (YYYY-MM-DD; empty: without end), one sentence; or empty.
  Q_INVOKABLE QString dayProblem(const QString& until) const;
  Q_INVOKABLE void recordConsent(int kind, const QString& note, const QString& until);
  /// Takes back the one that holds.
  Q_INVOKABLE void withdrawConsent();
  /// Looks again: the policy or the record may have changed.
  Q_INVOKABLE void look();
  /// The same while what is known stays to be seen: another program may have changed the record.
  Q_INVOKABLE void lookAgain();

 Q_SIGNALS:
  void changed();

 private:
  struct Answer {
    Verdict verdict;
    int approvals = 1;  ///< that it takes
    ConsentAnswer consent;
  };
  static Result<Answer> answerFor(Gatekeeper& keeper, const Face& face);
  void documentChanged();
  void clear();
  void show(const Result<Answer>& answer);
  void showFinding(const RuleFinding& finding, int approvals);
  void change(std::function<Result<void>(class ConsentStore&)> work);

  const std::size_t slot_;
  const std::shared_ptr<Gatekeeper> keeper_;
  MixDocument& document_;
  Notices& notices_;
  FacePtr face_;
  int request_ = 0;
  Outcome outcome_ = Nothing;
  QStringList findings_;
  QString blocked_, review_;
  bool needsConsent_ = false;
  int consent_ = -1;
  std::int64_t consentId_ = 0;
  QString consentText_;
  JobThreads threads_{1};
};

}  // namespace mien
