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
  cv::Mat fine(picture.size(), picture.type());
  cv::parallel_for_({0, picture.rows / kBlock}, [&](const cv::Range& blocks) {
    const cv::Range rows(kBlock * blocks.start, kBlock * blocks.end);
    cv::Mat to = fine.rowRange(rows);
    cv::sepFilter2D(picture.rowRange(rows), to, -1, coarse, coarse, {-1, -1}, 0, cv::BORDER_REFLECT_101);
    cv::subtract(picture.rowRange(rows), to, to);
  });
  cv::parallel_for_({0, kBlock}, [&](const cv::Range& phases) {
    for (int phase = phases.start; phase < phases.end; ++phase) {
      cv::Mat grid;
      cv::blur(rowOfBlocks(fine, phase), grid, {kNeighbourhood, kNeighbourhood}, {-1, -1}, cv::BORDER_REFLECT_101);
      cv::Mat row = rowOfBlocks(picture, phase);
      cv::subtract(row, grid, row);
    }
  });
}

}  // namespace mien
