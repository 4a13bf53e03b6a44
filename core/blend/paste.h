#pragma once
#include <optional>

#include "core/base/geometry.h"
#include "core/base/image.h"
#include "core/blend/covers.h"

namespace mien {

/// Lays a rendered crop (RGB 0..1, `landmarks` of its face in the unit square) over `photo` where `toCrop` says that
/// the crop lies: feathered along the face's outline, its colours shifted to meet the photo's there, then under
/// `covers`.
Image8 pasteBack(const Image8& photo, const ImageF& crop, const Landmarks& landmarks, const Similarity& toCrop,
                 std::optional<Covers> covers = std::nullopt);

}  // namespace mien
