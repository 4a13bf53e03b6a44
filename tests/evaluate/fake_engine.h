#pragma once
#include <memory>

#include "core/studio/engine.h"

/// An engine without networks for drawn photos: knows where the face is, keeps the crop, and mixes by averaging.
/// Detail 0 gives a flat picture of the first pixel's colour.
std::unique_ptr<mien::Engine> makeFakeEngine();

/// Photos whose top left pixel is about this bright in red are not found, or come with a second face far off.
inline constexpr int kHiddenFaceRed = 10;
inline constexpr int kTwoFacesRed = 250;
