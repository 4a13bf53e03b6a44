#pragma once
#include <array>

#include "core/base/geometry.h"
#include "core/base/image.h"

namespace mien {

/// Where a face itself is seen: no fringe, hat or scarf over its forehead, no spectacles, no hand.
struct BareSkin {
  static constexpr int kSide = 320;  ///< px; more of them tell no more

  ImageF bare;  ///< 0 where it is covered, 1 on bare skin and around the face, soft between; 1 channel, kSide² over
                ///< kPaddedWindow; empty: nothing is covered
  std::array<float, 3> skin{};  ///< the colour of nose and cheeks, RGB 0..1
  ImageF plain;                 ///< the same, and 0 where light or glass makes of it what is no face's; empty: nowhere
};

/// 1 between the jaw and a little over the brows, where the network's word on what lies over a face counts, soft at the
/// edge: 1 channel, `side`² of the unit square in which `face` lies.
ImageF belowForehead(const Landmarks& face, int side);

/// What is sure of what the network sees over a face (1 channel in the mean face's plane, 0..1), with its soft edge;
/// empty where that is next to nothing.
ImageF surelyOccluded(const ImageF& seen);

/// What is covered (1 channel over kPaddedWindow, as large as bareByColour() makes `bare`) is not bare either.
void cover(ImageF& bare, const ImageF& by);

}  // namespace mien
