#include "app/model/found_faces.h"

#include <utility>

namespace mien {

FoundFaces::FoundFaces(QObject* parent) : QAbstractListModel(parent) {}

int FoundFaces::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : count();
}

QVariant FoundFaces::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const FoundView& found = list_[static_cast<std::size_t>(index.row())];
  if (role == BoxRole) return found.box;
  if (role == ThumbnailRole) return found.thumbnail;
  return {};
}

QHash<int, QByteArray> FoundFaces::roleNames() const {
  return {{BoxRole, "box"}, {ThumbnailRole, "thumbnail"}};
}

void FoundFaces::show(std::vector<FoundView> found) {
  beginResetModel();
  list_ = std::move(found);
  endResetModel();
  Q_EMIT countChanged();
}

void FoundFaces::clear() {
  beginResetModel();
  list_.clear();
  endResetModel();
  Q_EMIT countChanged();
}

}  // namespace mien
