#include "app/model/protection_model.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <utility>

#include "app/document/in_background.h"
#include "app/model/notices.h"

namespace mien {
namespace {

QString dayOf(std::int64_t milliseconds) {
  return QLocale().toString(QDateTime::fromMSecsSinceEpoch(milliseconds).date(), QLocale::ShortFormat);
}

}  // namespace

ProtectionModel::ProtectionModel(Studio& studio, std::shared_ptr<Gatekeeper> keeper, Notices& notices)
    : keeper_(std::move(keeper)), notices_(notices), enrolment_(studio, keeper_) {
  connect(&enrolment_, &Enrolment::enrolled, this, &ProtectionModel::enrolled);
  connect(&enrolment_, &Enrolment::notStored, this, [this](const Error& error) { notices_.fail(error); });
}

ProtectionModel::~ProtectionModel() = default;

int ProtectionModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant ProtectionModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Row& row = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case NumberRole:
      return static_cast<qint64>(row.number);
    case Qt::DisplayRole:
    case NameRole:
      return row.name;
    case NoteRole:
      return row.note;
    case PhotographsRole:
      return row.photographs == 0   ? QString()
             : row.photographs == 1 ? tr("1 photograph")
                                    : tr("%1 photographs").arg(row.photographs);
    case SinceRole:
      return row.since.isEmpty() ? QString() : tr("since %1").arg(row.since);
    case FaultRole:
      return row.fault;
    case ChosenRole:
      return chosen_.contains(row.number);
    default:
      return {};
  }
}

QHash<int, QByteArray> ProtectionModel::roleNames() const {
  return {{NumberRole, "number"}, {NameRole, "name"},   {NoteRole, "note"},    {PhotographsRole, "photographs"},
          {SinceRole, "since"},   {FaultRole, "fault"}, {ChosenRole, "chosen"}};
}

QString ProtectionModel::chosenName() const {
  if (chosen_.size() != 1) return tr("%1 people").arg(chosen_.size());
  const auto one =
      std::find_if(rows_.begin(), rows_.end(), [this](const Row& r) { return chosen_.contains(r.number); });
  return one == rows_.end() ? QString() : one->name;
}

Result<ProtectionModel::Answer> ProtectionModel::askedOf(Gatekeeper& keeper) {
  const auto record = Record::open(keeper.recordFile());
  if (!record) return tl::unexpected(record.error());
  auto protection = protectionOf(*record);
  if (!protection) return tl::unexpected(protection.error());
  Answer answer{std::move(*protection), {}, {}};
  if (const auto judge = keeper.judge())
    answer.network = (*judge)->identityHash();
  else
    answer.noJudge = judge.error();
  return answer;
}

void ProtectionModel::read() {
  chosen_.clear();
  changeProblem_.clear();
  look();
}

void ProtectionModel::look() {
  const int request = ++request_;
  inBackground(
      threads_, this, [keeper = keeper_] { return askedOf(*keeper); },
      [this, request](const Result<Answer>& answer) {
        if (request == request_) show(answer);
      });
}

void ProtectionModel::show(const Result<Answer>& answer) {
  beginResetModel();
  rows_.clear();
  if (answer) {
    for (const ProtectedPerson& person : answer->protection.people.people()) {
      const bool known = answer->network.empty() || person.networkHash == answer->network;
      rows_.push_back(
          {person.id, QString::fromStdString(person.name), QString::fromStdString(person.note), dayOf(person.added),
           known ? QString()
                 : tr("Enrolled with another identity network and can't be compared, so nothing is exported: protect "
                      "this person again, then remove this entry."),
           static_cast<int>(person.embeddings.size())});
    }
    for (const std::int64_t number : answer->protection.missing)
      rows_.push_back({number,
                       tr("Protected person %1").arg(number),
                       {},
                       {},
                       tr("Missing from the list, so nothing is exported: put the list and its key back, or protect "
                          "this person again and remove this entry."),
                       0});
  }
  QSet<qint64> there;
  for (const Row& row : rows_) there.insert(row.number);
  chosen_.intersect(there);
  endResetModel();
  usable_ = answer.has_value();
  ready_ = true;
  problem_ = !answer           ? QString::fromStdString(answer.error().message)
             : answer->noJudge ? QString::fromStdString(answer->noJudge->message)
                               : QString();
  Q_EMIT changed();
  Q_EMIT chosenChanged();
}

void ProtectionModel::choose(int row, bool chosen) {
  if (row < 0 || row >= rowCount() || busy_) return;
  const qint64 number = rows_[static_cast<std::size_t>(row)].number;
  if (chosen)
    chosen_.insert(number);
  else
    chosen_.remove(number);
  Q_EMIT dataChanged(index(row), index(row), {ChosenRole});
  Q_EMIT chosenChanged();
}

void ProtectionModel::chooseAll(bool chosen) {
  for (int row = 0; row < rowCount(); ++row) choose(row, chosen);
}

void ProtectionModel::enrolled(const QString& name, qint64 number) {
  notices_.tell(tr("%1 is protected as number %2.").arg(name).arg(number));
  Q_EMIT protectionChanged();
  changeProblem_.clear();
  look();
}

void ProtectionModel::remove(const ReviewerProfile* signer) {
  if (chosen_.isEmpty() || busy_) return;
  busy_ = true;
  changeProblem_.clear();
  Q_EMIT changed();
  std::vector<std::int64_t> numbers(chosen_.begin(), chosen_.end());
  std::sort(numbers.begin(), numbers.end());
  inBackground(
      threads_, this,
      [file = keeper_->recordFile(), numbers = std::move(numbers), by = signer->reviewer()]() -> Result<void> {
        const auto record = Record::open(file);
        if (!record) return tl::unexpected(record.error());
        return endProtection(*record, numbers, by ? &*by : nullptr);
      },
      [this, who = chosenName(), one = chosen() == 1](const Result<void>& done) {
        busy_ = false;
        if (!done) {
          changeProblem_ = QString::fromStdString(done.error().message);
          return look();
        }
        notices_.tell(one ? tr("%1 is no longer protected.").arg(who) : tr("%1 are no longer protected.").arg(who));
        Q_EMIT protectionChanged();
        read();
      });
}

}  // namespace mien
