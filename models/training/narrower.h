#pragma once
#include "core/model/networks.h"

namespace mien::training {

/// Fills the decoder of `narrow` with those channels of `wide` that its weights count on most (by the norms of what
/// goes into a channel and of what comes out of it); its last convolution becomes zero, so that it draws the linear
/// part at first.
void startNarrower(nets::TextureVae& narrow, nets::TextureVae& wide);

}  // namespace mien::training
