#include "app/model/found_faces.h"

#include <algorithm>
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

int FoundFaces::largest() const {
  const auto area = [](const FoundView& face) { return face.box.width() * face.box.height(); };
  const auto found = std::max_element(list_.begin(), list_.end(),
                                      [&](const FoundView& a, const FoundView& b) { return area(a) < area(b); });
  return static_cast<int>(found - list_.begin());
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
