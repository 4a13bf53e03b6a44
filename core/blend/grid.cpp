#include "core/blend/grid.h"

#include <opencv2/imgproc.hpp>

namespace mien {
namespace {

constexpr int kBlock = 4;
constexpr int kNeighbourhood = 5;

/// Row `phase` of all blocks: one pixel a block, whose channels are the block's pixels in that row.
cv::Mat rowOfBlocks(cv::Mat& picture, int phase) {
  const int channels = kBlock * picture.channels();
  return {picture.rows / kBlock, picture.cols / kBlock, CV_32FC(channels), picture.ptr(phase), kBlock * picture.step};
}

}  // namespace

void takeOutGrid(ImageF& texture) {
  cv::Mat picture(texture.height(), texture.width(), CV_32FC(texture.channels()), texture.data());
  // Lets nothing through that repeats every 4 or 2 pixels.
  const cv::Matx<float, 5, 1> coarse(1 / 8.0F, 2 / 8.0F, 2 / 8.0F, 2 / 8.0F, 1 / 8.0F);
  cv::Mat fine;
  cv::sepFilter2D(picture, fine, -1, coarse, coarse, {-1, -1}, 0, cv::BORDER_REFLECT_101);
  cv::subtract(picture, fine, fine);
  for (int phase = 0; phase < kBlock; ++phase) {
    cv::Mat grid;
    cv::blur(rowOfBlocks(fine, phase), grid, {kNeighbourhood, kNeighbourhood}, {-1, -1}, cv::BORDER_REFLECT_101);
    cv::Mat row = rowOfBlocks(picture, phase);
    cv::subtract(row, grid, row);
  }
}

}  // namespace mien
