#pragma once
#include <array>
#include <memory>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/image.h"
#include "core/model/device.h"
#include "core/model/pack.h"

namespace mien {

/// Says whom a face looks like: an embedding whose Euclidean distances follow those of the teacher that it was
/// distilled from (dlib's ResNet-29). Below kSamePerson two pictures customarily show one person.
/// Thread: the one that made it.
class IdentityNetwork {
 public:
  using Embedding = std::array<float, 128>;
  static constexpr float kSamePerson = 0.6F;
  static float distance(const Embedding& a, const Embedding& b);

  /// Loads and warms up. Errors: Model.
  static Result<std::unique_ptr<IdentityNetwork>> load(const Pack& pack, const Device& device);
  ~IdentityNetwork();
  static int side();           ///< px of the crop: 150
  static CropTemplate crop();  ///< the crop it expects; beyond a photograph its edge repeats
  /// RGB crops of side(). The same crop gives the same embedding, alone or among others, up to rounding.
  std::vector<Embedding> run(const std::vector<Image8>& crops);

 private:
  IdentityNetwork();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Says whether a crop holds a whole, plausible face, and how old it looks. Thread: the one that made it.
class JudgeNetwork {
 public:
  struct Output {
    float face = 0;  ///< 0..1: a face, not a fold, a shuffle, an occlusion or something else
    float age = 0;   ///< apparent, years; below 18 extrapolated, for it learned from adults alone
  };
  /// Loads and warms up. Errors: Model.
  static Result<std::unique_ptr<JudgeNetwork>> load(const Pack& pack, const Device& device);
  ~JudgeNetwork();
  static int side();           ///< px of the crop: 112
  static CropTemplate crop();  ///< the crop it expects; beyond a photograph its edge repeats
  /// RGB crops of side().
  std::vector<Output> run(const std::vector<Image8>& crops);

 private:
  JudgeNetwork();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mien
