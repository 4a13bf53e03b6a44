#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QStringList>
#include <QUrl>
#include <QVariantMap>
#include <memory>

#include "app/model/record_thread.h"
#include "app/model/reviewer_profile.h"
#include "core/gate/spending.h"
#include "core/record/insights.h"

namespace mien {

class Notices;
class Preferences;

/// The Insights page: what was made over time, what it took, what was refused, and what a month may cost. It follows
/// the record while it is open. Thread: the window's; nothing here waits for the disk.
class InsightsModel : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(int range READ range WRITE setRange NOTIFY choiceChanged)
  Q_PROPERTY(int group READ group WRITE setGroup NOTIFY choiceChanged)
  Q_PROPERTY(bool ready READ ready NOTIFY changed)
  Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)
  Q_PROPERTY(bool empty READ empty NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  Q_PROPERTY(QString summary READ summary NOTIFY changed)
  Q_PROPERTY(QVariantMap cost READ cost NOTIFY changed)
  Q_PROPERTY(QVariantMap latency READ latency NOTIFY changed)
  Q_PROPERTY(QVariantMap verdicts READ verdicts NOTIFY changed)
  Q_PROPERTY(QVariantMap refusals READ refusals NOTIFY changed)
  Q_PROPERTY(QVariantMap groups READ groups NOTIFY changed)
  Q_PROPERTY(QVariantMap budget READ budget NOTIFY changed)
  Q_PROPERTY(QVariantMap spending READ spending NOTIFY changed)
  Q_PROPERTY(bool spendingIsTheirs READ spendingIsTheirs NOTIFY changed)
  Q_PROPERTY(QVariantMap projection READ projection NOTIFY projectionChanged)
  Q_PROPERTY(double exports READ exports WRITE setExports NOTIFY projectionChanged)
  Q_PROPERTY(double speedup READ speedup WRITE setSpeedup NOTIFY projectionChanged)
  Q_PROPERTY(double watts READ watts WRITE setWatts NOTIFY projectionChanged)

 public:
  enum Range { Week, Month, Quarter, Year, All };
  Q_ENUM(Range)

  /// `recordFile` may be empty, see RecordThread.
  InsightsModel(std::filesystem::path recordFile, Notices& notices, Preferences& preferences);

  int range() const { return range_; }
  int group() const { return group_; }
  void setRange(int range);
  void setGroup(int group);
  /// For people, in order.
  Q_INVOKABLE static QStringList groupNames();

  /// False until the first answer.
  bool ready() const { return ready_; }
  bool busy() const { return asked_ != answered_; }
  /// Nothing was made in this time.
  bool empty() const { return empty_; }
  /// Why there is nothing to show, or empty.
  QString problem() const { return problem_; }
  QString summary() const;

  // See insights_charts.h.
  QVariantMap cost() const { return cost_; }
  QVariantMap latency() const { return latency_; }
  QVariantMap verdicts() const { return verdicts_; }
  QVariantMap refusals() const { return refusals_; }
  QVariantMap groups() const { return groups_; }
  /// {set: whether there is one, headline, note, spent and warnAt as shares of it, level: 0 fine, 1 warns, 2 stops}
  QVariantMap budget() const { return budget_; }
  /// What is set, to type over: {currency, kilowattHour, machineHour, budget, warnAt (percent)}
  QVariantMap spending() const;
  /// Where there are reviewers one of them must sign for a change: a budget is set, or what is set can't be read.
  bool spendingIsTheirs() const;
  /// Sets it as typed, an empty price or budget meaning none; spendingAnswered() follows.
  Q_INVOKABLE void setSpending(const QString& currency, const QString& kilowattHour, const QString& machineHour,
                               const QString& budget, const QString& warnAt, const mien::ReviewerProfile* signer);
  /// {rows: [{name, here, gpu}], assumes}
  QVariantMap projection() const;

  // What the projection takes for given; kept between runs.
  double exports() const { return exports_; }  ///< a month
  double speedup() const { return speedup_; }
  double watts() const { return watts_; }
  void setExports(double exports);
  void setSpeedup(double speedup);
  void setWatts(double watts);

  /// The page is shown, or covered: only a page that is shown follows the record.
  Q_INVOKABLE void open();
  Q_INVOKABLE void close();

  /// Where a table would be written to at first.
  Q_INVOKABLE QUrl csvFile() const;
  /// What is shown, as a table. The user has agreed to replace what is there.
  Q_INVOKABLE void exportCsv(const QUrl& file);

 Q_SIGNALS:
  void choiceChanged();
  void changed();
  void busyChanged();
  void projectionChanged();
  /// Why it was not set; empty: it was.
  void spendingAnswered(const QString& why);

 private:
  struct Answer {
    Insights insights;
    Spending spending;
    std::string spendingProblem;
    double spentThisMonth = 0;
  };
  static Result<Answer> read(const Record& record, int range, int group);
  void ask();
  void show(const Answer& answer);
  void showBudget();
  void keep(double& field, double value, const QString& key);

  const std::filesystem::path recordFile_;
  Notices& notices_;
  Preferences& preferences_;
  int range_ = Month;
  int group_ = 0;
  double exports_, speedup_, watts_;
  bool open_ = false;
  bool ready_ = false;
  bool empty_ = true;
  int asked_ = 0;
  int answered_ = 0;
  QString problem_;
  Answer answer_;
  QVariantMap cost_, latency_, verdicts_, refusals_, groups_, budget_;
  std::unique_ptr<RecordThread> record_;  ///< from the first opening on; last: gone before what its answers name
};

}  // namespace mien
