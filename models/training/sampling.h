#pragma once
#include <torch/nn/options/vision.h>
#include <torch/types.h>

namespace mien::training {

/// A batch of similarities without mirroring, as N×4: a, b, tx, ty of p ↦ (a·x − b·y + tx, b·x + a·y + ty).
struct Similarities {
  torch::Tensor m;
  torch::Tensor apply(const torch::Tensor& points) const;  ///< N×K×2 → N×K×2
  Similarities inverse() const;
  /// First this, then `next`.
  Similarities then(const Similarities& next) const;
};

/// Least squares, N×K×2 onto N×K×2 or K×2 (Umeyama 1991, no reflection).
Similarities fitSimilarities(const torch::Tensor& from, const torch::Tensor& to);

/// About `centre` (x, y): turned by `angle` (radians, N), grown by `scale` (N), then moved by `shift` (N×2).
Similarities jitter(const torch::Tensor& angle, const torch::Tensor& scale, const torch::Tensor& shift, double x,
                    double y);

/// Eye centres, nose tip, mouth corners of 68 landmarks: N×68×2 → N×5×2.
torch::Tensor fivePointsOf(const torch::Tensor& landmarks);

/// The template of an upright crop of side 1: 5×2 (see CropTemplate in core/base/geometry.h).
torch::Tensor cropTemplate(double eyeDistance, double eyeLine);

using Padding = torch::nn::functional::GridSampleFuncOptions::padding_mode_t;

/// Samples pictures N×C×H×W, whose plane is `plane` units wide and high, at `side`² points: output pixel (u, v) of the
/// unit square lies at fromUnit(u, v). `padding` says what lies beyond the edge.
torch::Tensor sampleCrops(const torch::Tensor& pictures, double plane, const Similarities& fromUnit, int64_t side,
                          const Padding& padding = torch::kZeros);

/// Uniform in ±range, of this shape.
torch::Tensor spread(at::IntArrayRef shape, double range, torch::Device device = torch::kCPU);

/// Colour, contrast, noise and blur as cameras vary; some pictures become grey. N×3×H×W, 0..1.
torch::Tensor photographed(const torch::Tensor& x);

}  // namespace mien::training
