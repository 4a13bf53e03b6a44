#pragma once
#include <torch/types.h>

#include "models/training/cache.h"

namespace mien::training {

/// Faces as the witness is shown them when it judges: upright crops by its template, N×3×112×112.
torch::Tensor plainViews(const FaceCache& cache, const torch::Tensor& index);

/// The same faces as another photograph might show them: moved, turned and mirrored, the head turned a little, features
/// and expression shifted (one thin-plate warp), then relit, tinted, grey, blurred, compressed, partly covered, each of
/// it in some of the pictures. Drawn anew at every call.
torch::Tensor variedViews(const FaceCache& cache, const torch::Tensor& index);

}  // namespace mien::training
