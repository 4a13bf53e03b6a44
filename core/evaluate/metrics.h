#pragma once
#include <span>
#include <vector>

#include "core/base/psnr.h"

namespace mien {

/// The value below which a share `q` (0..1) of all values lies, linear between neighbours. NaN when there are none.
double quantile(std::vector<double> values, double q);
double median(std::vector<double> values);
double meanOf(std::span<const double> values);  ///< NaN when there are none
/// Share of values below `limit`, 0..1. NaN when there are none.
double shareBelow(std::span<const double> values, double limit);

/// Area under the receiver operating characteristic: how often a value of `high` is above one of `low`, ties by half.
double areaUnderCurve(std::span<const double> high, std::span<const double> low);

/// Fréchet distance between Gaussians fitted to two sets of features (Heusel et al. 2017, "GANs trained by a two
/// time-scale update rule"): |m₁ − m₂|² + tr(C₁ + C₂ − 2 (C₁^½ C₂ C₁^½)^½). Rows are features of one length, and each
/// set has at least two. The estimate is too high for small sets, so compare sets of like counts only.
double frechetDistance(std::span<const std::vector<float>> a, std::span<const std::vector<float>> b);

}  // namespace mien
