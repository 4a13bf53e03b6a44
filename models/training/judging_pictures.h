#pragma once
// What changes pictures works on the device that they are on, and draws its chances there.
#include <torch/types.h>

#include "models/training/cache.h"

namespace mien::training {

/// An upright crop with a margin, so that a picture can be turned, grown and moved without its edge coming into view.
inline constexpr double kMargin = 0.1;  ///< on each side, of the crop's side

/// Crops of the windows in `index` by the template (eye distance, eye line ÷ side), N×3×S×S with
/// S = side·(1 + 2·margin); beyond the window its edge repeats, as at run time beyond a photograph. Made on `device`,
/// to which only the rows are moved.
torch::Tensor wideCrops(const FaceCache& cache, const torch::Tensor& index, double eyeDistance, double eyeLine,
                        int side, torch::Device device = torch::kCPU);

/// The crop in the middle of a wide one, exactly.
torch::Tensor middleOf(const torch::Tensor& wide, int side);

/// The crop as another, less careful aligner would have placed it: turned, grown and moved by up to `amount` × (0.09
/// radians, 8 %, 3 % of the side).
torch::Tensor recropped(const torch::Tensor& wide, int side, double amount);

/// Every picture softened as by taking it from `pixels`² up again.
torch::Tensor softened(const torch::Tensor& x, int pixels);

/// Light from one side, another exposure and contrast, another white balance: `amount` 1 is a strong change.
torch::Tensor relit(const torch::Tensor& x, double amount);

/// What JPEG leaves of a picture: its 8×8 cosine coefficients rounded by the standard luminance table (ITU-T T.81,
/// annex K) at this quality, 1..100, each colour alone.
torch::Tensor jpegLike(const torch::Tensor& x, int quality);

/// A `share` of the pictures mixed with the next one of the batch: cross-faded, or a soft-edged ellipse of one in the
/// other. Faces lie on one another, so the mixes are faces of a kind too.
torch::Tensor mixed(const torch::Tensor& x, double share);

}  // namespace mien::training
