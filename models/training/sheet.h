#pragma once
#include <torch/types.h>

#include <filesystem>
#include <vector>

namespace mien::training {

/// Writes rows of pictures (each N×3×S×S, 0..1) below one another as a binary PPM, which needs no library.
void writeSheet(const std::filesystem::path& file, const std::vector<torch::Tensor>& rows);

}  // namespace mien::training
