#include "app/model/insights_model.h"

#include <QDateTime>
#include <QFileInfo>
#include <QStandardPaths>
#include <algorithm>
#include <array>

#include "app/model/insights_charts.h"
#include "app/model/notices.h"
#include "app/model/preferences.h"
#include "core/base/atomic_file.h"
#include "core/record/record_time.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

const QString kExports = u"insights/exports"_s;
const QString kSpeedup = u"insights/speedup"_s;
const QString kWatts = u"insights/watts"_s;
const QString kFolder = u"insights/folder"_s;

// In the order of Range; 0: all.
constexpr std::array kDays{7, 30, 90, 365, 0};
// In the order of groupNames().
constexpr std::array kGroups{CostGroup::Project, CostGroup::Model, CostGroup::User};

/// Up to today; whole weeks and months where days would be too many.
InsightsQuery queryOf(int range, int group) {
  InsightsQuery query;
  query.by = kGroups.at(static_cast<std::size_t>(group));
  query.last = dayOf(recordNow());
  const int days = kDays.at(static_cast<std::size_t>(range));
  if (days == 0) return query;
  const CalendarDay first = *query.last - std::chrono::days(days - 1);
  query.every = periodFor(first, *query.last);
  query.first = beginOf(*query.every, first);
  return query;
}

}  // namespace

InsightsModel::InsightsModel(std::filesystem::path recordFile, Notices& notices, Preferences& preferences)
    : recordFile_(std::move(recordFile)),
      notices_(notices),
      preferences_(preferences),
      exports_(preferences.value(kExports, kUsualExports).toDouble()),
      speedup_(preferences.value(kSpeedup, kUsualSpeedup).toDouble()),
      watts_(preferences.value(kWatts, kUsualGpuWatts).toDouble()) {}

QStringList InsightsModel::groupNames() {
  return {tr("By project"), tr("By model"), tr("By user")};
}

void InsightsModel::setRange(int range) {
  range = std::clamp(range, 0, static_cast<int>(kDays.size()) - 1);
  if (range == range_) return;
  range_ = range;
  Q_EMIT choiceChanged();
  if (open_) ask();
}

void InsightsModel::setGroup(int group) {
  group = std::clamp(group, 0, static_cast<int>(kGroups.size()) - 1);
  if (group == group_) return;
  group_ = group;
  Q_EMIT choiceChanged();
  if (open_) ask();
}

void InsightsModel::open() {
  if (!record_) {
    record_ = std::make_unique<RecordThread>(recordFile_);
    connect(record_.get(), &RecordThread::changed, this, [this] {
      if (open_) ask();
    });
  }
  open_ = true;
  ask();
}

void InsightsModel::close() {
  open_ = false;
}

Result<InsightsModel::Answer> InsightsModel::read(const Record& record, int range, int group) {
  Answer answer;
  auto insights = readInsights(record, queryOf(range, group));
  if (!insights) return tl::unexpected(insights.error());
  answer.insights = std::move(*insights);
  const auto spending = spendingInForce(record);
  if (spending)
    answer.spending = *spending;
  else
    answer.spendingProblem = spending.error().message;
  const auto days = costTotals(record, CostGroup::Day);
  if (!days) return tl::unexpected(days.error());
  answer.spentThisMonth = counted(mien::spentThisMonth(*days, recordNow()), answer.spending);
  return answer;
}

void InsightsModel::ask() {
  const int request = ++asked_;
  Q_EMIT busyChanged();
  record_->ask(
      this, [range = range_, group = group_](const Record& record) { return read(record, range, group); },
      [this, request](const Result<Answer>& answer) {
        if (request != asked_) return;
        answered_ = request;
        problem_ = answer ? QString() : QString::fromStdString(answer.error().message);
        show(answer.value_or(Answer{}));
        ready_ = true;
        Q_EMIT busyChanged();
        Q_EMIT changed();
        Q_EMIT projectionChanged();
      });
}

void InsightsModel::show(const Answer& answer) {
  answer_ = answer;
  const Insights& insights = answer_.insights;
  const Figures& total = insights.total.figures;
  const CostMeasure measure(total, answer_.spending);
  empty_ = total.outputs + total.exports + total.costs == 0;
  cost_ = costChart(insights, measure);
  latency_ = latencyChart(insights);
  verdicts_ = verdictChart(insights);
  refusals_ = refusalBars(insights);
  groups_ = groupBars(insights, measure);
  showBudget();
}

void InsightsModel::showBudget() {
  const Spending& spending = answer_.spending;
  const QString currency = QString::fromStdString(spending.currency);
  const QString spent = moneyText(answer_.spentThisMonth, currency);
  budget_ = {{u"set"_s, spending.monthlyBudget.has_value()}, {u"note"_s, budgetNote(spending)}};
  if (!answer_.spendingProblem.empty()) {
    budget_[u"headline"_s] = tr("Unknown");
    budget_[u"note"_s] = QString::fromStdString(answer_.spendingProblem);
  } else if (spending.monthlyBudget) {
    const double most = *spending.monthlyBudget;
    const double share = most > 0 ? answer_.spentThisMonth / most : 1;
    budget_[u"headline"_s] = tr("%1 of %2").arg(spent, moneyText(most, currency));
    budget_[u"spent"_s] = std::min(1.0, share);
    budget_[u"warnAt"_s] = spending.warnAt;
    budget_[u"level"_s] = share >= 1 ? 2 : share >= spending.warnAt ? 1 : 0;
  } else {
    budget_[u"headline"_s] = currency.isEmpty() ? tr("No tariff") : spent;
  }
}

QVariantMap InsightsModel::spending() const {
  const Spending& spending = answer_.spending;
  const auto number = [](double value) { return value == 0 ? QString() : QString::number(value, 'g', 12); };
  return {{u"currency"_s, QString::fromStdString(spending.currency)},
          {u"kilowattHour"_s, number(spending.perKilowattHour)},
          {u"machineHour"_s, number(spending.perMachineHour)},
          {u"budget"_s, number(spending.monthlyBudget.value_or(0))},
          {u"warnAt"_s, QString::number(spending.warnAt * 100, 'g', 12)}};
}

bool InsightsModel::spendingIsTheirs() const {
  return answer_.spending.monthlyBudget || !answer_.spendingProblem.empty();
}

void InsightsModel::setSpending(const QString& currency, const QString& kilowattHour, const QString& machineHour,
                                const QString& budget, const QString& warnAt, const ReviewerProfile* signer) {
  QString wrong;
  const auto number = [&wrong](const QString& typed, double otherwise) {
    const QString text = typed.trimmed();
    if (text.isEmpty()) return otherwise;
    bool isNumber = false;
    const double value = QString(text).replace(u',', u'.').toDouble(&isNumber);
    if (!isNumber && wrong.isEmpty()) wrong = text;
    return value;
  };
  constexpr double kUsualWarning = 80;  // percent
  Spending spending{currency.trimmed().toStdString(),
                    number(kilowattHour, 0),
                    number(machineHour, 0),
                    {},
                    number(warnAt, kUsualWarning) / 100};
  if (const double most = number(budget, 0); most != 0) spending.monthlyBudget = most;
  if (!wrong.isEmpty())
    return Q_EMIT spendingAnswered(tr("\"%1\" is no number: type one such as 0.30, or nothing.").arg(wrong));
  if (!record_) return;  // the page was never open
  record_->change(
      this,
      [spending, by = signer->reviewer()](const Record& record) {
        return mien::setSpending(record, spending, by ? &*by : nullptr);
      },
      [this](const Result<void>& done) {
        Q_EMIT spendingAnswered(done ? QString() : QString::fromStdString(done.error().message));
      });
}

QString InsightsModel::summary() const {
  const Insights& insights = answer_.insights;
  if (insights.periods.empty()) return {};
  return u"%1 · %2"_s.arg(countsText(insights.total.figures), rangeText(insights.first, insights.last));
}

QVariantMap InsightsModel::projection() const {
  const CostTotal total = costsOf(answer_.insights.total.figures);
  if (total.rows == total.made)
    return {{u"rows"_s, QVariantList()},
            {u"assumes"_s, tr("Nothing was exported in this time, so there is nothing to go by.")}};
  const Spending& spending = answer_.spending;
  const Projection here = projected(total, exports_, spending);
  const Projection gpu = projectedOnGpu(total, exports_, spending, speedup_, watts_);
  constexpr double kSecondsPerHour = 3600;
  constexpr double kJoulesPerKilowattHour = 3.6e6;
  QVariantList rows;
  const auto add = [&rows](const QString& name, const QString& one, const QString& other) {
    rows.append(QVariantMap{{u"name"_s, name}, {u"here"_s, one}, {u"gpu"_s, other}});
  };
  add(tr("Time"), secondsText(here.hours * kSecondsPerHour), secondsText(gpu.hours * kSecondsPerHour));
  add(tr("Energy"), energyText(here.kilowattHours * kJoulesPerKilowattHour),
      energyText(gpu.kilowattHours * kJoulesPerKilowattHour));
  const QString currency = QString::fromStdString(spending.currency);
  if (!currency.isEmpty()) add(tr("Money"), moneyText(here.money, currency), moneyText(gpu.money, currency));
  return {{u"rows"_s, rows}, {u"assumes"_s, assumptionsText(answer_.insights.total.figures, spending)}};
}

void InsightsModel::keep(double& field, double value, const QString& key) {
  if (field == value || value <= 0) return;
  field = value;
  preferences_.setValue(key, value);
  Q_EMIT projectionChanged();
}

void InsightsModel::setExports(double exports) {
  keep(exports_, exports, kExports);
}
void InsightsModel::setSpeedup(double speedup) {
  keep(speedup_, speedup, kSpeedup);
}
void InsightsModel::setWatts(double watts) {
  keep(watts_, watts, kWatts);
}

QUrl InsightsModel::csvFile() const {
  const QString kept = preferences_.value(kFolder, {}).toString();
  QString folder = kept;
  for (const auto place : {QStandardPaths::DocumentsLocation, QStandardPaths::HomeLocation})
    if (!QFileInfo(folder).isDir()) folder = QStandardPaths::writableLocation(place);
  const QString name = u"mien-insights-%1.csv"_s.arg(QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-dd"_s));
  return QUrl::fromLocalFile(folder + u'/' + name);
}

void InsightsModel::exportCsv(const QUrl& file) {
  if (!record_ || !file.isLocalFile()) return;
  QString path = file.toLocalFile();
  if (QFileInfo(path).suffix().isEmpty()) path += u".csv"_s;
  const QFileInfo info(path);
  preferences_.setValue(kFolder, info.absolutePath());
  record_->ask(
      this,
      [insights = answer_.insights, to = std::filesystem::path(path.toStdU16String())](const Record&) {
        const std::string csv = insightsCsv(insights);
        return writeFileAtomically(to, {reinterpret_cast<const std::uint8_t*>(csv.data()), csv.size()});
      },
      [this, name = info.fileName(), folder = info.absolutePath()](const Result<void>& done) {
        if (!done) return notices_.fail(done.error());
        notices_.tell(tr("Wrote %1.").arg(name), QUrl::fromLocalFile(folder));
      });
}

}  // namespace mien
