#pragma once
#include "core/base/geometry.h"
#include "core/base/image.h"

namespace mien {

// What can be read off a face without a network. Any thread.

/// How far the nose tip lies from the middle between the eyes, along the line through them, in eye distances; 0 from
/// the front. The sign says which way.
double yawOf(const Landmarks& landmarks);

/// Gap of the inner lips in eye distances; 0 closed.
double mouthGapOf(const Landmarks& landmarks);

/// Variance of the Laplacian of the upright crop at 128 px, in grey levels².
double sharpnessOf(const Image8& crop);

/// 0..1: from the front, mouth closed, and an even ground beside the head, as in the portrait of an identity document
/// (ICAO 9303). `crop` is an upright crop, RGB or RGBA, `landmarks` in its unit square.
double documentLook(const Image8& crop, const Landmarks& landmarks);

}  // namespace mien
