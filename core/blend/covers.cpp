#include "core/blend/covers.h"

#include <opencv2/core.hpp>

#include "core/blend/mat_view.h"
#include "core/blend/pixels.h"
#include "core/blend/skin_tone.h"

namespace mien {

void layCovers(ImageF& picture, Covers covers) {
  carryTone(covers.pixels, picture, covers.skin);
  cv::Mat open = view(covers.share);
  cv::subtract(1, open, open);
  layOver(picture, covers.pixels, covers.share);
}

}  // namespace mien
