#pragma once
#include "core/model/networks.h"
#include "models/training/cache.h"

namespace mien::training {

/// Fits the shape code: probabilistic PCA of the train split's landmarks and their mirror images.
nets::ShapeModel fitShape(const FaceCache& cache, int size);

/// Fits the linear texture model (Tipping & Bishop 1999) by EM over unknown pixels and subspace iteration. Half of the
/// faces are mirrored. Needs 3.5 GB and a few minutes on two cores.
void fitLinearTexture(const FaceCache& cache, nets::LinearTexture& model, torch::Device device);

/// The order of the 68 landmarks in a mirrored picture.
torch::Tensor mirroredOrder();

}  // namespace mien::training
