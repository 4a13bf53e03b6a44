#include "app/model/photo_views.h"

#include <algorithm>

#include "app/model/images.h"

namespace mien {
namespace {

constexpr int kScreenSide = 1600;
constexpr int kThumbnailSide = 192;

QRect around(const Box& box, const QRect& within) {
  const QRectF exact(box.x, box.y, box.width, box.height);
  const double margin = 0.25 * std::max(exact.width(), exact.height());
  return exact.adjusted(-margin, -margin, margin, margin).toAlignedRect().intersected(within);
}

}  // namespace

PhotoViews viewsOf(const OpenedPhoto& opened) {
  const QImage whole = viewOf(opened.photo->pixels, opened.photo);
  PhotoViews views;
  views.photo = reduced(whole, kScreenSide);
  for (const FoundFace& face : opened.faces) {
    const Box& b = face.box;
    const QRectF unit(b.x / whole.width(), b.y / whole.height(), b.width / whole.width(), b.height / whole.height());
    views.found.push_back({unit, reduced(whole.copy(around(b, whole.rect())), kThumbnailSide)});
  }
  return views;
}

}  // namespace mien
