#include "models/training/sheet.h"

#include <fstream>

namespace mien::training {

void writeSheet(const std::filesystem::path& file, const std::vector<torch::Tensor>& rows) {
  std::vector<torch::Tensor> strips;
  for (const torch::Tensor& row : rows) strips.push_back(torch::cat(row.unbind(0), 2));
  const torch::Tensor sheet =
      (torch::cat(strips, 1).clamp(0, 1) * 255).round().to(torch::kCPU, torch::kUInt8).permute({1, 2, 0}).contiguous();
  std::ofstream out(file, std::ios::binary);
  out << "P6\n" << sheet.size(1) << ' ' << sheet.size(0) << "\n255\n";
  out.write(static_cast<const char*>(sheet.data_ptr()), sheet.numel());
}

}  // namespace mien::training
