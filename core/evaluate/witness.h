#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "core/evaluate/judges.h"
#include "core/model/witness_network.h"

namespace mien {

/// A second identity network that no training loss and no search has used: the identity teacher is also a loss, and who
/// is aimed at flatters. Thread: one at a time.
class Witness {
 public:
  virtual ~Witness() = default;
  /// Of unit length, to be compared by distance(). Five points of the face in an RGB picture.
  virtual Embedding embed(const Image8& picture, const FivePoints& points) = 0;
  virtual WitnessThresholds thresholds() const = 0;
  virtual std::string packHash() const = 0;
};

/// The pack in `folder`; `device` as for makeEngine(). Errors: Model, and Usage for the device.
Result<std::unique_ptr<Witness>> openWitness(const std::filesystem::path& folder, const std::string& device);

}  // namespace mien
