#include "app/items/picture_item.h"

#include <QQuickWindow>
#include <QSGImageNode>
#include <algorithm>
#include <cmath>
#include <memory>

namespace mien {
namespace {

constexpr int kCell = 8;  // of the checkerboard, in screen pixels

QImage checkerboard(QSize cells) {
  QImage board(cells, QImage::Format_RGB32);
  for (int y = 0; y < cells.height(); ++y)
    for (int x = 0; x < cells.width(); ++x) board.setPixel(x, y, (x + y) % 2 == 0 ? 0xff5a5a5a : 0xff474747);
  return board;
}

/// The checkerboard lies below the picture; both own their textures.
struct PictureNode : QSGNode {
  QSGImageNode* board = nullptr;
  QSGImageNode* picture = nullptr;
  QSize boardCells;
};

QSGImageNode* addImageNode(QSGNode& parent, QQuickWindow& window) {
  QSGImageNode* node = window.createImageNode();
  node->setOwnsTexture(true);
  parent.appendChildNode(node);
  return node;
}

}  // namespace

PictureItem::PictureItem(QQuickItem* parent) : QQuickItem(parent) {
  setFlag(ItemHasContents);
}

void PictureItem::setPicture(const QImage& picture) {
  if (picture.cacheKey() == picture_.cacheKey()) return;
  const bool resized = picture.size() != picture_.size();
  picture_ = picture;
  newPicture_ = true;
  Q_EMIT pictureChanged();
  if (resized) Q_EMIT layoutChanged();
  update();
}

void PictureItem::setZoom(double zoom) {
  if (zoom == zoom_) return;
  zoom_ = zoom;
  relayout();
}

double PictureItem::shownZoom() const {
  const QSizeF shown = shownSize();
  return shown.isEmpty() ? 1 : shown.width() / picture_.width() / actualScale();
}

void PictureItem::zoomAt(QPointF at, double zoom) {
  const QRectF before = paintedRect();
  zoom_ = zoom;
  const QSizeF shown = shownSize();
  if (!before.isEmpty() && zoom > 0) {
    const QPointF share((at.x() - before.x()) / before.width(), (at.y() - before.y()) / before.height());
    const QPointF middle = at + QPointF((0.5 - share.x()) * shown.width(), (0.5 - share.y()) * shown.height());
    pan_ = limited(middle - QPointF(width() / 2, height() / 2));
  }
  relayout();
}

void PictureItem::setNominalWidth(int width) {
  if (width == nominalWidth_) return;
  nominalWidth_ = width;
  relayout();
}

void PictureItem::setFill(bool fill) {
  if (fill == fill_) return;
  fill_ = fill;
  relayout();
}

void PictureItem::setPan(const QPointF& pan) {
  if (limited(pan) == pan_) return;
  pan_ = limited(pan);
  relayout();
}

void PictureItem::relayout() {
  Q_EMIT layoutChanged();
  update();
}

double PictureItem::actualScale() const {
  const double ratio = window() ? window()->effectiveDevicePixelRatio() : 1.0;
  return (nominalWidth_ > 0 && !picture_.isNull() ? double(nominalWidth_) / picture_.width() : 1.0) / ratio;
}

QSizeF PictureItem::shownSize() const {
  if (picture_.isNull() || width() <= 0 || height() <= 0) return {};
  const double across = width() / picture_.width();
  const double down = height() / picture_.height();
  const double scale = zoom_ > 0 ? zoom_ * actualScale() : fill_ ? std::max(across, down) : std::min(across, down);
  return QSizeF(picture_.size()) * scale;
}

QPointF PictureItem::limited(const QPointF& pan) const {
  const QSizeF over = ((shownSize() - size()) / 2).expandedTo({0, 0});
  return {std::clamp(pan.x(), -over.width(), over.width()), std::clamp(pan.y(), -over.height(), over.height())};
}

QRectF PictureItem::paintedRect() const {
  const QSizeF shown = shownSize();
  if (shown.isEmpty()) return {};
  const QPointF pan = limited(pan_);
  return {QPointF(std::round((width() - shown.width()) / 2 + pan.x()),
                  std::round((height() - shown.height()) / 2 + pan.y())),
          shown};
}

QSGNode* PictureItem::updatePaintNode(QSGNode* old, UpdatePaintNodeData*) {
  auto* node = static_cast<PictureNode*>(old);
  const QRectF rect = paintedRect();
  if (rect.isEmpty()) {
    delete node;
    newPicture_ = true;
    return nullptr;
  }
  const bool transparent = picture_.hasAlphaChannel();
  if (node && transparent != (node->board != nullptr)) {
    // The software renderer takes no image node without a texture into its tree, so both are made outside of it.
    delete node;
    node = nullptr;
  }
  if (!node) {
    node = new PictureNode;
    if (transparent) node->board = addImageNode(*node, *window());
    node->picture = addImageNode(*node, *window());
    newPicture_ = true;
  }
  if (transparent) {
    const QSize cells(static_cast<int>(std::ceil(rect.width() / kCell)),
                      static_cast<int>(std::ceil(rect.height() / kCell)));
    if (cells != node->boardCells) node->board->setTexture(window()->createTextureFromImage(checkerboard(cells)));
    node->boardCells = cells;
    node->board->setFiltering(QSGTexture::Nearest);
    node->board->setRect(rect);
  }
  if (newPicture_) {
    // Without smaller copies a picture that is shrunk to less than half flickers and shows stairs.
    const bool shrunk = rect.width() * 1.5 < picture_.width();
    const auto options = shrunk ? QQuickWindow::TextureHasMipmaps : QQuickWindow::CreateTextureOptions();
    node->picture->setTexture(window()->createTextureFromImage(picture_, options));
    node->picture->setMipmapFiltering(shrunk ? QSGTexture::Linear : QSGTexture::None);
  }
  newPicture_ = false;
  node->picture->setFiltering(QSGTexture::Linear);
  node->picture->setRect(rect);
  return node;
}

void PictureItem::geometryChange(const QRectF& now, const QRectF& before) {
  QQuickItem::geometryChange(now, before);
  if (now.size() != before.size()) relayout();
}

void PictureItem::itemChange(ItemChange change, const ItemChangeData& data) {
  QQuickItem::itemChange(change, data);
  if (change == ItemDevicePixelRatioHasChanged) relayout();
}

}  // namespace mien
