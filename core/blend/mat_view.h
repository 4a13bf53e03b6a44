#pragma once
#include <opencv2/core.hpp>

#include "core/base/image.h"

namespace mien {

/// The picture's own pixels for OpenCV; for .cpp files of core/blend only.
inline cv::Mat view(const ImageF& image) {
  return {image.height(), image.width(), CV_32FC(image.channels()), const_cast<float*>(image.data())};
}

/// A copy of a part of it.
inline ImageF part(const ImageF& of, const cv::Rect& box) {
  ImageF out(box.width, box.height, of.channels());
  view(of)(box).copyTo(view(out));
  return out;
}

}  // namespace mien
