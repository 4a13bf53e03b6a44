#pragma once
#include <filesystem>

#include "models/training/directions_effects.h"

namespace mien::training {

/// Measures `axes` (first those of kMeasures, then principal ones) on the faces of `codes`, which no fit has seen, and
/// writes what `mien-train pack directions` and `card directions` read. Each face is drawn at −2, −1, 0, +1 and +2 and
/// looked at anew (FaceReader). An effect is the slope of a measure's mean over these amounts, in standard deviations
/// of the measure among drawn train faces.
///   own      of its own attribute; of a principal direction: of its score (dᵀC⁻¹z) after the picture was encoded again
///   others   of the other named attributes
///   purity   |own| ÷ (|own| + Σ|others|), of which 1 is best: the share of all that was measured to change that was
///            meant to. Not the correlation of scores in latent space, which would be blind to what the decoder does.
///   agrees   share of the faces whose own attribute is larger at +2 than at −2
///   identity mean distance of the identity teacher's embeddings to the face at 0, for ±1 and ±2
///   low, high  the furthest of 0, ±1, ±1.5 … ±4 up to which at least nine faces of ten, of a quarter of `codes`, keep
///   the
///            judge's word (≥ 0.8), a plausible code (≤ 1.78 a dimension) and an unfolded surface (≤ 1.4 %): where the
///            window would begin to warn of them (see meaningOf() in core/guard); faces that fail at 0 don't count
void writeReport(const std::filesystem::path& file, const torch::Tensor& axes, const torch::Tensor& covariance,
                 Effects& effects, const torch::Tensor& codes);

}  // namespace mien::training
