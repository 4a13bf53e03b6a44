#include "core/base/psnr.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace mien {

double psnr(const Image8& a, const Image8& b) {
  assert(a.width() == b.width() && a.height() == b.height() && a.channels() == b.channels() && !a.empty());
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double d = static_cast<double>(a.data()[i]) - static_cast<double>(b.data()[i]);
    squares += d * d;
  }
  const double meanSquare = squares / static_cast<double>(a.size());
  return meanSquare <= 0 ? 99.0 : std::min(99.0, 10 * std::log10(255.0 * 255.0 / meanSquare));
}

}  // namespace mien
