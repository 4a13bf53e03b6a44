#pragma once
#include <torch/types.h>

#include <array>
#include <string_view>

namespace mien::training {

/// What is measured of a face; the first nine are those of directions() (core/blend/direction.h). Glasses are measured
/// so that the others can leave them alone.
inline constexpr std::array<std::string_view, 10> kMeasures{"age", "gender", "smile",     "mouth-open", "eyes-open",
                                                            "yaw", "light",  "skin-tone", "beard",      "glasses"};
inline constexpr int64_t kMeasureCount = 10;

/// N×68×2 landmarks of upright crops → N×4. Smile: how far the corners of the mouth lie above the middle of its opening
/// and how wide it is, ÷ eye distance. Mouth open: gap of the inner lips ÷ eye distance. Eyes open: gap of the lids ÷
/// width of the eye, mean of both. Yaw: how far the nose's tip lies to the right of the eyes' middle ÷ eye distance.
torch::Tensor shapeMeasures(const torch::Tensor& landmarks);

/// Measures of the skin where the mean face has cheeks, chin and so on.
class SkinMeasures {
 public:
  /// The mean face's landmarks, 68×2, in the textures' unit square.
  explicit SkinMeasures(const torch::Tensor& canonical);
  /// N×3×256×256 textures, RGB 0..1 → N×4. Light: lightness of the right cheek (in the picture) − left. Skin tone:
  /// individual typology angle of cheeks and nose, degrees (Chardon et al. 1991; lighter is more). Beard: how much
  /// darker and rougher chin, jaw and upper lip are than the cheeks. Glasses: edges along the lower rims and over the
  /// bridge of the nose, less those of the cheeks.
  torch::Tensor operator()(const torch::Tensor& textures) const;

 private:
  torch::Tensor zone(std::initializer_list<int> points, double dx, double dy, double rx, double ry) const;
  torch::Tensor canonical_;                                               ///< 68×2
  double eyes_;                                                           ///< distance of the eyes
  torch::Tensor right_, left_, nose_, chin_, jaw_, lip_, rims_, bridge_;  ///< weights 128² that add up to 1
};

}  // namespace mien::training
