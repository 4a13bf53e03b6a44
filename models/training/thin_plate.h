#pragma once
#include <torch/types.h>

namespace mien::training {

/// Pictures N×3×T×T drawn anew on `side`² pixels so that what lies at `from` (N×K×2 or K×2, unit square of the picture)
/// comes to lie at `to` (N×K×2, unit square of the result): a thin-plate spline (Bookstein 1989) from the result back
/// to the picture, evaluated on a coarse grid. `stiffness` above 0 lets it miss points rather than fold. All on one
/// device.
torch::Tensor warped(const torch::Tensor& pictures, const torch::Tensor& from, const torch::Tensor& to, int64_t side,
                     double stiffness = 1e-3);

}  // namespace mien::training
