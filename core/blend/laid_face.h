#pragma once
#include "core/base/geometry.h"
#include "core/base/image.h"

namespace mien {

/// A face to be laid on the others of a mix.
struct LaidFace {
  const ImageF& pixels;    ///< of its photograph, over kPaddedWindow
  const Landmarks& shape;  ///< unit square of its crop
  const ImageF& map;       ///< from the mix's plane
};

}  // namespace mien
