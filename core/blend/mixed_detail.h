#pragma once
#include <memory>
#include <optional>
#include <span>

#include "core/blend/aligned_face.h"
#include "core/blend/covers.h"
#include "core/blend/face_weights.h"
#include "core/blend/region_masks.h"

namespace mien {

/// Whether every region has the whole's weights.
bool allAre(const RegionWeights& regions, const FaceWeights& whole);

/// A face that nobody's weights name is not looked at.
bool takesPart(std::size_t face, const RegionWeights& regions, const FaceWeights& whole);

/// A face's own picture (over kPaddedWindow) as `map` bends it; where `needed` is 0, nothing.
ImageF sampledOf(const ImageF& padded, const ImageF& map, const ImageF& needed = {});

/// The faces of a mix, and how its plane lies in theirs.
struct BentFaces {
  std::span<const std::shared_ptr<const AlignedFace::Pictures>> pictures;  ///< of who takes part; others' are null
  std::span<const Landmarks* const> shapes;                                ///< unit square of each face's crop
  std::span<const ImageF> maps;                                            ///< to the mean face's plane, then to each's
  const Landmarks& mixed;                                                  ///< the mix's own shape
};

/// For what lies over faces to give way to others' skin.
struct GivingWay {
  const ImageF& inside;  ///< what is no surroundings, in the mix's plane
  const ImageF& drawn;   ///< what the detail is added to, in the same
};

/// The faces' detail in the mix's plane; their pictures as far as others' photographs end, and between the lips as far
/// as others' mouths are closed. `masks` are in the mean face's plane. `plain`: what the network draws of
/// these weights, of which kDrawn stays. With `givingWay`, hair and hats over one's forehead, spectacles and hands are
/// taken out (see uncover()). Where `needed` is 0 it may be anything.
ImageF mixedDetail(const BentFaces& faces, const FaceWeights& whole, const RegionWeights& regions,
                   const RegionMasks& masks, const ImageF& plain, const std::optional<GivingWay>& givingWay,
                   const ImageF& needed);

/// Pictures of the faces as they are, in the mix's plane.
struct MixedPictures {
  ImageF pixels;
  ImageF known;  ///< how far their photographs reach, 1 channel, 0..1; empty: everywhere
};
/// Σ weight·picture ÷ Σ weight where photographs reach.
MixedPictures mixedPictures(const BentFaces& faces, const FaceWeights& weights);

/// What of the face is under somebody's hair, hat, spectacles or hand, Σ weight·(1 − bare): 1 channel, in the mix's
/// plane; empty where nothing is.
ImageF coveredSkin(const BentFaces& faces, const FaceWeights& weights);

/// What lies over the face of whom the surroundings are, as far as there is `detail`, 0..1; none where nothing does.
/// `inside`: of the mix's plane, what is no surroundings.
std::optional<Covers> coversOf(std::size_t owner, const BentFaces& faces, ImageF inside, double detail);

}  // namespace mien
