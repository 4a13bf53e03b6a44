#pragma once
#include <QtQml/qqmlregistration.h>

#include <QAbstractListModel>
#include <memory>
#include <optional>

#include "app/model/reviewer_profile.h"
#include "core/gate/gatekeeper.h"
#include "core/gate/what_if.h"
#include "core/studio/job_threads.h"

namespace mien {

class Notices;

/// The policy, rule by rule, in words; changes are tried on the last 100 outputs before they are accepted.
/// Thread: the window's.
class PolicyModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(QString name READ name NOTIFY changed)
  Q_PROPERTY(QString hash READ hash NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  Q_PROPERTY(bool modified READ modified NOTIFY changed)
  Q_PROPERTY(QString fault READ fault NOTIFY changed)
  Q_PROPERTY(QString effect READ effect NOTIFY changed)

 public:
  enum Role {
    RuleRole = Qt::UserRole,
    NameRole,
    WordsRole,
    CommentRole,
    UnitRole,
    NoteRole,
    ReviewRole,
    BlockRole,
    OverrideRole,
    InputRole,
    EffectRole
  };

  PolicyModel(std::shared_ptr<Gatekeeper> keeper, Notices& notices);
  ~PolicyModel() override;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  QString name() const { return QString::fromStdString(policy_.name); }
  QString hash() const { return QString::fromStdString(policy_.hash); }
  /// Why there is no policy, and so no export; or empty.
  QString problem() const { return problem_; }
  bool modified() const { return !policy_.rules.empty() && !(policy_.rules == inForce_.rules); }
  /// Why the changes can't be accepted, or empty.
  QString fault() const { return fault_; }
  /// What it would have done to the last outputs, in words.
  QString effect() const { return effect_; }

  /// Reads the policy in force; changes that were not accepted are gone.
  Q_INVOKABLE void read();
  /// `action`: 0 note, 1 review, 2 block. In the rule's own unit (percent as 0..100); an empty text: it leads nowhere.
  Q_INVOKABLE void setThreshold(int row, int action, const QString& text);
  /// 0 nobody, 1 a reviewer, 2 two reviewers.
  Q_INVOKABLE void setOverride(int row, int who);
  /// Puts the changes in force; the history says so for good. Where the record has reviewers, the open one signs. Not
  /// over a policy that was put in force after this one was read: asked again it replaces that one.
  Q_INVOKABLE void accept(const mien::ReviewerProfile* signer);
  /// The shipped policy's settings, to be accepted.
  Q_INVOKABLE void takeShipped();

 Q_SIGNALS:
  void changed();
  /// Another policy is in force: faces are to be judged anew.
  void accepted();

 private:
  struct Answer {
    Policy policy;
    WhatIf effect;
  };
  struct Acceptance {
    std::optional<Policy> another;  ///< is in force, which was not looked at
  };
  static Result<Answer> inForceAt(const std::filesystem::path& recordFile);
  void edited();
  void tryOut();
  void show(const WhatIf& effect);

  const std::shared_ptr<Gatekeeper> keeper_;
  Notices& notices_;
  Policy inForce_, policy_;
  WhatIf whatIf_;
  QString problem_, fault_, effect_;
  int request_ = 0;
  JobThreads threads_{1};
};

}  // namespace mien
