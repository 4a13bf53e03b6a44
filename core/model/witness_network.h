#pragma once
#include <array>
#include <memory>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/image.h"
#include "core/base/result.h"
#include "core/model/device.h"

namespace mien {

class Pack;

/// Distances below which 1 % and 0.1 % of the pairs of different people lie.
struct WitnessThresholds {
  double falseMatch1 = 0, falseMatch01 = 0;
};

/// A second identity network, of another making than IdentityNetwork: it learned by contrast alone and from no
/// teacher, and no loss and no search may use it, so that what it says of a blend was not aimed at. For measuring
/// only. Thread: the one that made it.
class WitnessNetwork {
 public:
  using Embedding = std::array<float, 128>;  ///< of unit length; compared by Euclidean distance

  /// Loads and warms up. Errors: Model.
  static Result<std::unique_ptr<WitnessNetwork>> load(const Pack& pack, const Device& device);
  ~WitnessNetwork();
  static int side();           ///< px of the crop: 112
  static CropTemplate crop();  ///< the crop it expects; beyond a photograph its edge repeats
  /// RGB crops of side().
  std::vector<Embedding> run(const std::vector<Image8>& crops);
  /// Settings of the pack.
  const WitnessThresholds& thresholds() const { return thresholds_; }

 private:
  WitnessNetwork();
  struct Impl;
  std::unique_ptr<Impl> impl_;
  WitnessThresholds thresholds_;
};

}  // namespace mien
