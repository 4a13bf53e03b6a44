#pragma once
#include <QtQml/qqmlregistration.h>

#include <QAbstractListModel>
#include <QSet>

#include "app/model/enrolment.h"
#include "app/model/reviewer_profile.h"
#include "core/gate/protection.h"

namespace mien {

class Notices;

/// The people whose likeness no output may have: whoever is on the list, and whom the signed history misses there.
/// Thread: the window's; the studio must end before it.
class ProtectionModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(mien::Enrolment* enrolment READ enrolment CONSTANT)
  Q_PROPERTY(bool ready READ ready NOTIFY changed)
  Q_PROPERTY(bool busy READ busy NOTIFY changed)
  Q_PROPERTY(bool usable READ usable NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  Q_PROPERTY(int count READ count NOTIFY changed)
  Q_PROPERTY(int chosen READ chosen NOTIFY chosenChanged)
  Q_PROPERTY(QString chosenName READ chosenName NOTIFY chosenChanged)

 public:
  enum Role { NumberRole = Qt::UserRole, NameRole, NoteRole, PhotographsRole, SinceRole, FaultRole, ChosenRole };

  ProtectionModel(Studio& studio, std::shared_ptr<Gatekeeper> keeper, Notices& notices);
  ~ProtectionModel() override;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  Enrolment* enrolment() { return &enrolment_; }
  /// The list was read.
  bool ready() const { return ready_; }
  /// Somebody is being taken off it.
  bool busy() const { return busy_; }
  /// Whoever is on the list is known; otherwise problem() says why not, and nobody can be added.
  bool usable() const { return usable_; }
  /// Why the list can't be used, why nothing can be judged by it or what went wrong with a change, one sentence; or
  /// empty.
  const QString& problem() const { return changeProblem_.isEmpty() ? problem_ : changeProblem_; }
  int count() const { return rowCount(); }
  /// How many are chosen.
  int chosen() const { return static_cast<int>(chosen_.size()); }
  /// Whom remove() takes off, in words.
  QString chosenName() const;

  /// Reads the list; nobody is chosen any more.
  Q_INVOKABLE void read();
  Q_INVOKABLE void choose(int row, bool chosen);
  Q_INVOKABLE void chooseAll(bool chosen);
  /// Protects those who are chosen no longer. Where the record has reviewers, the open one signs.
  Q_INVOKABLE void remove(const mien::ReviewerProfile* signer);

 Q_SIGNALS:
  void changed();
  void chosenChanged();
  /// Other people are protected than before: faces are to be judged anew.
  void protectionChanged();

 private:
  struct Row {
    std::int64_t number = 0;
    QString name, note, since, fault;
    int photographs = 0;
  };
  struct Answer {
    Protection protection;
    std::string network;           ///< which the judge has now; empty: there is no judge
    std::optional<Error> noJudge;  ///< why
  };
  static Result<Answer> askedOf(Gatekeeper& keeper);
  /// Reads the list; what is chosen of it stays so, and so does what is said of the last change.
  void look();
  void show(const Result<Answer>& answer);
  void enrolled(const QString& name, qint64 number);

  const std::shared_ptr<Gatekeeper> keeper_;
  Notices& notices_;
  Enrolment enrolment_;
  std::vector<Row> rows_;
  QSet<qint64> chosen_;  ///< numbers
  QString problem_, changeProblem_;
  bool ready_ = false;
  bool busy_ = false;
  bool usable_ = false;
  int request_ = 0;
  JobThreads threads_{1};  ///< last: ends before what it tells
};

}  // namespace mien
