#pragma once
// Pulls torch in: for .cpp files of core/model only.
#include <torch/types.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/base/image.h"
#include "core/model/device.h"

namespace mien {

inline torch::Device torchDevice(const Device& device) {
  return device.cuda ? torch::kCUDA : torch::kCPU;
}

/// N pictures of one size → N×C×H×W, 0..1, channels last in memory as the pixels lie.
inline torch::Tensor toTensor(const Image8& image) {
  const torch::Tensor pixels = torch::from_blob(const_cast<std::uint8_t*>(image.data()),
                                                {1, image.height(), image.width(), image.channels()}, torch::kUInt8);
  return pixels.permute({0, 3, 1, 2}).to(torch::kFloat) / 255;
}

/// 1×C×H×W → interleaved float pixels.
inline ImageF toImage(const torch::Tensor& tensor) {
  const torch::Tensor pixels = tensor.squeeze(0).permute({1, 2, 0}).to(torch::kCPU, torch::kFloat).contiguous();
  ImageF image(static_cast<int>(pixels.size(1)), static_cast<int>(pixels.size(0)), static_cast<int>(pixels.size(2)));
  std::memcpy(image.data(), pixels.data_ptr(), pixels.nbytes());
  return image;
}

/// N×K → N arrays of K floats.
template <class Row>
std::vector<Row> toRows(const torch::Tensor& tensor) {
  const torch::Tensor values = tensor.to(torch::kCPU, torch::kFloat).contiguous();
  std::vector<Row> rows(static_cast<std::size_t>(values.size(0)));
  const float* from = values.const_data_ptr<float>();
  for (Row& row : rows) {
    std::copy_n(from, row.size(), row.begin());
    from += row.size();
  }
  return rows;
}

}  // namespace mien
