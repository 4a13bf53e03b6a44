#include "core/blend/spread.h"

#include <opencv2/imgproc.hpp>
#include <vector>

namespace mien {

cv::Mat coarse(const cv::Mat& picture) {
  cv::Mat small;
  cv::resize(picture, small, {kCoarse, kCoarse}, 0, 0, cv::INTER_AREA);
  return small;
}

cv::Mat threefold(const cv::Mat& mask) {
  cv::Mat out;
  cv::merge(std::vector<cv::Mat>{mask, mask, mask}, out);
  return out;
}

cv::Mat spread(cv::Mat what, cv::Mat weight, double most, cv::Size size) {
  cv::GaussianBlur(what, what, {}, kCoarse * 0.11);
  cv::GaussianBlur(weight, weight, {}, kCoarse * 0.11);
  cv::Mat shift = what / threefold(weight);
  cv::min(shift, most, shift);
  cv::max(shift, -most, shift);
  cv::resize(shift, shift, size, 0, 0, cv::INTER_CUBIC);
  return shift;
}

}  // namespace mien
