#include "app/model/images.h"

#include <algorithm>
#include <utility>

namespace mien {

QImage viewOf(const Image8& pixels, std::shared_ptr<const void> owner) {
  if (pixels.empty()) return {};
  auto* keep = new std::shared_ptr<const void>(std::move(owner));
  const auto format = pixels.channels() == 4   ? QImage::Format_RGBA8888
                      : pixels.channels() == 3 ? QImage::Format_RGB888
                                               : QImage::Format_Grayscale8;
  return QImage(
      pixels.data(), pixels.width(), pixels.height(), static_cast<qsizetype>(pixels.rowBytes()), format,
      [](void* owned) { delete static_cast<std::shared_ptr<const void>*>(owned); }, keep);
}

QImage toQImage(Image8 pixels) {
  auto owned = std::make_shared<const Image8>(std::move(pixels));
  return viewOf(*owned, owned);
}

QImage reduced(const QImage& image, int side) {
  if (image.isNull() || std::max(image.width(), image.height()) <= side) return image;
  // Skipping pixels down to twice the goal first keeps large photographs below a frame's time.
  const QImage rough = std::max(image.width(), image.height()) > 2 * side
                           ? image.scaled(2 * side, 2 * side, Qt::KeepAspectRatio, Qt::FastTransformation)
                           : image;
  return rough.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

}  // namespace mien
