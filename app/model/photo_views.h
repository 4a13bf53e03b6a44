#pragma once
#include <QImage>
#include <QRectF>
#include <memory>
#include <vector>

#include "core/studio/studio.h"

namespace mien {

/// One of the faces found in a photograph, as the chooser shows it.
struct FoundView {
  QRectF box;  ///< in the photo's unit square
  QImage thumbnail;
};

/// What the chooser and the points editor show of a photograph, at screen size.
struct PhotoViews {
  QImage photo;
  std::vector<FoundView> found;
};

/// Some tenths of a second for the largest photographs. Thread: any but the window's.
PhotoViews viewsOf(const OpenedPhoto& opened);

}  // namespace mien
