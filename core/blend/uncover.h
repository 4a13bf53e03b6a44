#pragma once
#include <span>

#include "core/blend/bare_skin.h"
#include "core/blend/laid_face.h"

namespace mien {

/// The faces of a mix as uncover() takes them: as many of each.
struct CoveredFaces {
  std::span<const LaidFace> faces;
  std::span<const BareSkin* const> skins;
  std::span<const ImageF> known;  ///< how far photographs reach in the mix's plane, 1 channel; empty: everywhere
  std::span<ImageF> shares;       ///< what each counts for in the mix's plane, 1 channel
};

/// Takes the fringes, spectacles and hands that lie over some of the faces out of their mix, where others have bare
/// skin: there their pictures alone are mixed, as each differs from its face's skin around, on the mix's own skin
/// around, so that tone and light stay mixed. (What a decoder makes of the mixed codes has traces of such things
/// whatever is taken from the detail.) From an eighth of the mix on such skin counts in full, for there is no other.
/// What directions draw in such a place (wrinkles, light) is not seen there, but for its tone.
/// The mix, whose landmarks are `mixed`, is `drawn` + `detail` (RGB); the change goes into `detail`, and `shares`
/// become those that count from there on. `inside`: in the mix's plane, what is no surroundings, 1 channel.
void uncover(ImageF& detail, const ImageF& drawn, const CoveredFaces& mix, const Landmarks& mixed,
             const ImageF& inside);

}  // namespace mien
