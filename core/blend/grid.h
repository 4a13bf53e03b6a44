#pragma once
#include "core/base/image.h"

namespace mien {

/// Takes a faint grid out of a texture whose network writes it in blocks of 4 × 4 pixels; it shows once the texture is
/// enlarged. What repeats from block to block over a neighbourhood of 5 × 5 of them is grid; what a face has of such
/// fine detail averages out. RGB, sides that 4 divides. Any thread.
void takeOutGrid(ImageF& texture);

}  // namespace mien
