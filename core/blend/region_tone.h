#pragma once
#include <array>
#include <span>

#include "core/base/image.h"
#include "core/blend/face_weights.h"
#include "core/blend/region_masks.h"

namespace mien {

/// How a face is coloured and lit.
struct FaceTone {
  std::array<float, 3> skin{};    ///< RGB 0..1, see BareSkin
  const ImageF* light = nullptr;  ///< lightOf() its texture
};

/// A region whose texture has shares of its own is drawn in its own colours and then brought to the skin around it, for
/// features of light skin drawn in dark colours, and the reverse, are none: eyes turn black or blind, teeth green.
/// In the mean face's plane, 4 channels: what is added to a picture's brightness as a share of it, and to red, green
/// and blue. Empty where every region follows `whole`. `colour`: whose skin it is; `faces`: null light of who counts
/// nowhere.
ImageF regionTone(std::span<const FaceTone> faces, const FaceWeights& colour, const FaceWeights& whole,
                  const RegionWeights& regions, const RegionMasks& masks);

/// As sampled in the picture's plane.
void applyTone(ImageF& picture, const ImageF& tone);

}  // namespace mien
