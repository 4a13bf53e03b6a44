#pragma once
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/image.h"
#include "core/model/device.h"
#include "core/model/pack.h"

namespace mien {

/// Shape code and texture VAE of one pack. Thread: the one that made it.
class PortraitNetwork {
 public:
  /// Loads and warms up: the first pass of each network is slow. Errors: Model.
  static Result<std::unique_ptr<PortraitNetwork>> load(const Pack& pack, const Device& device);
  ~PortraitNetwork();

  static constexpr int kSide = 256;    ///< of canonical textures
  const Landmarks& canonical() const;  ///< the mean face in whose geometry textures lie, unit square of the texture
  const LatentGroups& groups() const;
  const std::string& precision() const;  ///< "fp32" or "bf16"

  /// A new face's code (structure, colour, features) from as many standard normal numbers: where the training faces'
  /// are, when the pack knows (core/model/prior_flow.h), else the numbers themselves.
  std::vector<float> newCode(const std::vector<float>& normals);
  /// The numbers from which newCode() makes this code.
  std::vector<float> normalsOf(const std::vector<float>& code);

  /// How likely a code is among those of the training faces, nats a number; none when the pack doesn't know.
  std::optional<double> logDensity(const std::vector<float>& code);

  std::vector<float> encodeShape(const Landmarks& landmarks);
  Landmarks decodeShape(const std::vector<float>& structure);

  struct TextureCode {
    std::vector<float> colour, features;
    friend bool operator==(const TextureCode&, const TextureCode&) = default;
  };
  /// RGB canonical texture of kSide²; `known` (1 channel, 0 or 255) says which pixels the photograph reaches.
  TextureCode encodeTexture(const Image8& texture, const Image8& known);
  /// What of a texture lies over the face (spectacles, hands), 0..1, 1 channel of kSide²; none when the pack doesn't
  /// know. `texture` RGB; `known` 1 channel, 0..1.
  std::optional<ImageF> occlusionOf(const Image8& texture, const ImageF& known);
  /// What the features alone make of a texture before the decoder corrects it, planes of 128²: it is linear in them, so
  /// that of a mix is mixed as they are, for a hundredth of what it costs to make it anew.
  using FeaturesPicture = std::vector<float>;
  FeaturesPicture pictureOf(const std::vector<float>& features);
  /// RGB, kSide², 0..1 but not clamped. `features`: pictureOf() the code's.
  ImageF decodeTexture(const TextureCode& code, const FeaturesPicture& features);
  /// One texture whose code differs by place: each code counts where its mask (1 channel, kSide²) is; at each pixel the
  /// masks sum to 1. As many pictures and masks as codes.
  ImageF decodeTexture(std::span<const TextureCode> codes, std::span<const FeaturesPicture> features,
                       std::span<const ImageF> masks);

 private:
  PortraitNetwork();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mien
