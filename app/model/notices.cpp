#include "app/model/notices.h"

#include <QDesktopServices>
#include <QTimer>
#include <algorithm>
#include <utility>

#include "core/blend/face_weights.h"

namespace mien {
namespace {
constexpr int kMostShown = 3;             ///< beyond them what was told makes room
constexpr int kMostKept = kMaxFaces + 1;  ///< as many as there can be files that fail at once, and one more
constexpr int kStayMs = 8000;
}  // namespace

Notices::Notices(QObject* parent) : QAbstractListModel(parent) {}

int Notices::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : count();
}

QVariant Notices::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Notice& notice = list_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
    case TextRole:
      return notice.text;
    case FailureRole:
      return notice.kind == Notice::Failure;
    case WarningRole:
      return notice.kind == Notice::Warning;
    case OpensFolderRole:
      return !notice.folder.isEmpty();
    case LeadsToReviewRole:
      return notice.leadsToReview;
    case MadeRole:
      return notice.made;
    default:
      return {};
  }
}

QHash<int, QByteArray> Notices::roleNames() const {
  return {{TextRole, "text"},
          {FailureRole, "failure"},
          {WarningRole, "warning"},
          {OpensFolderRole, "opensFolder"},
          {LeadsToReviewRole, "leadsToReview"},
          {MadeRole, "made"}};
}

int Notices::failForNow(const Error& error, const QString& made) {
  if (error.kind == ErrorKind::Cancelled) return -1;
  const bool needsReview = error.kind == ErrorKind::NeedsReview;
  const int id = nextId_++;
  add({id,
       QString::fromStdString(error.message),
       needsReview ? Notice::Warning : Notice::Failure,
       {},
       needsReview || (error.kind == ErrorKind::Blocked && !made.isEmpty()),
       made});
  return id;
}

void Notices::fail(const QString& text) {
  add({nextId_++, text, Notice::Failure, {}});
}

void Notices::warn(const QString& text) {
  add({nextId_++, text, Notice::Warning, {}});
}

int Notices::tellForNow(const QString& text, const QUrl& folder) {
  return addForNow({nextId_++, text, Notice::Told, folder});
}

int Notices::addForNow(Notice notice) {
  const int id = notice.id;
  add(std::move(notice));
  QTimer::singleShot(kStayMs, this, [this, id] { withdraw(id); });
  return id;
}

void Notices::withdraw(int id) {
  const auto it = std::find_if(list_.begin(), list_.end(), [id](const Notice& n) { return n.id == id; });
  if (it != list_.end()) remove(static_cast<int>(it - list_.begin()));
}

void Notices::tellAnew(const QString& text) {
  withdraw(toldAnew_);
  toldAnew_ = tellForNow(text);
}

void Notices::warnAnew(const QString& text) {
  withdraw(toldAnew_);
  toldAnew_ = addForNow({nextId_++, text, Notice::Warning, {}});
}

void Notices::add(Notice notice) {
  // The same sentence twice is one banner, and old banners make room.
  const auto same = std::find_if(list_.begin(), list_.end(), [&](const Notice& n) { return n.text == notice.text; });
  if (same != list_.end()) remove(static_cast<int>(same - list_.begin()));
  makeRoom();
  beginInsertRows({}, count(), count());
  list_.push_back(std::move(notice));
  endInsertRows();
  Q_EMIT countChanged();
}

/// What failed stays longest, for nobody may have read it yet.
void Notices::makeRoom() {
  for (const auto kind : {Notice::Told, Notice::Warning, Notice::Failure}) {
    const int most = kind == Notice::Told ? kMostShown : kMostKept;
    for (int row = 0; row < count() && count() >= most;)
      list_[static_cast<std::size_t>(row)].kind == kind ? remove(row) : (void)++row;
  }
}

void Notices::dismiss(int row) {
  if (row >= 0 && row < count()) remove(row);
}

void Notices::dismissAll() {
  while (count() > 0) remove(count() - 1);
}

void Notices::openFolder(int row) const {
  if (row >= 0 && row < count()) QDesktopServices::openUrl(list_[static_cast<std::size_t>(row)].folder);
}

void Notices::remove(int row) {
  beginRemoveRows({}, row, row);
  list_.erase(list_.begin() + row);
  endRemoveRows();
  Q_EMIT countChanged();
}

}  // namespace mien
