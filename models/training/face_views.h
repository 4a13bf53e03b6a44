#pragma once
#include <torch/types.h>

namespace mien::training {

/// How a batch is shown to the identity teacher: a little turned, moved and grown, now and then mirrored. What is
/// learned for one crop alone shows in that crop alone.
class FaceViews {
 public:
  /// Draws a view for each of N inverse maps of the teacher's crop, N×26×26×2 (unit square of the canonical texture).
  explicit FaceViews(const torch::Tensor& grids);
  const torch::Tensor& grids() const { return grids_; }
  /// Of mixes of the faces in rows `a` with those in rows `b`, t N×1: half way between their views.
  torch::Tensor between(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& t) const;

 private:
  torch::Tensor grids_;
};

/// Some faces take on a part of the next one's: an eye, a mouth, one half, behind a soft edge. In canonical space that
/// is a face, too, and there are far more of them than photographs. x N×C×S×S: pictures, and what is known of them,
/// crossed alike.
torch::Tensor crossedWithNext(const torch::Tensor& x, double share);

}  // namespace mien::training
