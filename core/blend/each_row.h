#pragma once
#include <algorithm>
#include <opencv2/core.hpp>

namespace mien {

/// Calls `row(y)` for every row of a picture, by as many threads as its size is worth; for .cpp files of core/blend
/// only.
template <class Row>
void eachRow(int width, int height, const Row& row) {
  constexpr double kPixels = 8192;
  cv::parallel_for_(
      {0, height},
      [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y) row(y);
      },
      std::max(1.0, static_cast<double>(width) * height / kPixels));
}

/// Calls `each(i)` of so many things, by several threads; for .cpp files of core/blend only.
template <class Each>
void eachOf(std::size_t count, const Each& each) {
  cv::parallel_for_({0, static_cast<int>(count)}, [&](const cv::Range& some) {
    for (int i = some.start; i < some.end; ++i) each(static_cast<std::size_t>(i));
  });
}

}  // namespace mien
