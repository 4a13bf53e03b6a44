#pragma once
#include <opencv2/core.hpp>

#include "core/base/image.h"

namespace mien {

/// The picture's own pixels for OpenCV; for .cpp files of core/blend only.
inline cv::Mat view(const ImageF& image) {
  return {image.height(), image.width(), CV_32FC(image.channels()), const_cast<float*>(image.data())};
}

}  // namespace mien
