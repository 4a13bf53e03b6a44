#include "app/model/found_faces.h"

#include "app/model/images.h"

namespace mien {
namespace {
constexpr int kThumbnailSide = 192;

QRect around(const Box& box, const QRect& within) {
  const QRectF exact(box.x, box.y, box.width, box.height);
  const double margin = 0.25 * std::max(exact.width(), exact.height());
  return exact.adjusted(-margin, -margin, margin, margin).toAlignedRect().intersected(within);
}
}  // namespace

FoundFaces::FoundFaces(QObject* parent) : QAbstractListModel(parent) {}

int FoundFaces::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : count();
}

QVariant FoundFaces::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Found& found = list_[static_cast<std::size_t>(index.row())];
  if (role == BoxRole) return found.box;
  if (role == ThumbnailRole) return found.thumbnail;
  return {};
}

QHash<int, QByteArray> FoundFaces::roleNames() const {
  return {{BoxRole, "box"}, {ThumbnailRole, "thumbnail"}};
}

void FoundFaces::show(const OpenedPhoto& opened, const QImage& photo) {
  beginResetModel();
  list_.clear();
  for (const FoundFace& face : opened.faces) {
    const Box& b = face.box;
    const QRectF unit(b.x / photo.width(), b.y / photo.height(), b.width / photo.width(), b.height / photo.height());
    list_.push_back({unit, reduced(photo.copy(around(b, photo.rect())), kThumbnailSide)});
  }
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
