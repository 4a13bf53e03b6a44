#pragma once
#include <span>

#include "core/base/geometry.h"
#include "core/base/image.h"
#include "core/blend/photo_size.h"

namespace mien {

/// Where a photograph reaches in the `window` of its crop's plane (`toCrop` maps its px there): 1 channel, `size`², 1
/// well within, 0 at its border and beyond, soft between. Empty where it reaches everywhere.
ImageF knownArea(const Similarity& toCrop, PhotoSize photo, Window window, int size);

/// No more than twice, or a film from one face to the next would jump; more where films mix as ever.
inline constexpr float kFavoured = 2;

/// Faces' shares (1 channel each, alike in size, not negative) where their photographs do not all reach. What lies
/// beyond a photograph is a smear, so who reaches a place counts for up to `most` times its share there, at the cost of
/// who does not. What one face has alone it keeps, so that a slider's ends stay. `known` as many; empty where a face
/// reaches everywhere.
void favourKnown(std::span<ImageF> shares, std::span<const ImageF> known, float most = kFavoured);

}  // namespace mien
