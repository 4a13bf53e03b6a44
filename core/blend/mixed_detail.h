#pragma once
#include <memory>
#include <span>

#include "core/blend/aligned_face.h"
#include "core/blend/face_weights.h"
#include "core/blend/region_masks.h"

namespace mien {

/// Whether every region has the whole's weights.
bool allAre(const RegionWeights& regions, const FaceWeights& whole);

/// A face that nobody's weights name is not looked at.
bool takesPart(std::size_t face, const RegionWeights& regions, const FaceWeights& whole);

/// A face's own picture (over kPaddedWindow) as `map` bends it.
ImageF sampledOf(const ImageF& padded, const ImageF& map);

/// The faces' detail in the mix's plane; their pictures as far as others' photographs end, and between the lips as far
/// as others' mouths are closed. `pictures` of who takes part; `maps`: to the mean face, in whose plane the `masks`
/// are, then to each face; `shapes`: the faces' landmarks, and the `mixed` ones, unit square of the crop. With
/// `bareForeheads`, hair and hats over one's forehead give way to others' skin.
ImageF mixedDetail(std::span<const std::shared_ptr<const AlignedFace::Pictures>> pictures, std::span<const ImageF> maps,
                   std::span<const Landmarks* const> shapes, const Landmarks& mixed, const FaceWeights& whole,
                   const RegionWeights& regions, const RegionMasks& masks, bool bareForeheads);

/// Pictures of the faces as they are, in the mix's plane.
struct MixedPictures {
  ImageF pixels;
  ImageF known;  ///< how far their photographs reach, 1 channel, 0..1; empty: everywhere
};
/// Σ weight·picture ÷ Σ weight where photographs reach; `pictures` and `maps` as above.
MixedPictures mixedPictures(std::span<const std::shared_ptr<const AlignedFace::Pictures>> pictures,
                            std::span<const ImageF> maps, const FaceWeights& weights);

/// What of the forehead is under somebody's hair or hat, Σ weight·(1 − bare): 1 channel, in the mix's plane;
/// empty where nothing is. `pictures` and `maps` as above.
ImageF coveredForehead(std::span<const std::shared_ptr<const AlignedFace::Pictures>> pictures,
                       std::span<const ImageF> maps, const FaceWeights& weights);

}  // namespace mien
