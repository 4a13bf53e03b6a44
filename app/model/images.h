#pragma once
#include <QImage>
#include <memory>

#include "core/studio/engine.h"

namespace mien {

/// A QImage over our pixels (RGB or RGBA) without a copy; `owner` is kept alive as long as the QImage.
QImage viewOf(const Image8& pixels, std::shared_ptr<const void> owner);

/// The same, taking the pixels over.
QImage toQImage(Image8 pixels);

/// At most `side` pixels a side, for the screen.
QImage reduced(const QImage& image, int side);

}  // namespace mien
