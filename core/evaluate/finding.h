#pragma once
#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "core/studio/engine.h"

namespace mien {

/// Which of the found faces is the labelled one: its eye midpoint lies within 0.25 labelled eye distances and its eye
/// distance within a factor 1.5. The nearest where several are.
std::optional<std::size_t> labelledFace(std::span<const FoundFace> found, const Landmarks& label);

inline constexpr std::array<std::string_view, 5> kFaceRegions{"jaw", "brows", "nose", "eyes", "mouth"};

/// Mean distance of points ÷ labelled eye distance, in per cent.
struct LandmarkError {
  double all = 0;
  std::array<double, 5> regions{};  ///< in the order of kFaceRegions
};
LandmarkError landmarkError(const Landmarks& found, const Landmarks& label);

}  // namespace mien
