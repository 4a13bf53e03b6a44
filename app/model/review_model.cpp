#include "app/model/review_model.h"

#include <algorithm>
#include <utility>

#include "app/model/record_thread.h"
#include "app/model/review_texts.h"

namespace mien {
namespace {

constexpr std::int64_t kPage = 200;
constexpr int kTypingMs = 80;

}  // namespace

ReviewModel::ReviewModel(RecordThread& record, ReviewSearch& search)
    : record_(record), search_(search), thumbnails_(record) {
  typing_.setSingleShot(true);
  typing_.setInterval(kTypingMs);
  connect(&typing_, &QTimer::timeout, this, [this] { ask(true); });
  connect(&search_, &ReviewSearch::changed, this, [this] {
    if (open_) typing_.start();
  });
  connect(&record_, &RecordThread::changed, this, [this] {
    if (open_) ask(anew_);
  });
  connect(&thumbnails_, &Thumbnails::loaded, this, &ReviewModel::thumbnailsLoaded);
}

void ReviewModel::open() {
  if (open_) return;
  open_ = true;
  ask(true);
}

int ReviewModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QHash<int, QByteArray> ReviewModel::roleNames() const {
  return {{NumberRole, "number"},       {ThumbnailRole, "thumbnail"},
          {TimeRole, "time"},           {StateRole, "reviewState"},
          {StateTextRole, "stateText"}, {OutcomeRole, "outcome"},
          {RulesRole, "rules"},         {OutcomeTextRole, "outcomeText"},
          {RatingRole, "rating"},       {LabelRole, "label"},
          {ProjectRole, "project"},     {KindRole, "kind"},
          {ModelRole, "modelName"},     {ErasedRole, "erased"}};
}

QVariant ReviewModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const OutputSummary& output = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
    case NumberRole:
      return QVariant::fromValue<qlonglong>(output.id);  // QML knows no long
    case ThumbnailRole:
      return output.erased ? QImage() : thumbnails_.of(output.id);
    case TimeRole:
      return momentText(output.time);
    case StateRole:
      return static_cast<int>(output.state);
    case StateTextRole:
      return stateNames().value(static_cast<int>(output.state));
    case OutcomeRole:
      return static_cast<int>(output.outcome);
    case OutcomeTextRole:
      return outcomeNames().value(static_cast<int>(output.outcome));
    case RulesRole:
      return rulesText(output.rules);
    case RatingRole:
      return output.rating;
    case LabelRole:
      return labelIndex(output.label);
    case ProjectRole:
      return QString::fromStdString(output.project);
    case KindRole:
      return kindText(output.kind);
    case ModelRole:
      return QString::fromStdString(output.modelId);
    case ErasedRole:
      return output.erased;
    default:
      return {};
  }
}

void ReviewModel::setCurrent(int row) {
  wanted_ = 0;
  row = std::clamp(row, -1, rowCount() - 1);
  if (row == current_) return;
  current_ = row;
  Q_EMIT currentChanged();
}

std::int64_t ReviewModel::currentOutput() const {
  return current_ < 0 || current_ >= rowCount() ? 0 : rows_[static_cast<std::size_t>(current_)].id;
}

bool ReviewModel::goTo(std::int64_t output) {
  const int row = rowOf(output);
  if (row >= 0) setCurrent(row);
  wanted_ = row >= 0 ? 0 : output;
  return row >= 0;
}

int ReviewModel::rowOf(std::int64_t output) const {
  const auto it = std::lower_bound(rows_.begin(), rows_.end(), output,
                                   [](const OutputSummary& row, std::int64_t id) { return row.id > id; });
  return it != rows_.end() && it->id == output ? static_cast<int>(it - rows_.begin()) : -1;
}

void ReviewModel::ask(bool anew) {
  anew_ = anew;
  OutputQuery query = search_.query();
  // The page that fetchMore() asked for is no longer taken: this brings it.
  const auto held = static_cast<std::int64_t>(rows_.size()) + (fetching_ ? kPage : 0);
  query.limit = anew ? kPage : std::max(kPage, held);
  record_.ask(
      this, [query](const Record& record) { return OutputStore(record).search(query); },
      [this, request = ++request_, anew](const Result<OutputPage>& page) {
        if (request != request_) return;
        anew_ = false;
        fetching_ = false;
        show(page.value_or(OutputPage{}), anew);
        problem_ = page ? QString() : QString::fromStdString(page.error().message);
        ready_ = true;
        Q_EMIT summaryChanged();
      });
}

bool ReviewModel::canFetchMore(const QModelIndex& parent) const {
  return !parent.isValid() && !fetching_ && static_cast<std::int64_t>(rows_.size()) < total_;
}

void ReviewModel::fetchMore(const QModelIndex& parent) {
  if (!canFetchMore(parent)) return;
  fetching_ = true;
  OutputQuery query = search_.query();
  query.skip = static_cast<std::int64_t>(rows_.size());
  query.limit = kPage;
  record_.ask(
      this, [query](const Record& record) { return OutputStore(record).search(query); },
      [this, request = request_](const Result<OutputPage>& page) {
        if (request != request_) return;
        fetching_ = false;
        if (page) append(page->outputs);
      });
}

void ReviewModel::show(const OutputPage& page, bool anew) {
  const std::int64_t was = currentOutput();
  const int row = current_;
  if (anew)
    showAnew(page);
  else
    update(page.outputs);
  total_ = page.total;
  // The same output; once it has left the list, the one that took its place: so a queue is worked off.
  const int now = rowOf(wanted_ > 0 && rowOf(wanted_) >= 0 ? std::exchange(wanted_, 0) : was);
  current_ = now >= 0 ? now : std::clamp(anew ? 0 : row, rowCount() > 0 ? 0 : -1, rowCount() - 1);
  Q_EMIT currentChanged();
}

void ReviewModel::showAnew(const OutputPage& page) {
  beginResetModel();
  rows_ = page.outputs;
  endResetModel();
}

/// Both lists fall by id, so that one walk over both tells what came and went.
void ReviewModel::update(const std::vector<OutputSummary>& rows) {
  std::size_t i = 0;
  for (const OutputSummary& next : rows) {
    while (i < rows_.size() && rows_[i].id > next.id) {
      beginRemoveRows({}, static_cast<int>(i), static_cast<int>(i));
      rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(i));
      endRemoveRows();
    }
    if (i == rows_.size() || rows_[i].id != next.id) {
      beginInsertRows({}, static_cast<int>(i), static_cast<int>(i));
      rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(i), next);
      endInsertRows();
    } else {
      if (next.erased) thumbnails_.forget(next.id);
      rows_[i] = next;
    }
    ++i;
  }
  if (i < rows_.size()) {
    beginRemoveRows({}, static_cast<int>(i), rowCount() - 1);
    rows_.resize(i);
    endRemoveRows();
  }
  if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void ReviewModel::append(const std::vector<OutputSummary>& rows) {
  // What came meanwhile has moved the pages: the refresh that follows brings it.
  const auto isNew = [this](const OutputSummary& row) { return rows_.empty() || row.id < rows_.back().id; };
  const auto first = std::find_if(rows.begin(), rows.end(), isNew);
  if (first == rows.end()) return;
  beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.end() - first) - 1);
  rows_.insert(rows_.end(), first, rows.end());
  endInsertRows();
  Q_EMIT summaryChanged();
}

void ReviewModel::thumbnailsLoaded(const std::vector<std::int64_t>& outputs) {
  for (const std::int64_t output : outputs) {
    const int row = rowOf(output);
    if (row >= 0) Q_EMIT dataChanged(index(row), index(row), {ThumbnailRole});
  }
}

}  // namespace mien
