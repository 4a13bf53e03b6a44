#pragma once
#include "core/base/image.h"

namespace mien {

/// Peak signal-to-noise ratio over all channels, dB; capped at 99 so that equal pictures stay a number in JSON.
/// The pictures have one size and channel count.
double psnr(const Image8& a, const Image8& b);

}  // namespace mien
